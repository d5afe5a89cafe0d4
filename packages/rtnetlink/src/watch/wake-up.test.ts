import type { ReadableWatch } from "@netns/syscall";
import { scriptedSystem } from "@netns/syscall/testing";
import { expect, test, vi } from "vitest";
import { WakeUp } from "./wake-up.js";

/** What was done with the descriptor, and how it becomes readable. */
function fakeSystem() {
  const calls: string[] = [];
  let listener = () => {};
  const did = (what: string) => {
    calls.push(what);
    return readable;
  };
  const readable: ReadableWatch = {
    closed: false,
    close: () => void did("close"),
    ref: () => did("ref"),
    unref: () => did("unref"),
    [Symbol.dispose]() {},
  };
  const { system } = scriptedSystem({
    watchReadable(_fd: number, listen: () => void) {
      listener = listen;
      return did("watch");
    },
  });
  return { calls, system, becomeReadable: () => listener() };
}

test("the process is kept alive by what is waited for, and by nothing when nobody waits", () => {
  vi.useFakeTimers();
  const { calls, system, becomeReadable } = fakeSystem();
  const wake = vi.fn();
  const wakeUp = new WakeUp(5, system, wake);
  wakeUp.wait({ readable: true, delay: 20.5 });
  becomeReadable();
  vi.advanceTimersByTime(20);
  expect(wake).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(wake).toHaveBeenCalledTimes(2);

  wakeUp.wait({ readable: true, delay: 20 });
  wakeUp.rest();
  expect(vi.getTimerCount()).toBe(0);
  expect(calls).toEqual(["watch", "ref", "ref", "unref"]);

  wakeUp.wait({ readable: false, delay: 20 });
  wakeUp.waitForTurn();
  expect([wakeUp.isWaitingForTurn, vi.getTimerCount(), calls.at(-1)]).toEqual([true, 2, "close"]);
  wakeUp.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
