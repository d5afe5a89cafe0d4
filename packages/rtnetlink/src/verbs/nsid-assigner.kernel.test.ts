import { openSync } from "node:fs";
import { Fd, inNewNamespace, SyscallError } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient, type RtnetlinkClient } from "../client.js";
import { NoAnswerError } from "../errors.js";
import { Lab } from "../through-kernel/lab.js";
import { getNsid, questionsTo } from "./nsid.js";
import { NsidAssigner } from "./nsid-assigner.js";

const assignerOf = (client: RtnetlinkClient) =>
  new NsidAssigner(questionsTo(client), client.system, client.openSocket());
const newNamespace = () => inNewNamespace(() => new Fd(openSync("/proc/thread-self/ns/net", "r")));

kernelTest("each gets the number that was asked for, or the lowest that is free", () => {
  using lab = new Lab();
  using assigner = assignerOf(lab.client);
  const wanted = [0, 2_147_483_647, "auto", 2, "auto"] as const;
  const given = [0, 2_147_483_647, 1, 2, 3];
  const namespaces = wanted.map(newNamespace);
  expect(wanted.map((nsid, i) => assigner.assign(namespaces[i]?.fd ?? -1, nsid))).toEqual(given);
  expect(namespaces.map((namespace) => getNsid(lab.client, namespace).nsid)).toEqual(given);
  for (const namespace of namespaces) namespace.close();
});

kernelTest("what is refused is refused as setNsid says it, and the next ones have their answers", () => {
  using lab = new Lab();
  using a = newNamespace();
  using b = newNamespace();
  using file = new Fd(openSync("/dev/null", "r"));
  using assigner = assignerOf(lab.client);
  const refused = (fd: number, nsid: number | "auto", code: string, path: string) =>
    expect(() => assigner.assign(fd, nsid)).toThrow(
      expect.objectContaining({ name: "NetlinkError", code, extack: expect.objectContaining({ path }) }),
    );
  expect(assigner.assign(a.fd, 5)).toBe(5);
  refused(a.fd, "auto", "EEXIST", "nsid.fd");
  refused(b.fd, 5, "EEXIST", "nsid.nsid");
  refused(file.fd, "auto", "EINVAL", "nsid.fd");
  expect(() => assigner.assign(b.fd, -1)).toThrow(RangeError);
  expect(assigner.assign(b.fd, "auto")).toBe(0);
});

kernelTest("of an answer that is lost it is not known whether it was done; other failures are the caller's", () => {
  using lab = new Lab();
  for (const [errno, failure] of [
    ["ENOBUFS", NoAnswerError],
    ["EAGAIN", NoAnswerError],
    ["ENOMEM", SyscallError],
  ] as const) {
    using a = newNamespace();
    using b = newNamespace();
    const { system } = failingSystem({ call: "recvmmsg", nth: 0, errno });
    using client = openClient({ namespace: lab.namespace, system });
    using assigner = assignerOf(client);
    expect(() => assigner.assign(a.fd, "auto")).toThrow(failure);
    // The answer that was not received comes before the next one's.
    const nsid = assigner.assign(b.fd, "auto");
    expect(nsid).toBe(getNsid(client, b).nsid);
    expect(nsid).not.toBe(getNsid(client, a).nsid);
  }
});
