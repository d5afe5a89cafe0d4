import { NLM_F_APPEND, NLM_F_REPLACE } from "@netns/netlink";
import { expect, test } from "vitest";
import type { WatchEvent } from "./events.js";
import { applyEvent, WatchState } from "./state.js";

const observer = { device: 4n, inode: 1n };
const own = { own: true, nsid: undefined, observer, flags: 0 };
const start = (reason = "opened", subjects = ["link"]) => ({ type: "snapshot-start", reason, subjects, observer });
const end = (consistent = true, subjects = ["link"]) => ({ type: "snapshot-end", subjects, consistent, observer });
const link = (type: string, index: number, where: object = own) => ({
  ...{ type, subject: "link", item: { header: { index, family: 0 }, attributes: {} } },
  ...own,
  ...where,
});
const route = (type: string, family: number, attributes: object, flags = 0) => ({
  ...own,
  ...{ type, subject: "route", flags, item: { header: { family, dstLen: 24, table: 254 }, attributes } },
});
const fold = (...events: readonly object[]) =>
  events.reduce<WatchState>((state, event) => applyEvent(state, event as WatchEvent), new WatchState());
const indexes = (state: WatchState, nsid?: number) => state.get("link", nsid).map(({ header }) => header.index);
const gateways = (state: WatchState) =>
  state.get("route").map(({ attributes: { gateway, multipath } }) => gateway ?? multipath?.length);

test("a snapshot takes the place of what was known, when it is whole", () => {
  const before = [start(), link("present", 1), link("present", 2), end(), start("overrun"), link("present", 3)];
  expect(indexes(fold(...before))).toEqual([1, 2]);
  expect(indexes(fold(...before, end()))).toEqual([3]);
  expect(indexes(fold(...before, end(false)))).toEqual([1, 2, 3]);
});

test("changes are told twice, or of what was never there, and other namespaces are kept apart", () => {
  const other = { own: false, nsid: 7 };
  const events = [
    start(),
    link("present", 1),
    end(),
    link("changed", 1),
    link("deleted", 9),
    link("changed", 1, other),
  ];
  expect(indexes(fold(...events))).toEqual([1]);
  expect(indexes(fold(...events, link("deleted", 1)), 7)).toEqual([1]);
  expect(indexes(fold(...events, start("overrun"), end()), 7)).toEqual([]);
  const gone = { ...own, type: "deleted", subject: "nsid", item: { header: {}, attributes: { nsid: 7 } } };
  expect(indexes(fold(...events, gone), 7)).toEqual([]);
});

test("an IPv4 route replaces the first to its destination, and others stay", () => {
  const [a, b, c] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"].map((gateway) => ({
    dst: "198.51.100.0",
    gateway,
    oif: 2,
  }));
  const both = [route("changed", 2, a ?? {}), route("changed", 2, b ?? {}, NLM_F_APPEND)];
  expect(gateways(fold(...both))).toEqual(["192.0.2.1", "192.0.2.2"]);
  expect(gateways(fold(...both, route("changed", 2, c ?? {}, NLM_F_REPLACE)))).toEqual(["192.0.2.3", "192.0.2.2"]);
  expect(gateways(fold(...both, route("deleted", 2, a ?? {})))).toEqual(["192.0.2.2"]);
});

test("an IPv6 route loses its nexthops one by one", () => {
  const legs = ["fe80::1", "fe80::2", "fe80::3"].map((gateway) => ({
    flags: 0,
    hops: 0,
    ifindex: 2,
    attributes: { gateway },
  }));
  const whole = route("changed", 10, { dst: "2001:db8::", multipath: legs });
  const less = (gateway: string) => route("deleted", 10, { dst: "2001:db8::", gateway, oif: 2 });
  expect(gateways(fold(whole, less("fe80::1")))).toEqual([2]);
  expect(gateways(fold(whole, less("fe80::1"), less("fe80::3")))).toEqual(["fe80::2"]);
  expect(gateways(fold(whole, less("fe80::1"), less("fe80::3"), less("fe80::2")))).toEqual([]);
});
