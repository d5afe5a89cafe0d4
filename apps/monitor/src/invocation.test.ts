import { expect, test } from "vitest";
import { parseInvocation, UsageError } from "./invocation.js";

const plain = {
  action: "stream",
  kinds: ["name", "nsid"],
  namespaces: undefined,
  own: false,
  snapshot: true,
  json: false,
  time: "none",
  allNsid: false,
  receiveBuffer: 1_048_576,
  statistics: false,
};

test.each<[string, object]>([
  ["", {}],
  ["--links", { kinds: ["name", "nsid", "link"] }],
  ["--neighbors --addresses --routes", { kinds: ["name", "nsid", "address", "route", "neighbor"] }],
  ["--fdb --rules --nexthops", { kinds: ["name", "nsid", "nexthop", "rule", "fdb"] }],
  ["--all", { kinds: ["name", "nsid", "link", "address", "route", "nexthop", "rule", "neighbor", "fdb"] }],
  ["--own --links", { own: true, kinds: ["name", "nsid", "link"] }],
  ["--namespace a --namespace b", { kinds: ["name"], namespaces: ["a", "b"] }],
  ["--namespace a --links", { kinds: ["name", "link"], namespaces: ["a"] }],
  ["--kind link,address --kind nsid", { kinds: ["link", "address", "nsid"] }],
  ["--namespace a --kind nsid --all", { kinds: ["nsid"], namespaces: ["a"] }],
  ["--json --all-nsid --no-snapshot --statistics", { json: true, allNsid: true, snapshot: false, statistics: true }],
  ["-t", { time: "line" }],
  ["-timestamp", { time: "line" }],
  ["--timestamp", { time: "line" }],
  ["-ts", { time: "short" }],
  ["-tshort", { time: "short" }],
  ["-t -ts", { time: "short" }],
  ["--receive-buffer 4096", { receiveBuffer: 4096 }],
])("%s", (line, expected) => {
  expect(parseInvocation(line.split(" ").filter(Boolean))).toEqual({ ...plain, ...expected });
});

test.each([
  ["--nosuch"],
  ["word"],
  ["--kind links"],
  ["--kind "],
  ["--kind link,"],
  ["--namespace "],
  ["--namespace a/b"],
  ["--namespace .."],
  ["--receive-buffer 0"],
  ["--receive-buffer 1k"],
  ["--receive-buffer 1073741824"],
])("%s is refused", (line) => {
  expect(() => parseInvocation(line.split(" "))).toThrow(UsageError);
});

test("help and version come before all else", () => {
  expect(parseInvocation(["--json", "--help"])).toEqual({ action: "help" });
  expect(parseInvocation(["--version"])).toEqual({ action: "version" });
});
