import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { AF_UNIX, MSG_DONTWAIT, MSG_TRUNC, SOCK_CLOEXEC, SOCK_DGRAM } from "../constants/socket.js";
import { Fd } from "../fd.js";
import { linux } from "../system.js";

kernelTest("as many datagrams as there are, as many as there are rooms for", () => {
  const [left, right] = linux.socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  using sender = new Fd(left, linux);
  using receiver = new Fd(right, linux);
  const buffer = Buffer.alloc(3 * 4 + 2);
  const receive = () => linux.recvmmsg(receiver.fd, buffer, 4, MSG_DONTWAIT | MSG_TRUNC);
  expect(receive).toThrow(expect.objectContaining({ code: "EAGAIN", syscall: "recvmmsg" }));
  for (const text of ["ab", "cdefgh", "i", "rest"]) linux.sendto(sender.fd, Buffer.from(text), 0);
  expect(receive()).toEqual([2, 6, 1]);
  expect(buffer.toString()).toBe("ab\0\0cdefi\0\0\0\0\0");
  expect(receive()).toEqual([4]);
  expect(buffer.toString("utf8", 0, 4)).toBe("rest");
  // Another room, and another buffer.
  linux.sendto(sender.fd, Buffer.from("xy"), 0);
  expect(linux.recvmmsg(receiver.fd, buffer, 2, MSG_DONTWAIT)).toEqual([2]);
  const other = Buffer.alloc(4);
  linux.sendto(sender.fd, Buffer.from("z"), 0);
  expect(linux.recvmmsg(receiver.fd, other, 4, MSG_DONTWAIT)).toEqual([1]);
  expect([buffer.toString("utf8", 0, 2), other.toString("utf8", 0, 1)]).toEqual(["xy", "z"]);
  for (const room of [0, 5, 1.5, Number.NaN]) {
    expect(() => linux.recvmmsg(receiver.fd, other, room, 0)).toThrow(
      expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }),
    );
  }
  expect(() => linux.recvmmsg(receiver.fd, "text" as unknown as Buffer, 1, 0)).toThrow(TypeError);
});

kernelTest("a buffer that has been resized since has other rooms", () => {
  const [left, right] = linux.socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  using sender = new Fd(left, linux);
  using receiver = new Fd(right, linux);
  // Newer than the library that we compile against.
  const memory: ArrayBuffer & { resize(length: number): void } = Reflect.construct(ArrayBuffer, [
    12,
    { maxByteLength: 16 },
  ]);
  const buffer = new Uint8Array(memory);
  const receive = () => linux.recvmmsg(receiver.fd, buffer, 4, MSG_DONTWAIT);
  const send = () => {
    for (const text of ["a", "b", "c", "d"]) linux.sendto(sender.fd, Buffer.from(text), 0);
  };
  send();
  expect(receive()).toEqual([1, 1, 1]);
  memory.resize(4);
  expect(receive()).toEqual([1]);
  send();
  expect(receive()).toEqual([1]);
  memory.resize(16);
  expect(receive()).toEqual([1, 1, 1]);
  expect(Buffer.from(buffer).toString()).toBe("b\0\0\0c\0\0\0d\0\0\0\0\0\0\0");
});
