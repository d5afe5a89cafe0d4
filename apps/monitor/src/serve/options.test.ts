import { expect, test } from "vitest";
import { parseInvocation, UsageError } from "../invocation.js";

const plain = {
  action: "serve",
  listen: { kind: "tcp", host: "127.0.0.1", port: 7788 },
  allowRemote: false,
  tokenFile: undefined,
  hosts: [],
  history: 4_194_304,
  requestTimeout: 30_000,
  heartbeat: 15_000,
  kinds: ["name", "nsid", "link", "address", "route", "nexthop", "rule", "neighbor", "fdb"],
  namespaces: undefined,
  own: true,
  snapshot: true,
  allNsid: false,
  receiveBuffer: 1_048_576,
};

test.each<[string, object]>([
  ["", {}],
  ["--listen [::1]:0", { listen: { kind: "tcp", host: "::1", port: 0 } }],
  ["--listen unix:/run/s --token-file f", { listen: { kind: "unix", path: "/run/s" }, tokenFile: "f" }],
  [
    "--listen 0.0.0.0:80 --allow-remote --token-file f",
    { listen: { kind: "tcp", host: "0.0.0.0", port: 80 }, allowRemote: true, tokenFile: "f" },
  ],
  ["--host Monitor.example --host a:8080", { hosts: ["monitor.example", "a:8080"] }],
  [
    "--history 65536 --request-timeout 1 --heartbeat 3600",
    { history: 65_536, requestTimeout: 1000, heartbeat: 3_600_000 },
  ],
  ["--kind link --no-own --all-nsid", { kinds: ["name", "link"], own: false, allNsid: true }],
  ["--namespace a --namespace b", { kinds: plain.kinds.filter((kind) => kind !== "nsid"), namespaces: ["a", "b"] }],
  ["--receive-buffer 4096", { receiveBuffer: 4096 }],
])("serve %s", (line, expected) => {
  expect(parseInvocation(["serve", ...line.split(" ").filter(Boolean)])).toEqual({ ...plain, ...expected });
});

test.each([
  ["--json", "--json"],
  ["word", "word"],
  ["--listen 127.0.0.1:99999", '"99999" is no port'],
  ["--listen 0.0.0.0:80", "add --allow-remote and --token-file FILE, or listen on 127.0.0.1"],
  ["--listen 0.0.0.0:80 --allow-remote", "add --token-file FILE, or"],
  ["--listen 192.0.2.1:80 --token-file f", "add --allow-remote, or"],
  ["--listen monitor.example:80", "others than this machine can reach monitor.example"],
  ["--host http://a", "is no name of a host"],
  ["--host a,b", "is no name of a host"],
  ["--listen 127.0.0.1:1 --listen [::1]:1", "--listen can be given once"],
  ["--namespace a/b", "is no name of a namespace"],
  ["--history 1", "--history"],
  ["--heartbeat 0", "--heartbeat"],
  ["--request-timeout 1.5", "--request-timeout"],
  ["--kind links", "is no kind"],
])("serve %s is refused", (line, reason) => {
  const parse = () => parseInvocation(["serve", ...line.split(" ")]);
  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(reason);
});

test("help and version come before all else", () => {
  expect(parseInvocation(["serve", "--help"])).toEqual({ action: "help", of: "serve" });
  expect(parseInvocation(["serve", "--listen", "nowhere", "--version"])).toEqual({ action: "version" });
});
