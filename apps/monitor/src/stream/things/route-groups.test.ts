import type { Items } from "@netns/rtnetlink";
import { expect, test } from "vitest";
import { type RouteEvent, RouteGroups } from "./route-groups.js";

const REPLACE = 0x100;
const APPEND = 0x800;
const route = (gateway: string, family = 2, dst = "10.0.0.0") =>
  ({
    header: { family, dstLen: 8, srcLen: 0, tos: 0, table: 254, protocol: 3, scope: 0, type: 1, flags: 0 },
    attributes: { table: 254, dst, gateway, oif: 2 },
  }) as unknown as Items["route"];
const tell = (type: "changed" | "deleted", item: Items["route"], flags = 0): RouteEvent => {
  return { type, subject: "route", item, flags, own: true, nsid: undefined, observer: { device: 4n, inode: 1n } };
};

test("what a route replaces is gone", () => {
  const groups = new RouteGroups();
  const [first, second, other] = [route("192.0.2.1"), route("192.0.2.2"), route("192.0.2.1", 2, "172.16.0.0")];
  groups.reset([first, other]);
  expect(groups.apply(tell("changed", second, REPLACE))).toEqual({ gone: [first], news: [second] });
  expect(groups.apply(tell("deleted", second))).toEqual({ gone: [second], news: [] });
  expect(groups.apply(tell("deleted", second))).toEqual({ gone: [], news: [] });
  expect(groups.apply(tell("deleted", other))).toEqual({ gone: [other], news: [] });
});

test("a nexthop less is the same route with the others", () => {
  const groups = new RouteGroups();
  const legs = ["fe80::1", "fe80::2"].map((gateway) => ({ flags: 0, hops: 0, ifindex: 2, attributes: { gateway } }));
  const { header, attributes } = route("fe80::1", 10, "2001:db8::");
  const { gateway: _, oif: _1, ...rest } = attributes;
  const both = { header, attributes: { ...rest, multipath: legs } } as unknown as Items["route"];
  expect(groups.apply(tell("changed", both, APPEND))).toEqual({ gone: [], news: [both] });
  const { gone, news } = groups.apply(tell("deleted", route("fe80::1", 10, "2001:db8::")));
  expect(gone).toEqual([both]);
  expect(news).toMatchObject([{ attributes: { gateway: "fe80::2" } }]);
});
