import type { ReadableWatch } from "@netns/syscall";
import { scriptedSystem } from "@netns/syscall/testing";
import { expect, test, vi } from "vitest";
import { WakeUp } from "./wake-up.js";

/** What was done with descriptors, and how one becomes readable. */
function fakeSystem() {
  const calls: string[] = [];
  const listeners = new Map<number, () => void>();
  const readableOf = (fd: number): ReadableWatch => {
    const did = (what: string) => {
      calls.push(`${what} ${fd}`);
      return readable;
    };
    const readable: ReadableWatch = {
      closed: false,
      close: () => void did("close"),
      ref: () => did("ref"),
      unref: () => did("unref"),
      [Symbol.dispose]() {},
    };
    return did("watch");
  };
  const { system } = scriptedSystem({
    watchReadable(fd: number, listen: () => void) {
      listeners.set(fd, listen);
      return readableOf(fd);
    },
  });
  return { calls, system, becomeReadable: (fd: number) => listeners.get(fd)?.() };
}

test("the process is kept alive by what is waited for, and by nothing when nobody waits", () => {
  vi.useFakeTimers();
  const { calls, system, becomeReadable } = fakeSystem();
  const wake = vi.fn();
  const wakeUp = new WakeUp(system, wake);
  wakeUp.wait([
    { fd: 5, readable: true, delay: undefined },
    { fd: 6, readable: false, delay: 20.5 },
    { fd: 7, readable: true, delay: 30 },
  ]);
  becomeReadable(5);
  becomeReadable(7);
  vi.advanceTimersByTime(20);
  expect(wake).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1);
  expect(wake).toHaveBeenCalledTimes(3);
  expect(calls.splice(0)).toEqual(["watch 5", "ref 5", "watch 7", "ref 7"]);

  wakeUp.wait([
    { fd: 5, readable: true, delay: 20 },
    { fd: 7, readable: false, delay: undefined },
  ]);
  wakeUp.rest();
  expect(vi.getTimerCount()).toBe(0);
  expect(calls.splice(0)).toEqual(["ref 5", "close 7", "unref 5"]);

  wakeUp.wait([{ fd: 5, readable: true, delay: 20 }]);
  wakeUp.waitForTurn();
  wakeUp.waitForTurn();
  expect([wakeUp.isWaitingForTurn, vi.getTimerCount()]).toEqual([true, 2]);
  wakeUp.close();
  expect([vi.getTimerCount(), ...calls]).toEqual([0, "ref 5", "close 5"]);
  vi.useRealTimers();
});
