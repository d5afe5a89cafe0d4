import {
  AF_NETLINK,
  linux,
  MNT_DETACH,
  MS_BIND,
  NETLINK_ROUTE,
  SOCK_CLOEXEC,
  SOCK_RAW,
  type System,
} from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient, type RtnetlinkClient } from "../client.js";
import { ClientClosedError } from "../errors.js";
import { Lab } from "../through-kernel/lab.js";
import { isEnd, isOf, until } from "./fixtures/follow.js";
import { type Watch, watch } from "./watch.js";

const identity = (lab: Lab) => linux.fs.fstatSync(lab.namespace.fd, { bigint: true }).ino;

/** It is the lab that is watched. */
async function expectToWatch(lab: Lab, events: Watch): Promise<void> {
  expect(events.observer.inode).toBe(identity(lab));
  await until(events, isEnd);
  lab.pair("seen");
  await until(events, isOf("changed", "seen"));
}

async function expectClientToWatch(lab: Lab, client: RtnetlinkClient): Promise<void> {
  using _ = client;
  using events = watch(client, { what: ["link"] });
  await expectToWatch(lab, events);
}

kernelTest("a client that was opened by a path that is gone", async ({ scratch }) => {
  using lab = new Lab();
  const path = `${scratch}/namespace`;
  linux.fs.closeSync(linux.fs.openSync(path, "w"));
  linux.mount(`/proc/self/fd/${lab.namespace.fd}`, path, null, MS_BIND, null);
  const client = openClient({ namespace: path });
  linux.umount2(path, MNT_DETACH);
  await expectClientToWatch(lab, client);
});

kernelTest("a client with a socket of the caller's", async () => {
  using lab = new Lab();
  const socket = lab.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  await expectClientToWatch(lab, openClient({ fd: socket.release() }));
});

kernelTest("a client of the thread's own namespace, and the thread is somewhere else by now", async () => {
  using lab = new Lab();
  using elsewhere = new Lab();
  const client = lab.inside(() => openClient());
  using _ = client;
  using events = elsewhere.inside(() => watch(client, { what: ["link"] }));
  await expectToWatch(lab, events);
});

kernelTest("without rights, the thread's own", () => {
  using lab = new Lab();
  const denied = () => {
    throw Object.assign(new Error("EPERM"), { code: "EPERM" });
  };
  const system: System = { ...linux, siocgskns: denied };
  using client = lab.inside(() => openClient({ system }));
  lab.inside(() => {
    using events = watch(client, { what: ["link"] });
    expect(events.observer.inode).toBe(identity(lab));
  });
  expect(() => watch(client)).toThrow(expect.objectContaining({ code: "EPERM" }));
});

kernelTest("a watch outlives its client, and a client that is closed has none", async () => {
  using lab = new Lab();
  const client = openClient({ namespace: lab.namespace });
  using events = watch(client, { what: ["link"] });
  client.close();
  await expectToWatch(lab, events);
  expect(() => watch(client)).toThrow(ClientClosedError);
});
