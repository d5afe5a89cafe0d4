import { RTM_DELLINK, RTM_GETROUTE, RTNLGRP_LINK, routeMessage } from "@netns/netlink";
import { AF_NETLINK, linux, NETLINK_ROUTE, SOCK_CLOEXEC, SOCK_RAW } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../through-kernel/lab.js";
import { setNsid } from "../verbs/nsid.js";
import type { WatchEvent } from "./events.js";
import { follow, inShort, isEnd, isOf, keysOf, nextOf, stateAfterSnapshot, until } from "./fixtures/follow.js";
import { ip } from "./fixtures/ip.js";
import { keyOf } from "./keys.js";
import { WatchState } from "./state.js";
import { watch } from "./watch.js";

const namesOf = (state: WatchState, nsid?: number) =>
  state.get("link", nsid).map(({ attributes }) => attributes.ifname ?? "");

kernelTest("what there is, and then each change", async () => {
  using lab = new Lab();
  lab.pair("old");
  using events = watch(lab.client, { what: ["link"] });
  const before = (await until(events, isEnd)).map(inShort);
  expect([before[0], before.at(-1)]).toEqual(["start opened", "end"]);
  // Beside lo and what comes with modules (tunl0 …).
  expect(before.slice(1, -1)).toEqual(expect.arrayContaining(["present lo", "present old", "present old-peer"]));
  lab.pair("blue");
  const seen = (await until(events, isOf("changed", "blue"))).map(inShort);
  expect(seen).toContain("changed blue");
  lab.deleteLink(lab.link("blue").header.index);
  const [event] = (await until(events, isOf("deleted", "blue"))).slice(-1);
  expect(event).toMatchObject({ own: true, nsid: undefined, observer: events.observer });
  expect(events.observer.inode).toBe(linux.fs.fstatSync(lab.namespace.fd, { bigint: true }).ino);
  expect(events.statistics).toMatchObject({ overruns: 0, dropped: 0, foreign: 0, snapshots: 1 });
});

kernelTest("at once, for whoever does not want to wait", async () => {
  using lab = new Lab();
  using events = watch(lab.client, { what: ["link"] });
  const words: string[] = [];
  for (let event = events.read(); event !== undefined; event = events.read()) words.push(inShort(event));
  expect(words[0]).toBe("start opened");
  expect(words.at(-1)).toBe("end");
  const waiting = events.next();
  lab.pair("blue");
  // It is somebody else's.
  expect(events.read()).toBeUndefined();
  expect((await waiting).value).toMatchObject({ type: "changed" });
});

kernelTest("nothing is missed between the opening and the first event, nor during a snapshot", async () => {
  using lab = new Lab();
  lab.pair("gone");
  using events = watch(lab.client, { what: ["link", "address"] });
  lab.pair("early");
  const state = new WatchState();
  state.apply(await nextOf(events));
  lab.deleteLink(lab.link("gone").header.index);
  lab.pair("late");
  await follow(events, state, () => namesOf(state).includes("late"));
  expect(namesOf(state)).not.toContain("gone");
  expect(namesOf(state)).toContain("early");
});

kernelTest("all subjects at once", async () => {
  using lab = new Lab();
  using events = watch(lab.client, {
    what: ["link", "address", "route", "rule", "neighbor", "nexthop", "nsid", "fdb"],
  });
  const state = await stateAfterSnapshot(events);
  const index = lab.pair("a");
  await ip(lab, "address add 192.0.2.1/24 dev a");
  await ip(lab, "-6 address add 2001:db8::1/64 dev a nodad");
  await ip(lab, "route add 198.51.100.0/24 via 192.0.2.9");
  await ip(lab, "rule add from 192.0.2.0/24 lookup 100 priority 7");
  await ip(lab, "neighbor add 192.0.2.9 lladdr 02:00:00:00:00:09 dev a");
  await ip(lab, "nexthop add id 5 via 192.0.2.7 dev a");
  const master = lab.createLink({ ifname: "br0", linkinfo: { kind: "bridge" } });
  lab.setLink(lab.link("a-peer").header.index, { master });
  using other = new Lab();
  setNsid(lab.client, other.namespace, 4);
  await follow(
    events,
    state,
    () =>
      ["192.0.2.1", "2001:db8::1"].every((ip) =>
        state.get("address").some(({ attributes }) => (attributes.local ?? attributes.address) === ip),
      ) &&
      state.get("route").some(({ attributes }) => attributes.dst === "198.51.100.0") &&
      state.get("rule").some(({ attributes }) => attributes.priority === 7) &&
      state.get("neighbor").some((item) => item.header.ifindex === index && item.attributes.dst === "192.0.2.9") &&
      state.get("nexthop").some(({ attributes }) => attributes.id === 5) &&
      state.get("fdb").some(({ attributes }) => attributes.master === master) &&
      state.get("nsid").some(({ attributes }) => attributes.nsid === 4),
  );
});

kernelTest("routes that the kernel removes without a word are found gone", async () => {
  using lab = new Lab();
  const index = lab.pair("a");
  await ip(lab, "address add 192.0.2.1/24 dev a");
  await ip(lab, "route add 198.51.100.0/24 via 192.0.2.9");
  await ip(lab, "-6 address add 2001:db8::1/64 dev a nodad");
  await ip(lab, "-6 route add 2001:db8:1::/48 nexthop via 2001:db8::8 dev a nexthop via 2001:db8::9 dev a");
  await ip(lab, "-6 route add 2001:db8:2::/48 via 2001:db8::8");
  using events = watch(lab.client, { what: ["route"] });
  const state = await stateAfterSnapshot(events);
  const has = (dst: string) => state.get("route").filter(({ attributes }) => attributes.dst === dst);
  const listed = () =>
    lab.client
      .dump({ codec: routeMessage, type: RTM_GETROUTE, message: { header: { family: 0 } } })
      .entries.map((item) => keyOf("route", item))
      .sort();
  const isAsListed = () => JSON.stringify(keysOf(state, "route")) === JSON.stringify(listed());
  expect(has("198.51.100.0")).toHaveLength(1);
  await ip(lab, "-6 route del 2001:db8:1::/48 via 2001:db8::8 dev a");
  await ip(lab, "route replace 198.51.100.0/24 via 192.0.2.10");
  await ip(lab, "-6 route append 2001:db8:2::/48 via 2001:db8::9");
  await follow(events, state, isAsListed);
  expect(has("198.51.100.0").map(({ attributes }) => attributes.gateway)).toEqual(["192.0.2.10"]);
  expect(has("2001:db8:1::").map(({ attributes }) => attributes.gateway)).toEqual(["2001:db8::9"]);
  expect(has("2001:db8:2::").map(({ attributes }) => attributes.multipath?.length)).toEqual([2]);
  lab.deleteLink(index);
  await follow(events, state, isAsListed);
  expect(has("198.51.100.0")).toEqual([]);
});

kernelTest("a port that leaves its bridge is not a link that is gone", async () => {
  using lab = new Lab();
  const master = lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } });
  const port = lab.pair("p", { master });
  using events = watch(lab.client, { what: ["link"], groups: [RTNLGRP_LINK] });
  const state = await stateAfterSnapshot(events);
  lab.setLink(port, { master: 0 });
  lab.pair("last");
  const seen = await until(events, isOf("changed", "last"));
  for (const event of seen) state.apply(event);
  // Of the bridge's family: no subject's, but of a group that was asked for.
  expect(seen).toContainEqual(expect.objectContaining({ type: "message", messageType: RTM_DELLINK }));
  expect(state.get("link").some(({ header }) => header.index === port)).toBe(true);
});

kernelTest("all namespaces that have an id: where, and for whom", async () => {
  using lab = new Lab();
  using other = new Lab();
  using nameless = new Lab();
  setNsid(lab.client, other.namespace, 6);
  using events = watch(lab.client, { what: ["link", "nsid"], allNsid: true });
  await until(events, isEnd);
  nameless.pair("unheard");
  other.pair("there");
  setNsid(other.client, nameless.namespace, 1);
  lab.pair("here");
  const seen = await until(events, isOf("changed", "here"));
  const there = seen.filter(isOf("changed", "there"));
  expect(there[0]).toMatchObject({ nsid: 6, own: false, observer: events.observer });
  expect(seen.at(-1)).toMatchObject({ nsid: undefined, own: true, observer: events.observer });
  expect(seen.some(isOf("changed", "unheard"))).toBe(false);
  const state = new WatchState();
  for (const event of seen) state.apply(event);
  expect(namesOf(state, 6).sort()).toEqual(["there", "there-peer"]);
  // An id in the other's own table: it is no id of ours.
  expect(state.get("nsid", 6).map(({ attributes }) => attributes.nsid)).toEqual([1]);
  expect(state.get("nsid")).toEqual([]);
});

kernelTest("nothing is taken from anybody but the kernel", async () => {
  using lab = new Lab();
  using events = watch(lab.client, { what: ["link"] });
  await until(events, isEnd);
  using forger = lab.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  linux.bind(forger.fd, { family: AF_NETLINK, portId: 0, groups: 0 });
  // To the whole group, as a process with CAP_NET_ADMIN may: link 1 is gone.
  const bytes = new Uint8Array(32);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 32, true);
  view.setUint16(4, RTM_DELLINK, true);
  view.setInt32(20, 1, true);
  linux.sendto(forger.fd, bytes, 0, { family: AF_NETLINK, portId: 0, groups: 1 });
  lab.pair("real");
  const seen: WatchEvent[] = await until(events, isOf("changed", "real"));
  expect(seen.some(({ type }) => type === "deleted")).toBe(false);
  expect(events.statistics.foreign).toBe(1);
});
