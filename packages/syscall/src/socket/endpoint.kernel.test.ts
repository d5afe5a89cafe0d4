import { openSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { close } from "../close.js";
import {
  AF_INET,
  AF_INET6,
  AF_NETLINK,
  AF_PACKET,
  AF_UNIX,
  NETLINK_ROUTE,
  SHUT_RDWR,
  SHUT_WR,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOCK_SEQPACKET,
  SOCK_STREAM,
} from "../constants/socket.js";
import { Fd } from "../fd.js";
import { bind as bindFunction } from "../libc.js";
import {
  accept4,
  bind,
  connect,
  getpeername,
  getsockname,
  listen,
  recvmsg,
  type SocketAddress,
  sendto,
  shutdown,
  socket,
  socketpair,
} from "../socket.js";
import { setLoopbackUp } from "../testing/loopback.js";

const fcntl = bindFunction<[fd: number, command: number, argument: number]>(
  "int fcntl(int fd, int command, int argument)",
);
const F_GETFD = 1;
const F_GETFL = 3;
const FD_CLOEXEC = 1;

const own = (fd: number) => new Fd(fd, { close });
const open = (...args: Parameters<typeof socket>) => own(socket(...args));
const pair = (type: number) => socketpair(AF_UNIX, type, 0).map(own) as [Fd, Fd];
const failure = (code: string, syscall: string) => expect.objectContaining({ name: "SyscallError", code, syscall });
const NOT_OPEN = 0x7fff_fff0;

kernelTest("a socket is close-on-exec without asking, and has the flags that were asked for", () => {
  using plain = open(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  expect(fcntl(plain.fd, F_GETFD, 0)).toBe(FD_CLOEXEC);
  using nonBlocking = open(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  expect(fcntl(nonBlocking.fd, F_GETFL, 0) & SOCK_NONBLOCK).toBe(SOCK_NONBLOCK);
});

kernelTest("sockets that the kernel does not have", () => {
  expect(() => socket(99, SOCK_RAW, 0)).toThrow(failure("EAFNOSUPPORT", "socket"));
  expect(() => socket(AF_NETLINK, SOCK_RAW, 200)).toThrow(failure("EPROTONOSUPPORT", "socket"));
  expect(() => socket(AF_INET, 9, 0)).toThrow(failure("ESOCKTNOSUPPORT", "socket"));
  expect(() => socketpair(AF_INET, SOCK_STREAM, 0)).toThrow(failure("EOPNOTSUPP", "socketpair"));
  expect(() => socketpair(99, SOCK_STREAM, 0)).toThrow(failure("EAFNOSUPPORT", "socketpair"));
});

kernelTest("a pair is two sockets without names, connected and close-on-exec", () => {
  const [left, right] = pair(SOCK_SEQPACKET);
  using _left = left;
  using _right = right;
  expect([fcntl(left.fd, F_GETFD, 0), fcntl(right.fd, F_GETFD, 0)]).toEqual([FD_CLOEXEC, FD_CLOEXEC]);
  expect(getpeername(left.fd)).toEqual({ family: AF_UNIX, path: "" });
  sendto(left.fd, Buffer.from("hello"), 0);
  const buffer = Buffer.alloc(16);
  expect(buffer.toString("utf8", 0, recvmsg(right.fd, buffer, 0).length)).toBe("hello");
});

kernelTest("a netlink socket has the port id that it asked for, or one of the kernel's choice", () => {
  using first = open(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  using second = open(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  const address = { family: AF_NETLINK, portId: 0xf000_0001, groups: 1 } as const;
  bind(first.fd, address);
  expect(getsockname(first.fd)).toEqual(address);
  expect(() => bind(second.fd, address)).toThrow(failure("EADDRINUSE", "bind"));
  bind(second.fd, { family: AF_NETLINK, portId: 0, groups: 0 });
  expect(getsockname(second.fd)).toMatchObject({ portId: expect.any(Number), groups: 0 });
  expect(() => bind(second.fd, address)).toThrow(failure("EINVAL", "bind"));
  // Connected to the kernel from the beginning.
  expect(getpeername(second.fd)).toEqual({ family: AF_NETLINK, portId: 0, groups: 0 });
});

kernelTest("a connection over IPv4, IPv6, and both kinds of unix names", ({ scratch }) => {
  setLoopbackUp();
  const addresses: SocketAddress[] = [
    { family: AF_INET, address: "127.0.0.1", port: 0 },
    { family: AF_INET6, address: "::1", port: 0, flowInfo: 0, scopeId: 0 },
    { family: AF_UNIX, path: join(scratch, "näme") },
    { family: AF_UNIX, path: Buffer.from(`${scratch}/\xff`, "latin1") },
    { family: AF_UNIX, path: "\0abstract\0name" },
    { family: AF_UNIX, path: Uint8Array.of(0, 0xff, 0) },
    { family: AF_UNIX, path: "" },
  ];
  for (const address of addresses) {
    using server = open(address.family, SOCK_STREAM, 0);
    bind(server.fd, address);
    listen(server.fd, 1);
    const name = getsockname(server.fd);
    if ("port" in address) expect(name).toEqual({ ...address, port: expect.any(Number) });
    else if ("path" in address && address.path.length > 0) {
      expect(name).toEqual({
        ...address,
        path: typeof address.path === "string" ? address.path : new Uint8Array(address.path),
      });
    } else expect(name).toMatchObject({ path: expect.stringMatching(/^\0[0-9a-f]{5}$/) });
    using client = open(address.family, SOCK_STREAM, 0);
    connect(client.fd, name);
    expect(getpeername(client.fd)).toEqual(name);
    const { fd, address: from } = accept4(server.fd, SOCK_NONBLOCK);
    using accepted = own(fd);
    expect(from).toEqual(getsockname(client.fd));
    expect(fcntl(accepted.fd, F_GETFD, 0)).toBe(FD_CLOEXEC);
    expect(fcntl(accepted.fd, F_GETFL, 0) & SOCK_NONBLOCK).toBe(SOCK_NONBLOCK);
    shutdown(client.fd, SHUT_WR);
    expect(recvmsg(accepted.fd, Buffer.alloc(4), 0)).toMatchObject({ length: 0, control: [], fds: [] });
  }
});

kernelTest("a path of 108 bytes, which has no room for its NUL, can be bound and read", () => {
  const path = `/run/${"x".repeat(103)}`;
  using server = open(AF_UNIX, SOCK_STREAM, 0);
  bind(server.fd, { family: AF_UNIX, path });
  expect(getsockname(server.fd)).toEqual({ family: AF_UNIX, path });
  unlinkSync(path);
});

kernelTest("a packet socket says which interface, and what it saw there", () => {
  setLoopbackUp();
  // ETH_P_ALL, in network byte order as packet(7) wants the protocol of socket(2).
  using packet = open(AF_PACKET, SOCK_DGRAM, 0x0300);
  bind(packet.fd, { family: AF_PACKET, protocol: 3, ifindex: 1 });
  expect(getsockname(packet.fd)).toEqual({
    family: AF_PACKET,
    protocol: 3,
    ifindex: 1,
    hardwareType: 772,
    packetType: 0,
    address: new Uint8Array(6),
  });
  using udp = open(AF_INET, SOCK_DGRAM, 0);
  sendto(udp.fd, Buffer.from("seen"), 0, { family: AF_INET, address: "127.0.0.1", port: 9 });
  const buffer = Buffer.alloc(64);
  const { from, length } = recvmsg(packet.fd, buffer, 0);
  expect(from).toMatchObject({ family: AF_PACKET, protocol: 0x0800, ifindex: 1, hardwareType: 772 });
  expect(buffer.toString("latin1", 28, length)).toBe("seen");
  expect(() => bind(packet.fd, { family: AF_PACKET, protocol: 3, ifindex: 9999 })).toThrow(failure("ENODEV", "bind"));
});

kernelTest("names that cannot be had, and ends that are not there", ({ scratch }) => {
  setLoopbackUp();
  using tcp = open(AF_INET, SOCK_STREAM, 0);
  using unix = open(AF_UNIX, SOCK_STREAM, 0);
  const nowhere: SocketAddress = { family: AF_UNIX, path: join(scratch, "missing", "name") };
  expect(() => bind(tcp.fd, { family: AF_INET, address: "192.0.2.1", port: 0 })).toThrow(
    failure("EADDRNOTAVAIL", "bind"),
  );
  expect(() => bind(unix.fd, nowhere)).toThrow(failure("ENOENT", "bind"));
  expect(() => connect(unix.fd, nowhere)).toThrow(failure("ENOENT", "connect"));
  expect(() => connect(tcp.fd, { family: AF_INET, address: "127.0.0.1", port: 1 })).toThrow(
    failure("ECONNREFUSED", "connect"),
  );
  expect(() => connect(tcp.fd, nowhere)).toThrow(failure("EAFNOSUPPORT", "connect"));
  expect(() => getpeername(tcp.fd)).toThrow(failure("ENOTCONN", "getpeername"));
  expect(() => shutdown(tcp.fd, SHUT_RDWR)).toThrow(failure("ENOTCONN", "shutdown"));
  expect(() => shutdown(unix.fd, 7)).toThrow(failure("EINVAL", "shutdown"));
});

kernelTest("what does not listen, or has nobody waiting, accepts nothing", () => {
  using server = open(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
  expect(() => accept4(server.fd, 0)).toThrow(failure("EINVAL", "accept4"));
  bind(server.fd, { family: AF_UNIX, path: "" });
  listen(server.fd, 1);
  expect(() => accept4(server.fd, 0)).toThrow(failure("EAGAIN", "accept4"));
  expect(() => accept4(server.fd, 0x1000)).toThrow(failure("EINVAL", "accept4"));
  using datagrams = open(AF_UNIX, SOCK_DGRAM, 0);
  expect(() => listen(datagrams.fd, 1)).toThrow(failure("EOPNOTSUPP", "listen"));
});

kernelTest("what is not open, or no socket", () => {
  using file = new Fd(openSync("/dev/null", "r"));
  const calls: Record<string, (fd: number) => unknown> = {
    bind: (fd) => bind(fd, { family: AF_UNIX, path: "" }),
    connect: (fd) => connect(fd, { family: AF_UNIX, path: "x" }),
    listen: (fd) => listen(fd, 1),
    accept4: (fd) => accept4(fd, 0),
    getsockname: (fd) => getsockname(fd),
    getpeername: (fd) => getpeername(fd),
    shutdown: (fd) => shutdown(fd, SHUT_WR),
  };
  for (const [name, call] of Object.entries(calls)) {
    expect(() => call(file.fd)).toThrow(failure("ENOTSOCK", name));
    expect(() => call(NOT_OPEN)).toThrow(failure("EBADF", name));
    for (const fd of [-1, Number.NaN, 0.5, 2 ** 32]) {
      expect(() => call(fd)).toThrow(expect.objectContaining({ name: "RangeError", code: "ERR_OUT_OF_RANGE" }));
    }
    for (const fd of [undefined, null, "3", 3n, {}]) {
      expect(() => call(fd as never)).toThrow(
        expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_TYPE" }),
      );
    }
  }
});

kernelTest("wrong numbers are not passed on", () => {
  for (const wrong of [Number.NaN, 1.5, 2 ** 31, -(2 ** 31) - 1]) {
    const refused = expect.objectContaining({ code: "ERR_OUT_OF_RANGE" });
    expect(() => socket(AF_UNIX, wrong, 0)).toThrow(refused);
    expect(() => socket(wrong, SOCK_STREAM, 0)).toThrow(refused);
    expect(() => socketpair(AF_UNIX, SOCK_STREAM, wrong)).toThrow(refused);
    expect(() => listen(0, wrong)).toThrow(refused);
    expect(() => accept4(0, wrong)).toThrow(refused);
  }
});

kernelTest("closing closes, once", () => {
  const fd = socket(AF_UNIX, SOCK_STREAM, 0);
  close(fd);
  expect(() => close(fd)).toThrow(failure("EBADF", "close"));
  expect(() => close(NOT_OPEN)).toThrow(failure("EBADF", "close"));
  expect(() => close(Number.NaN)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
});
