import { openSync } from "node:fs";
import { Fd, inNewNamespace } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../through-kernel/lab.js";
import { powerlessClient } from "../through-kernel/powerless.js";
import { failure } from "../through-kernel/refusal.js";
import { listAddresses } from "./address/index.js";
import { resolveLink } from "./link-reference.js";
import { getNsid, hasNsids, listNsids, setNsid } from "./nsid.js";

const newNamespace = () => inNewNamespace(() => new Fd(openSync("/proc/thread-self/ns/net", "r")));

/** No process has it: the highest number is 2 ** 22. */
const NOBODY = 2 ** 30;

kernelTest("what is no namespace is said by the attribute's path", () => {
  using lab = new Lab();
  using file = new Fd(openSync("/dev/null", "r"));
  using closed = newNamespace();
  const { fd } = closed;
  closed.close();
  for (const [peer, code, path] of [
    [file, "EINVAL", "nsid.fd"],
    [{ fd }, "EBADF", "nsid.fd"],
    [{ pid: NOBODY }, "ESRCH", "nsid.pid"],
  ] as const) {
    for (const work of [() => getNsid(lab.client, peer), () => setNsid(lab.client, peer, 1)]) {
      expect(failure(work)).toMatchObject({ name: "NetlinkError", code, extack: { path } });
    }
  }
  expect(failure(() => getNsid(lab.client, { nsid: 5 }))).toMatchObject({
    code: "ENOENT",
    extack: { path: "nsid.nsid" },
  });
});

kernelTest("an id is given once, and is a number that ids can have", () => {
  using lab = new Lab();
  using a = newNamespace();
  using b = newNamespace();
  expect(hasNsids(lab.client)).toBe(false);
  setNsid(lab.client, a, 5);
  expect(hasNsids(lab.client)).toBe(true);
  const twice = failure(() => setNsid(lab.client, a, 5));
  expect(twice).toMatchObject({ code: "EEXIST", extack: { path: "nsid.fd" } });
  const taken = failure(() => setNsid(lab.client, b, 5));
  expect(taken).toMatchObject({ code: "EEXIST", extack: { path: "nsid.nsid" } });
  for (const nsid of [-1, -2, 2 ** 31, 1.5, Number.NaN, "automatic" as "auto"]) {
    expect(failure(() => setNsid(lab.client, b, nsid))).toMatchObject({
      name: "RangeError",
      message: `nsid is a whole number from 0 to 2147483647, or "auto", not ${nsid}`,
    });
  }
  expect(listNsids(lab.client).entries).toEqual([{ nsid: 5, currentNsid: undefined }]);
});

kernelTest("an unknown target, and one without rights over it", async () => {
  using lab = new Lab();
  using target = new Lab();
  using peer = newNamespace();
  setNsid(lab.client, target.namespace, 1);
  const works = [
    (client: typeof lab.client, targetNsid: number) => getNsid(client, peer, { targetNsid }),
    (client: typeof lab.client, targetNsid: number) => listNsids(client, { targetNsid }),
    (client: typeof lab.client, targetNsid: number) => listAddresses(client, {}, { targetNsid }),
    (client: typeof lab.client, targetNsid: number) => resolveLink(client, "lo", { targetNsid }),
  ];
  using powerless = await powerlessClient(lab.namespace);
  for (const work of works) {
    expect(failure(() => work(lab.client, 9))).toMatchObject({ name: "NetlinkError", code: "EINVAL" });
    expect(work(lab.client, 1)).toBeDefined();
    expect(failure(() => work(powerless, 1))).toMatchObject({ name: "NetlinkError", code: "EACCES" });
  }
  expect(failure(() => setNsid(powerless, peer, 2))).toMatchObject({ code: "EPERM" });
  expect(getNsid(powerless, target.namespace).nsid).toBe(1);
});
