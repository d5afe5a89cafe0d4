import { linkMessage, RTM_GETLINK } from "@netns/netlink";
import { AF_NETLINK, getSocketOption, linux, NETLINK_ROUTE, SOCK_RAW, setSocketOption } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient } from "./client.js";
import { Lab } from "./through-kernel/lab.js";
import { withoutRights } from "./through-kernel/other-process.js";
import { getNsid } from "./verbs/nsid.js";

const links = { codec: linkMessage, type: RTM_GETLINK, message: {} } as const;

kernelTest("who cannot open a second socket is told so while a dump is streamed, and goes on afterwards", () => {
  using lab = new Lab();
  using socket = lab.socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  const program = `
    import { openClient, getNsid } from "@netns/rtnetlink";
    import { linkMessage, RTM_GETLINK } from "@netns/netlink";
    const links = { codec: linkMessage, type: RTM_GETLINK, message: {} };
    const client = openClient({ fd: 3 });
    const said = [];
    for (const some of client.stream(links)) {
      for (const work of [() => getNsid(client, { pid: 1 }), () => client.dump(links), () => client.stream(links).next()]) {
        try {
          work();
        } catch ({ name, code, cause }) {
          said.push([name, code, cause.code, cause.syscall]);
        }
      }
      said.push(some.length);
    }
    said.push(client.dump(links).entries.length);
    console.log(JSON.stringify(said));`;
  const busy = ["ClientBusyError", "ERR_CLIENT_BUSY", "EPERM", "ioctl"];
  expect(withoutRights(program, socket.fd)).toEqual([busy, busy, busy, 1, 1]);
});

kernelTest("a second socket in the thread's own namespace takes no rights", () => {
  const program = `
    import { openClient } from "@netns/rtnetlink";
    import { linkMessage, RTM_GETLINK } from "@netns/netlink";
    const links = { codec: linkMessage, type: RTM_GETLINK, message: {} };
    const client = openClient();
    for (const _ of client.stream(links)) console.log(client.dump(links).entries.length);`;
  using client = openClient();
  expect(withoutRights(program)).toBe(client.dump(links).entries.length);
});

kernelTest("where there are too many descriptors the client is busy, too", () => {
  using client = openClient();
  const RLIMIT_NOFILE = 7;
  const before = linux.getrlimit(RLIMIT_NOFILE);
  for (const _ of client.stream(links)) {
    linux.setrlimit(RLIMIT_NOFILE, { ...before, soft: 0n });
    try {
      expect(() => getNsid(client, { pid: 1 })).toThrow(
        expect.objectContaining({ code: "ERR_CLIENT_BUSY", cause: expect.objectContaining({ code: "EMFILE" }) }),
      );
    } finally {
      linux.setrlimit(RLIMIT_NOFILE, before);
    }
  }
  expect(getNsid(client, { pid: process.pid })).toBeDefined();
});

kernelTest("without rights: no other namespace, no events of others, no more buffer than everybody has", () => {
  const program = `
    import { openClient, openEventSocket } from "@netns/rtnetlink";
    import { getSocketOption } from "@netns/syscall";
    const refusal = (work) => {
      try {
        work();
      } catch ({ name, code, syscall }) {
        return [name, code, syscall];
      }
    };
    console.log(JSON.stringify([
      refusal(() => openClient({ namespace: "/proc/thread-self/ns/net" })),
      refusal(() => openEventSocket({ groups: [1], namespace: { fd: 3 } })),
      refusal(() => openEventSocket({ groups: [1], allNsid: true })),
      getSocketOption(openEventSocket({ groups: [1], receiveBuffer: 1 << 28 }).fd, "SO_RCVBUF"),
      getSocketOption(openEventSocket({ groups: [1] }).fd, "SO_RCVBUF"),
    ]));`;
  using lab = new Lab();
  // As SO_RCVBUF gives it to anybody: net.core.rmem_max is not shown in every namespace.
  const modest = (bytes: number) => {
    using socket = lab.socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    setSocketOption(socket.fd, "SO_RCVBUF", bytes);
    return getSocketOption(socket.fd, "SO_RCVBUF");
  };
  expect(modest(1 << 28)).toBeLessThan(1 << 28);
  expect(withoutRights(program, lab.namespace.fd)).toEqual([
    ["SyscallError", "EPERM", "setns"],
    ["SyscallError", "EPERM", "setns"],
    ["SyscallError", "EPERM", "setsockopt"],
    modest(1 << 28),
    modest(1 << 20),
  ]);
});
