import { fails, type Script, scriptedSystem } from "@netns/syscall/testing";
import { expect, test } from "vitest";
import { EventSocket } from "./event-socket.js";

const KERNEL = { family: 16, portId: 0, groups: 1 };
const datagram = (from: unknown = KERNEL, length = 16) => ({ length, flags: 0, from, control: [], fds: [] });
const script = (recvmsg: unknown[], more: Script = {}) =>
  scriptedSystem({
    socket: 5,
    setsockopt: undefined,
    bind: undefined,
    getsockname: { family: 16, portId: 77, groups: 0 },
    recvmsg,
    close: undefined,
    fs: { closeSync: undefined },
    ...more,
  });
const options = { groups: [1], receiveBuffer: 4096 };

test("only the kernel is heard, and others are counted", () => {
  const { system } = script([datagram({ ...KERNEL, portId: 4711 }), datagram(), fails("EAGAIN")]);
  using socket = new EventSocket({ ...options, system });
  expect(socket.receive()).toMatchObject({ nsid: undefined });
  expect(socket.receive()).toBe("empty");
  expect(socket.foreign).toBe(1);
});

test("an overrun, and a datagram that is cut, are losses; draining goes on to the end, whatever is lost on the way", () => {
  const { system, verify } = script([
    fails("ENOBUFS"),
    datagram(KERNEL, 1_000_000),
    datagram(),
    fails("ENOBUFS"),
    datagram(),
    fails("EAGAIN"),
  ]);
  using socket = new EventSocket({ ...options, system });
  expect([socket.receive(), socket.receive()]).toEqual(["lost", "lost"]);
  socket.drain();
  verify();
});

test("without rights the buffer is as large as may be; a group that is optional may be missing", () => {
  const setsockopt = (_: number, level: number, name: number, value: number) => {
    if (level === 1 && name === 33) return fails("EPERM");
    return name === 1 && value === 32 ? fails("EINVAL") : undefined;
  };
  const { system, calls } = script([], { setsockopt });
  using _ = new EventSocket({ ...options, optionalGroups: [32], system });
  expect(calls.some(({ name, args }) => name === "setsockopt" && args[1] === 1 && args[2] === 8)).toBe(true);
  expect(() => new EventSocket({ ...options, groups: [32], system })).toThrow("EINVAL");
});
