import { openSync, readlinkSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { close } from "../close.js";
import {
  AF_INET,
  AF_NETLINK,
  AF_UNIX,
  MSG_CTRUNC,
  MSG_DONTWAIT,
  MSG_PEEK,
  MSG_TRUNC,
  NETLINK_PKTINFO,
  NETLINK_ROUTE,
  SOCK_DGRAM,
  SOCK_RAW,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_NETLINK,
} from "../constants/socket.js";
import { Fd } from "../fd.js";
import { bind as bindFunction } from "../libc.js";
import { inNamespace, inNewNamespace } from "../scoped.js";
import {
  bind,
  getsockname,
  nsidOf,
  recvmsg,
  rights,
  sendmsg,
  sendto,
  setSocketOption,
  socket,
  socketpair,
} from "../socket.js";
import { withDescriptorLimit } from "../testing/descriptor-limit.js";
import { setLoopbackUp } from "../testing/loopback.js";
import { seeded } from "../testing/random.js";

const fcntl = bindFunction<[fd: number, command: number, argument: number]>(
  "int fcntl(int fd, int command, int argument)",
);
const F_DUPFD = 0;
const F_GETFD = 1;
const FD_CLOEXEC = 1;

const own = (fd: number) => new Fd(fd, { close });
const open = (...args: Parameters<typeof socket>) => own(socket(...args));
const failure = (code: string, syscall: string) => expect.objectContaining({ name: "SyscallError", code, syscall });
const NOT_OPEN = 0x7fff_fff0;
const KERNEL = { family: AF_NETLINK, portId: 0, groups: 0 } as const;

/** Two ends of a socket pair, closed at the end of the test. */
function withPair(type: number, body: (left: number, right: number) => void): void {
  const [left, right] = socketpair(AF_UNIX, type, 0).map(own) as [Fd, Fd];
  using _left = left;
  using _right = right;
  body(left.fd, right.fd);
}

function text(fd: number, flags = 0): string {
  const buffer = Buffer.alloc(64);
  return buffer.toString("utf8", 0, recvmsg(fd, buffer, flags).length);
}

kernelTest("a datagram comes with its sender", () => {
  setLoopbackUp();
  using from = open(AF_INET, SOCK_DGRAM, 0);
  using to = open(AF_INET, SOCK_DGRAM, 0);
  for (const { fd } of [from, to]) bind(fd, { family: AF_INET, address: "127.0.0.1", port: 0 });
  expect(sendto(from.fd, Buffer.from("one"), 0, getsockname(to.fd))).toBe(3);
  const pieces = [Buffer.from("t"), new Uint8Array(), Buffer.from("wo")];
  expect(sendmsg(from.fd, { data: pieces, to: getsockname(to.fd) }, 0)).toBe(3);
  const buffer = Buffer.alloc(8);
  expect(recvmsg(to.fd, buffer, 0)).toEqual({
    length: 3,
    flags: 0,
    from: getsockname(from.fd),
    control: [],
    fds: [],
  });
  expect(text(to.fd)).toBe("two");
});

kernelTest("a peek with a small buffer says how long the datagram is, and leaves it there", () => {
  withPair(SOCK_DGRAM, (left, right) => {
    sendto(left, Buffer.from("four"), 0);
    for (const buffer of [new Uint8Array(), new Uint8Array(2)]) {
      expect(recvmsg(right, buffer, MSG_PEEK | MSG_TRUNC)).toMatchObject({ length: 4, flags: MSG_TRUNC });
    }
    expect(text(right)).toBe("four");
    expect(() => recvmsg(right, new Uint8Array(), MSG_DONTWAIT)).toThrow(failure("EAGAIN", "recvmsg"));
  });
});

kernelTest("a stream has no sender and an end", () => {
  withPair(SOCK_STREAM, (left, right) => {
    sendmsg(left, { data: Buffer.from("x") }, 0);
    expect(recvmsg(right, Buffer.alloc(1), 0)).toMatchObject({ length: 1, from: undefined });
  });
});

kernelTest("any pieces arrive as one", () => {
  const random = seeded(7);
  withPair(SOCK_SEQPACKET, (left, right) => {
    const buffer = Buffer.alloc(65_536);
    for (let run = 0; run < 300; run++) {
      const data = Array.from({ length: 1 + random.below(12) }, () => random.bytes(1 + random.below(100)));
      const whole = Buffer.concat(data);
      expect(sendmsg(left, { data }, 0)).toBe(whole.length);
      const { length } = recvmsg(right, buffer, 0);
      expect(buffer.subarray(0, length).equals(whole)).toBe(true);
    }
  });
});

kernelTest("what control messages a netlink socket asked for come with each datagram", () => {
  using netlink = open(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  setSocketOption(netlink.fd, "NETLINK_PKTINFO", 1);
  bind(netlink.fd, KERNEL);
  // RTM_GETLINK with NLM_F_REQUEST for the interface with number 1.
  const request = Buffer.alloc(32);
  request.writeUInt32LE(32, 0);
  request.writeUInt16LE(18, 4);
  request.writeUInt16LE(1, 6);
  request.writeInt32LE(1, 20);
  sendto(netlink.fd, request, 0, KERNEL);
  const { from, control } = recvmsg(netlink.fd, Buffer.alloc(8192), 0);
  expect(from).toEqual(KERNEL);
  // struct nl_pktinfo: the group, 0 for an answer.
  expect(control).toEqual([{ level: SOL_NETLINK, type: NETLINK_PKTINFO, data: new Uint8Array(4) }]);
  expect(nsidOf(control)).toBeUndefined();
});

kernelTest("an event of another namespace comes with its nsid", () => {
  using listener = open(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  setSocketOption(listener.fd, "NETLINK_LISTEN_ALL_NSID", 1);
  bind(listener.fd, KERNEL);
  // RTNLGRP_LINK
  setSocketOption(listener.fd, "NETLINK_ADD_MEMBERSHIP", 1);
  using namespace = new Fd(inNewNamespace(() => openSync("/proc/thread-self/ns/net", "r")));
  // RTM_NEWNSID with NLM_F_REQUEST: struct rtgenmsg, NETNSA_NSID, NETNSA_FD.
  const request = Buffer.from(
    "24000000 58000100 00000000 00000000 00000000 08000100 00000000 08000300 00000000".replaceAll(" ", ""),
    "hex",
  );
  const nsid = 424_242;
  request.writeInt32LE(nsid, 24);
  request.writeUInt32LE(namespace.fd, 32);
  using control = open(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  sendto(control.fd, request, 0, KERNEL);
  inNamespace(namespace, setLoopbackUp);
  const received = recvmsg(listener.fd, Buffer.alloc(8192), MSG_DONTWAIT);
  expect(nsidOf(received.control)).toBe(nsid);
});

kernelTest("descriptors arrive as copies, close-on-exec", () => {
  withPair(SOCK_SEQPACKET, (left, right) => {
    using file = new Fd(openSync("/dev/null", "r"));
    sendmsg(left, { data: Buffer.from("fds"), control: [rights([file.fd, file.fd])] }, 0);
    const { fds, control, flags } = recvmsg(right, Buffer.alloc(8), 0, { acceptFds: true });
    expect([fds.length, control, flags]).toEqual([2, [], 0]);
    for (const fd of fds) {
      expect(readlinkSync(`/proc/self/fd/${fd}`)).toBe("/dev/null");
      expect(fcntl(fd, F_GETFD, 0)).toBe(FD_CLOEXEC);
      close(fd);
    }
  });
});

kernelTest("descriptors that nobody asked for are closed, peeked or received", () => {
  withPair(SOCK_SEQPACKET, (left, right) => {
    sendmsg(left, { data: Buffer.from("x"), control: [rights(Array(253).fill(left))] }, 0);
    expect(recvmsg(right, Buffer.alloc(8), MSG_PEEK)).toMatchObject({ length: 1, fds: [], control: [] });
    expect(recvmsg(right, Buffer.alloc(8), 0)).toMatchObject({ length: 1, fds: [], control: [] });
  });
});

kernelTest("when there is room for some of the descriptors only, there are none, and a flag says so", () => {
  withPair(SOCK_SEQPACKET, (left, right) => {
    sendmsg(left, { data: Buffer.from("x"), control: [rights([left, left, left])] }, 0);
    const buffer = Buffer.alloc(8);
    recvmsg(right, buffer, MSG_PEEK);
    const lowest = fcntl(left, F_DUPFD, 0);
    close(lowest);
    const received = withDescriptorLimit(lowest + 1, () => recvmsg(right, buffer, 0, { acceptFds: true }));
    expect(received.flags & MSG_CTRUNC).toBe(MSG_CTRUNC);
    expect(received).toMatchObject({ length: 1, fds: [], control: [] });
  });
});

kernelTest("messages that the kernel refuses", () => {
  withPair(SOCK_SEQPACKET, (left, right) => {
    const data = Buffer.from("x");
    const send = (fds: number[]) => sendmsg(left, { data, control: [rights(fds)] }, 0);
    expect(() => send([NOT_OPEN])).toThrow(failure("EBADF", "sendmsg"));
    expect(() => send(Array(254).fill(left))).toThrow(failure("EINVAL", "sendmsg"));
    expect(() => sendmsg(left, { data: Array(1025).fill(data) }, 0)).toThrow(failure("EMSGSIZE", "sendmsg"));
    expect(() => sendto(left, new Uint8Array(1 << 24), 0)).toThrow(failure("EMSGSIZE", "sendto"));
    close(right);
    // EPIPE, and this process is still there.
    expect(() => sendto(left, data, 0)).toThrow(failure("EPIPE", "sendto"));
    expect(() => sendmsg(left, { data }, 0)).toThrow(failure("EPIPE", "sendmsg"));
    // Where `using` closes it.
    expect(socket(AF_UNIX, SOCK_DGRAM, 0)).toBe(right);
  });
  using unbound = open(AF_UNIX, SOCK_DGRAM, 0);
  expect(() => sendto(unbound.fd, Buffer.from("x"), 0)).toThrow(failure("ENOTCONN", "sendto"));
  using listening = open(AF_UNIX, SOCK_STREAM, 0);
  expect(() => recvmsg(listening.fd, new Uint8Array(1), 0)).toThrow(failure("EINVAL", "recvmsg"));
});

kernelTest("what is no socket, no bytes, or has lost its memory", () => {
  using file = new Fd(openSync("/dev/null", "r"));
  const data = new Uint8Array(4);
  const gone = new Uint8Array(4);
  structuredClone(gone, { transfer: [gone.buffer] });
  const calls: Record<string, (fd: number, bytes: never, flags: number) => unknown> = {
    sendto: (fd, bytes, flags) => sendto(fd, bytes, flags),
    sendmsg: (fd, bytes, flags) => sendmsg(fd, { data: [data, bytes] }, flags),
    recvmsg: (fd, bytes, flags) => recvmsg(fd, bytes, flags),
  };
  for (const [name, call] of Object.entries(calls)) {
    expect(() => call(file.fd, data as never, 0)).toThrow(failure("ENOTSOCK", name));
    expect(() => call(NOT_OPEN, data as never, 0)).toThrow(failure("EBADF", name));
    const code = (code: string) => expect.objectContaining({ code });
    for (const bytes of [undefined, null, "text", 5, 5n, [1], new Int32Array(1), new ArrayBuffer(4)]) {
      expect(() => call(file.fd, bytes as never, 0)).toThrow(code("ERR_INVALID_ARG_TYPE"));
    }
    expect(() => call(file.fd, gone as never, 0)).toThrow(code("ERR_INVALID_ARG_VALUE"));
    for (const flags of [Number.NaN, 0.5, 2 ** 31]) {
      expect(() => call(file.fd, data as never, flags)).toThrow(code("ERR_OUT_OF_RANGE"));
    }
    expect(() => call(-1, data as never, 0)).toThrow(code("ERR_OUT_OF_RANGE"));
  }
  expect(() => sendmsg(file.fd, { data: "text" as never }, 0)).toThrow(
    expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }),
  );
});

kernelTest("a buffer is as long as its memory, whatever it says", () => {
  class Liar extends Uint8Array {
    override get length(): number {
      return 1 << 20;
    }
  }
  withPair(SOCK_SEQPACKET, (left, right) => {
    expect(sendto(left, new Liar(2), 0)).toBe(2);
    expect(sendmsg(left, { data: [new Liar(2), new Liar(1)] }, 0)).toBe(3);
    expect(recvmsg(right, new Liar(1), 0)).toMatchObject({ length: 1, flags: MSG_TRUNC });
    expect(recvmsg(right, new Liar(8), 0)).toMatchObject({ length: 3 });
  });
});
