import { openSync, readFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { close } from "../close.js";
import {
  AF_INET,
  AF_NETLINK,
  AF_UNIX,
  NETLINK_EXT_ACK,
  NETLINK_ROUTE,
  SO_ERROR,
  SO_NETNS_COOKIE,
  SO_PASSCRED,
  SO_TYPE,
  SOCK_DGRAM,
  SOCK_RAW,
  SOCK_STREAM,
  SOL_NETLINK,
  SOL_SOCKET,
} from "../constants/socket.js";
import { Fd } from "../fd.js";
import { inNewNamespace } from "../scoped.js";
import { getSocketOption, getsockopt, recvmsg, setSocketOption, setsockopt, socket } from "../socket.js";
import { kernelIsSince } from "../testing/kernel-release.js";

const open = (...args: Parameters<typeof socket>) => new Fd(socket(...args), { close });
const netlink = () => open(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
const failure = (code: string, syscall: string) => expect.objectContaining({ name: "SyscallError", code, syscall });

kernelTest("bytes are set and read as they are", () => {
  using unix = open(AF_UNIX, SOCK_DGRAM, 0);
  setsockopt(unix.fd, SOL_SOCKET, SO_PASSCRED, 1);
  expect(getsockopt(unix.fd, SOL_SOCKET, SO_PASSCRED, 4)).toEqual(Uint8Array.of(1, 0, 0, 0));
  setsockopt(unix.fd, SOL_SOCKET, SO_PASSCRED, Uint8Array.of(0, 0, 0, 0));
  // No more than there is.
  expect(getsockopt(unix.fd, SOL_SOCKET, SO_PASSCRED, 64)).toEqual(new Uint8Array(4));
});

kernelTest("options that are not there, can only be read, or have another size", () => {
  using unix = open(AF_UNIX, SOCK_DGRAM, 0);
  expect(() => setsockopt(unix.fd, SOL_NETLINK, NETLINK_EXT_ACK, 1)).toThrow(failure("EOPNOTSUPP", "setsockopt"));
  expect(() => getsockopt(unix.fd, SOL_SOCKET, 9999, 4)).toThrow(failure("ENOPROTOOPT", "getsockopt"));
  expect(() => setsockopt(unix.fd, SOL_SOCKET, SO_TYPE, 1)).toThrow(failure("ENOPROTOOPT", "setsockopt"));
  expect(() => getsockopt(unix.fd, SOL_SOCKET, SO_NETNS_COOKIE, 4)).toThrow(failure("EINVAL", "getsockopt"));
  expect(() => setsockopt(unix.fd, SOL_SOCKET, SO_PASSCRED, new Uint8Array(2))).toThrow(
    failure("EINVAL", "setsockopt"),
  );
});

kernelTest("numbers", () => {
  using tcp = open(AF_INET, SOCK_STREAM, 0);
  expect(getSocketOption(tcp.fd, "SO_DOMAIN")).toBe(AF_INET);
  expect(getSocketOption(tcp.fd, "SO_TYPE")).toBe(SOCK_STREAM);
  expect(getSocketOption(tcp.fd, "SO_PROTOCOL")).toBe(6);
  expect(getSocketOption(tcp.fd, "SO_ERROR")).toBe(0);
  // Doubled by the kernel (socket(7)).
  setSocketOption(tcp.fd, "SO_RCVBUF", 10_000);
  setSocketOption(tcp.fd, "SO_SNDBUF", 10_000);
  expect([getSocketOption(tcp.fd, "SO_RCVBUF"), getSocketOption(tcp.fd, "SO_SNDBUF")]).toEqual([20_000, 20_000]);
  setSocketOption(tcp.fd, "SO_REUSEADDR", 1);
  expect(getSocketOption(tcp.fd, "SO_REUSEADDR")).toBe(1);
});

kernelTest("buffers beyond the limit need CAP_NET_ADMIN where the system's first user is", () => {
  using tcp = open(AF_INET, SOCK_STREAM, 0);
  const beyond = 64 << 20;
  try {
    setSocketOption(tcp.fd, "SO_RCVBUFFORCE", beyond);
    setSocketOption(tcp.fd, "SO_SNDBUFFORCE", beyond);
  } catch (error) {
    // An ordinary user's sandbox does not have the privilege.
    expect(readFileSync("/proc/self/uid_map", "utf8")).not.toMatch(/^\s*0\s+0\s+4294967295/);
    expect(error).toEqual(failure("EPERM", "setsockopt"));
    return;
  }
  expect(getSocketOption(tcp.fd, "SO_RCVBUF")).toBe(2 * beyond);
  expect(getSocketOption(tcp.fd, "SO_SNDBUF")).toBe(2 * beyond);
});

kernelTest("a time limit is milliseconds, and ends a receive", () => {
  using udp = open(AF_UNIX, SOCK_DGRAM, 0);
  expect(getSocketOption(udp.fd, "SO_RCVTIMEO")).toBe(0);
  setSocketOption(udp.fd, "SO_RCVTIMEO", 100);
  setSocketOption(udp.fd, "SO_SNDTIMEO", 61_500);
  // In units of the kernel's clock.
  expect(getSocketOption(udp.fd, "SO_RCVTIMEO")).toBeCloseTo(100, -1);
  expect(getSocketOption(udp.fd, "SO_SNDTIMEO")).toBeCloseTo(61_500, -1);
  const start = performance.now();
  expect(() => recvmsg(udp.fd, new Uint8Array(1), 0)).toThrow(failure("EAGAIN", "recvmsg"));
  expect(performance.now() - start).toBeGreaterThan(95);
});

kernelTest("a namespace has a cookie of its own", () => {
  using here = netlink();
  using here2 = netlink();
  using there = inNewNamespace(netlink);
  const cookie = getSocketOption(here.fd, "SO_NETNS_COOKIE");
  expect(typeof cookie).toBe("bigint");
  expect(getSocketOption(here2.fd, "SO_NETNS_COOKIE")).toBe(cookie);
  expect(getSocketOption(there.fd, "SO_NETNS_COOKIE")).not.toBe(cookie);
});

kernelTest("memberships are the numbers of the groups", () => {
  using socket = netlink();
  expect(getSocketOption(socket.fd, "NETLINK_LIST_MEMBERSHIPS")).toEqual([]);
  for (const group of [1, 28, 33]) setSocketOption(socket.fd, "NETLINK_ADD_MEMBERSHIP", group);
  expect(getSocketOption(socket.fd, "NETLINK_LIST_MEMBERSHIPS")).toEqual([1, 28, 33]);
  setSocketOption(socket.fd, "NETLINK_DROP_MEMBERSHIP", 28);
  expect(getSocketOption(socket.fd, "NETLINK_LIST_MEMBERSHIPS")).toEqual([1, 33]);
  expect(() => setSocketOption(socket.fd, "NETLINK_ADD_MEMBERSHIP", 9999)).toThrow(failure("EINVAL", "setsockopt"));
});

kernelTest("netlink's switches", () => {
  using socket = netlink();
  const switches = [
    "NETLINK_PKTINFO",
    "NETLINK_BROADCAST_ERROR",
    "NETLINK_NO_ENOBUFS",
    "NETLINK_LISTEN_ALL_NSID",
    "NETLINK_CAP_ACK",
    "NETLINK_EXT_ACK",
    "NETLINK_GET_STRICT_CHK",
  ] as const;
  for (const name of switches) {
    // Linux 6.1 sets NETLINK_LISTEN_ALL_NSID, but does not tell it; 6.18 does.
    const isTold = name !== "NETLINK_LISTEN_ALL_NSID" || kernelIsSince("6.18");
    if (isTold) expect([name, getSocketOption(socket.fd, name)]).toEqual([name, 0]);
    setSocketOption(socket.fd, name, 1);
    if (isTold) expect([name, getSocketOption(socket.fd, name)]).toEqual([name, 1]);
  }
});

kernelTest("what is no socket, no option, or no value", () => {
  using file = new Fd(openSync("/dev/null", "r"));
  const code = (code: string) => expect.objectContaining({ code });
  expect(() => getsockopt(file.fd, SOL_SOCKET, SO_ERROR, 4)).toThrow(failure("ENOTSOCK", "getsockopt"));
  expect(() => setsockopt(file.fd, SOL_SOCKET, SO_PASSCRED, 1)).toThrow(failure("ENOTSOCK", "setsockopt"));
  expect(() => getsockopt(0x7fff_fff0, SOL_SOCKET, SO_ERROR, 4)).toThrow(failure("EBADF", "getsockopt"));
  expect(() => getsockopt(file.fd, SOL_SOCKET, SO_ERROR, 2 ** 40)).toThrow(code("ERR_OUT_OF_RANGE"));
  expect(() => getsockopt(file.fd, SOL_SOCKET, SO_ERROR, -1)).toThrow(code("ERR_OUT_OF_RANGE"));
  expect(() => setsockopt(file.fd, SOL_SOCKET, SO_PASSCRED, 2 ** 31)).toThrow(code("ERR_OUT_OF_RANGE"));
  expect(() => setsockopt(file.fd, SOL_SOCKET, SO_PASSCRED, "1" as never)).toThrow(code("ERR_INVALID_ARG_TYPE"));
  expect(() => getSocketOption(file.fd, "constructor" as never)).toThrow(code("ERR_INVALID_ARG_VALUE"));
  expect(() => setSocketOption(file.fd, "SO_NETNS_COOKIE", 1n)).toThrow(code("ERR_INVALID_ARG_VALUE"));
  expect(() => setSocketOption(file.fd, "SO_RCVTIMEO", -1)).toThrow(code("ERR_OUT_OF_RANGE"));
  expect(() => setSocketOption(file.fd, "SO_RCVBUF", 1.5)).toThrow(code("ERR_OUT_OF_RANGE"));
});
