import { openSync } from "node:fs";
import { Fd, inNewNamespace, SyscallError } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient, type RtnetlinkClient } from "../client.js";
import { Lab } from "../through-kernel/lab.js";
import { questionsTo, setNsid } from "./nsid.js";
import { NsidLookup } from "./nsid-lookup.js";

const newNamespace = () => inNewNamespace(() => new Fd(openSync("/proc/thread-self/ns/net", "r")));

const lookupOf = (client: RtnetlinkClient) => new NsidLookup(questionsTo(client), client.system, client.openSocket());

kernelTest("many are asked for at once, again and again; who has no id has none", () => {
  using lab = new Lab();
  using a = newNamespace();
  using b = newNamespace();
  using c = newNamespace();
  setNsid(lab.client, a, 2_147_483_647);
  setNsid(lab.client, c, 0);
  using lookup = lookupOf(lab.client);
  expect(lookup.idsOf([])).toEqual([]);
  expect(lookup.idsOf([a.fd, b.fd, c.fd])).toEqual([2_147_483_647, undefined, 0]);
  const most = Array.from({ length: NsidLookup.MOST }, (_, i) => [a, b, c][i % 3] as Fd);
  const ids = most.map((_, i) => [2_147_483_647, undefined, 0][i % 3]);
  for (let i = 0; i < 3; i++) expect(lookup.idsOf(most.map(({ fd }) => fd))).toEqual(ids);
});

kernelTest("what is no namespace is refused as getNsid says it, and the next ones have their answers", () => {
  using lab = new Lab();
  using a = newNamespace();
  using file = new Fd(openSync("/dev/null", "r"));
  setNsid(lab.client, a, 5);
  using lookup = lookupOf(lab.client);
  expect(() => lookup.idsOf([a.fd, file.fd])).toThrow(
    expect.objectContaining({
      name: "NetlinkError",
      code: "EINVAL",
      extack: expect.objectContaining({ path: "nsid.fd" }),
    }),
  );
  expect(lookup.idsOf([a.fd])).toEqual([5]);
});

kernelTest("whether there are any is known, also where the list has many messages and is not read to its end", () => {
  using lab = new Lab();
  using lookup = lookupOf(lab.client);
  expect(lookup.hasAny()).toBe(false);
  using last = newNamespace();
  setNsid(lab.client, last, 7);
  expect(lookup.hasAny()).toBe(true);
  const others = Array.from({ length: 400 }, newNamespace);
  try {
    for (const [nsid, other] of others.entries()) setNsid(lab.client, other, 100 + nsid);
    for (let i = 0; i < 3; i++) {
      expect(lookup.hasAny()).toBe(true);
      expect(lookup.idsOf([last.fd])).toEqual([7]);
    }
  } finally {
    for (const other of others) other.close();
  }
});

kernelTest("a list that is lost is asked for again", () => {
  using lab = new Lab();
  using a = newNamespace();
  for (const [errno, isHarmless] of [
    ["ENOBUFS", true],
    ["EAGAIN", true],
    ["ENOMEM", false],
  ] as const) {
    const { system } = failingSystem({ call: "recvmmsg", nth: 0, errno });
    using client = openClient({ namespace: lab.namespace, system });
    using lookup = lookupOf(client);
    if (isHarmless) expect(lookup.hasAny()).toBe(false);
    else expect(() => lookup.hasAny()).toThrow(SyscallError);
    expect(lookup.idsOf([a.fd])).toEqual([undefined]);
  }
});

kernelTest("answers that are lost are asked for again; other failures are the caller's", () => {
  using lab = new Lab();
  using a = newNamespace();
  setNsid(lab.client, a, 5);
  for (const [errno, isHarmless] of [
    ["ENOBUFS", true],
    ["EAGAIN", true],
    ["ENOMEM", false],
  ] as const) {
    const { system } = failingSystem({ call: "recvmmsg", nth: 0, errno });
    using client = openClient({ namespace: lab.namespace, system });
    using lookup = lookupOf(client);
    if (isHarmless) expect(lookup.idsOf([a.fd])).toEqual([5]);
    else expect(() => lookup.idsOf([a.fd])).toThrow(SyscallError);
    // The answer that was not received comes before the next one's.
    for (let i = 0; i < 3; i++) expect(lookup.idsOf([a.fd])).toEqual([5]);
  }
});
