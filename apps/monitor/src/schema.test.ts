import { expect, test } from "vitest";
import { schemaFaults } from "./fixtures/schema.js";

const lo = { version: 1, type: "link-present", namespace: "blue", id: "1", ifindex: 1, ifname: "lo", up: false };

test("the schema takes what it says, and nothing else", () => {
  expect(schemaFaults(lo)).toEqual([]);
  const { namespace: _, ...nowhere } = lo;
  expect(schemaFaults({ ...nowhere, own: true })).toEqual([]);
  expect(schemaFaults(nowhere)).not.toEqual([]);
  expect(schemaFaults({ ...lo, own: true })).not.toEqual([]);
  expect(schemaFaults({ ...lo, more: 1 })).toEqual([expect.stringContaining('"additionalProperty":"more"')]);
  expect(schemaFaults({ ...lo, id: 1 })).toEqual([expect.stringContaining("/id must be string")]);
  expect(schemaFaults({ ...lo, type: "link-gone" })).toEqual(["no such type: link-gone"]);
});

test("it knows what is inside of a property, too", () => {
  const group = [{ nexthopId: 1, weight: 1 }];
  const nexthop = {
    ...{ version: 1, type: "nexthop-present", own: true, id: "1", nexthopId: 1, scope: "global", protocol: "static" },
    ...{ flags: [], blackhole: false, fdb: false, group },
  };
  expect(schemaFaults(nexthop)).toEqual([]);
  expect(schemaFaults({ ...nexthop, group: [{ ...group[0], more: 1 }] })).toEqual([
    expect.stringContaining("/group/0 must NOT have additional properties"),
  ]);
});
