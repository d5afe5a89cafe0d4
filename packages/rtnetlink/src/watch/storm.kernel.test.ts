import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../through-kernel/lab.js";
import { follow, keysOf, nextOf } from "./fixtures/follow.js";
import { startIp } from "./fixtures/ip.js";
import { WatchState } from "./state.js";
import type { Subject } from "./subjects.js";
import { watch } from "./watch.js";

/** Of all that are made; NETNS_STORM_LINKS=10000 takes a minute and prints what came of it. */
const LINKS = Number(process.env["NETNS_STORM_LINKS"] ?? 1000);
const PAIRS_AT_ONCE = 50;
const what: readonly Subject[] = ["link", "address", "route"];

/** Lines for `ip -batch`: pairs of links, with addresses and routes, most of which go again, one by one or all at once. */
function storm(): string {
  const lines: string[] = [];
  for (let i = 0; i < LINKS / 2; i++) {
    const group = i % 20 === 0 ? 0 : 7;
    lines.push(`link add name s${i} group ${group} type veth peer name t${i}`);
    if (i % 4 === 0) lines.push(`link set s${i} mtu 1400 up`, `address add 10.${i >> 8}.${i & 255}.1/24 dev s${i}`);
    if (i % 8 === 0) lines.push(`route add 172.${16 + (i >> 11)}.${(i >> 3) & 255}.0/24 dev s${i}`);
    if (i % 20 === 1) lines.push(`link del s${i}`);
    if (i % PAIRS_AT_ONCE === PAIRS_AT_ONCE - 1) lines.push("link del group 7");
  }
  return `${lines.join("\n")}\n`;
}

/** A state as one that has seen nothing but a snapshot has it. */
function freshState(lab: Lab): WatchState {
  const state = new WatchState();
  using events = watch(lab.client, { what });
  for (let event = events.read(); event !== undefined; event = events.read()) state.apply(event);
  return state;
}

/** Each thing in a line: of links also what changes while they are there. */
function show(state: WatchState): string[] {
  const links = state
    .get("link")
    .map(({ header, attributes: { ifname, mtu, operstate, address, group } }) =>
      [header.index, ifname, mtu, header.flags, operstate, address, group].join(" "),
    );
  return [...links.sort(), ...keysOf(state, "address"), ...keysOf(state, "route")];
}

kernelTest("with a buffer that is much too small, the state is a fresh dump's in the end", async () => {
  using lab = new Lab();
  using events = watch(lab.client, { what, receiveBuffer: 4096 });
  const state = new WatchState();
  const begin = performance.now();
  let isOver = false;
  const child = startIp(lab, ["-batch", "-"], storm());
  const ended = new Promise<number>((resolve) =>
    child.once("close", (status) => {
      isOver = true;
      // So that there is something to wake up for.
      lab.pair("last");
      resolve(status ?? -1);
    }),
  );
  while (!isOver) state.apply(await nextOf(events));
  expect(await ended).toBe(0);
  await follow(events, state, () => JSON.stringify(show(state)) === JSON.stringify(show(freshState(lab))));
  const { overruns, dropped, snapshots } = events.statistics;
  expect(overruns).toBeGreaterThan(0);
  expect(dropped).toBeGreaterThanOrEqual(overruns);
  expect(snapshots).toBeGreaterThan(1);
  // What was to stay, lo, and the last.
  expect(state.size("link")).toBeGreaterThanOrEqual(LINKS / 20 + 3);
  if (process.env["NETNS_STORM_LINKS"] !== undefined)
    console.log({ milliseconds: Math.round(performance.now() - begin), ...events.statistics, left: state.counts });
});
