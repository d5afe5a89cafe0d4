import { setImmediate as turn } from "node:timers/promises";
import { linux, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient } from "../client.js";
import { Lab } from "../through-kernel/lab.js";
import { setNsid } from "../verbs/nsid.js";
import { follow, inShort, isEnd, isOf, nextOf, stateAfterSnapshot, until } from "./fixtures/follow.js";
import { watch } from "./watch.js";

/** More changes than any buffer here has room for. */
const MANY = 300;

kernelTest(
  "who does not ask has nothing queued but in the kernel, and a snapshot in place of what did not fit",
  async () => {
    using lab = new Lab();
    const index = lab.pair("a");
    let received = 0;
    const system: System = {
      ...linux,
      recvmsg: (...args) => {
        received++;
        return linux.recvmsg(...args);
      },
    };
    using client = openClient({ namespace: lab.namespace, system });
    using events = watch(client, { what: ["link"], receiveBuffer: 16_384 });
    const state = await stateAfterSnapshot(events);
    const before = received;
    // With somebody who waited, and does not any more: so the socket is listened to.
    const waiting = events.next();
    lab.setLink(index, { mtu: 1000 });
    await waiting;
    const afterFirst = received;
    for (let i = 1; i <= MANY; i++) {
      lab.setLink(index, { mtu: 1000 + i });
      if (i % 100 === 0) await turn();
    }
    expect([received - afterFirst, afterFirst > before]).toEqual([0, true]);
    const seen = (await until(events, isEnd)).map((event) => {
      state.apply(event);
      return inShort(event);
    });
    const start = seen.indexOf("start overrun");
    expect(start).toBeGreaterThanOrEqual(0);
    expect(start).toBeLessThan(MANY / 2);
    expect(seen.at(-1)).toBe("end");
    expect(events.statistics).toMatchObject({ overruns: 1, snapshots: 2 });
    expect(events.statistics.dropped).toBeGreaterThan(MANY / 2);
    const mtu = () => state.get("link").find(({ header }) => header.index === index)?.attributes.mtu;
    expect(mtu()).toBe(1000 + MANY);
    // And it goes on.
    lab.setLink(index, { mtu: 1500 });
    await follow(events, state, () => mtu() === 1500);
  },
);

kernelTest("what other namespaces have told is forgotten with an overrun, and comes to be told again", async () => {
  using lab = new Lab();
  using other = new Lab();
  other.pair("there");
  setNsid(lab.client, other.namespace, 6);
  using events = watch(lab.client, { what: ["link"], allNsid: true, receiveBuffer: 16_384 });
  const state = await stateAfterSnapshot(events);
  const index = other.link("there").header.index;
  other.setLink(index, { mtu: 1000 });
  state.apply(await nextOf(events));
  expect(state.size("link", 6)).toBe(1);
  for (let i = 1; i <= MANY; i++) other.setLink(index, { mtu: 1000 + i });
  for (const event of await until(events, isEnd)) state.apply(event);
  expect(state.size("link", 6)).toBe(0);
  other.setLink(index, { mtu: 2000 });
  const [event] = (await until(events, isOf("changed", "there"))).slice(-1);
  expect(event).toMatchObject({ own: false, nsid: 6, item: { attributes: { mtu: 2000 } } });
});
