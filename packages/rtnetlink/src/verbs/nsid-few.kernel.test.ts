import { openSync } from "node:fs";
import { Fd, inNewNamespace, SyscallError } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient, type RtnetlinkClient } from "../client.js";
import { Lab } from "../through-kernel/lab.js";
import { listNsids, setNsid } from "./nsid.js";
import { listFewNsids } from "./nsid-few.js";

const newNamespace = () => inNewNamespace(() => new Fd(openSync("/proc/thread-self/ns/net", "r")));
const few = (client: RtnetlinkClient) => listFewNsids(client.system, client.openSocket());

kernelTest("few ids are what listNsids lists; of more than a page nothing is said", () => {
  using lab = new Lab();
  const listed = () => listNsids(lab.client).entries.map(({ nsid }) => nsid);
  expect(few(lab.client)).toEqual([]);
  const namespaces: Fd[] = [];
  const add = (nsid: number) => {
    const namespace = newNamespace();
    namespaces.push(namespace);
    setNsid(lab.client, namespace, nsid);
  };
  try {
    add(2_147_483_647);
    add(7);
    expect(few(lab.client)).toEqual([7, 2_147_483_647]);
    for (let nsid = 100; nsid < 250; nsid++) {
      add(nsid);
      const ids = few(lab.client);
      // A page that is nearly full may be all of the list, or not.
      if (nsid < 200 || ids !== undefined) expect(ids).toEqual(listed());
    }
    expect(few(lab.client)).toBeUndefined();
  } finally {
    for (const namespace of namespaces) namespace.close();
  }
});

kernelTest("of an answer that is lost nothing is said; other failures are the caller's", () => {
  using lab = new Lab();
  const list = (errno: "EAGAIN" | "ENOBUFS" | "ENOMEM") => {
    const { system } = failingSystem({ call: "recvmmsg", nth: 0, errno });
    using client = openClient({ namespace: lab.namespace, system });
    return few(client);
  };
  expect(list("EAGAIN")).toBeUndefined();
  expect(list("ENOBUFS")).toBeUndefined();
  expect(() => list("ENOMEM")).toThrow(SyscallError);
});
