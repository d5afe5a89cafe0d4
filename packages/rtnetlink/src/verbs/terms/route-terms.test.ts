import { routeHopFlags, routeProtocol, routeScope, routeTable, routeType } from "@netns/netlink";
import { expect, test } from "vitest";
import { hopFlags, protocols, routeTypes, scopes, tableInHeader, tables } from "./route-terms.js";

/** The codec's names of a table, as ip(8) would write them. */
function names(table: { readonly names: Readonly<Record<string, number>> }, prefix: string): Record<string, number> {
  return Object.fromEntries(
    Object.entries(table.names).map(([n, value]) => [n.replace(prefix, "").toLowerCase(), value]),
  );
}

test("the terms are the kernel's", () => {
  expect(names(routeProtocol, "RTPROT_")).toEqual(protocols);
  expect(names(routeType, "RTN_")).toEqual({ unspec: 0, ...routeTypes, xresolve: 11 });
  expect(names(routeHopFlags, "RTNH_F_")).toEqual(hopFlags);
  // Two that ip(8) calls otherwise: "universe" is "global".
  const { global: universe, ...others } = scopes;
  expect(names(routeScope, "RT_SCOPE_")).toEqual({ universe, ...others });
  expect(names(routeTable, "RT_TABLE_")).toMatchObject(tables);
});

test("a table's number in a header, where it fits", () => {
  expect([0, 1, 254, 255].map(tableInHeader)).toEqual([0, 1, 254, 255]);
  expect([256, 70_000, 2 ** 32 - 1].map(tableInHeader)).toEqual([252, 252, 252]);
});
