import { openSync } from "node:fs";
import { Fd, inNewNamespace, SyscallError } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient } from "../client.js";
import { Lab } from "../through-kernel/lab.js";
import { setNsid } from "./nsid.js";
import { NsidLookup } from "./nsid-lookup.js";

const newNamespace = () => inNewNamespace(() => new Fd(openSync("/proc/thread-self/ns/net", "r")));

kernelTest("many are asked for at once, again and again; who has no id has none", () => {
  using lab = new Lab();
  using a = newNamespace();
  using b = newNamespace();
  using c = newNamespace();
  setNsid(lab.client, a, 2_147_483_647);
  setNsid(lab.client, c, 0);
  using lookup = new NsidLookup(lab.client);
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
  using lookup = new NsidLookup(lab.client);
  expect(() => lookup.idsOf([a.fd, file.fd])).toThrow(
    expect.objectContaining({
      name: "NetlinkError",
      code: "EINVAL",
      extack: expect.objectContaining({ path: "nsid.fd" }),
    }),
  );
  expect(lookup.idsOf([a.fd])).toEqual([5]);
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
    using lookup = new NsidLookup(client);
    if (isHarmless) expect(lookup.idsOf([a.fd])).toEqual([5]);
    else expect(() => lookup.idsOf([a.fd])).toThrow(SyscallError);
    // The answer that was not received comes before the next one's.
    for (let i = 0; i < 3; i++) expect(lookup.idsOf([a.fd])).toEqual([5]);
  }
});
