import { nexthopMessage, RTM_GETNEXTHOP, RTM_GETNEXTHOPBUCKET, RTM_NEWNEXTHOP } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { beforeAll, describe, expect } from "vitest";
import { tryThing } from "./cycle.js";
import { kernelAtLeast } from "./kernel.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { CREATE } from "./lab.js";
import { Roads } from "./roads.js";
import { nexthops, nexthopThings } from "./things/nexthops.js";

beforeAll(nameThread);

const INET = 2;

class Members extends Roads {
  constructor() {
    super();
    // What a blackhole is a nexthop by.
    this.up(this.link("lo").header.index);
    for (const id of [1, 2]) {
      const attributes = { id, oif: this.near, gateway: `192.0.2.${100 + id}` };
      this.send(nexthopMessage, RTM_NEWNEXTHOP, { header: { family: INET }, attributes }, CREATE);
    }
  }
}

describe("nexthops", () => {
  for (const [i, { about }] of nexthopThings(0).entries()) {
    kernelTest(about, () => {
      using lab = new Members();
      const thing = nexthopThings(lab.near)[i];
      // The scope is told, and must not be given.
      const again = { ...thing?.again, header: { scope: 0 } };
      if (thing !== undefined) expect(tryThing(lab, nexthops, { ...thing, again })).toEqual([]);
    });
  }
});

kernelTest("buckets of a resilient group", () => {
  using lab = new Members();
  const group = nexthopThings(lab.near).find(({ about }) => about === "resilient group");
  if (group === undefined) throw new Error("no such group");
  lab.send(nexthopMessage, RTM_NEWNEXTHOP, group.message, CREATE);
  const buckets = lab.checkedDump(nexthopMessage, RTM_GETNEXTHOPBUCKET, {}).map(({ attributes }) => attributes);
  expect(buckets.map(({ id, resBucket }) => [id, resBucket?.index])).toEqual(
    Array.from({ length: 8 }, (_, index) => [21, index]),
  );
  expect(buckets.every(({ resBucket }) => [1, 2].includes(resBucket?.nhId ?? 0))).toBe(true);
});

kernelTest("statistics of a group", () => {
  if (!kernelAtLeast("6.9")) return;
  using lab = new Members();
  const group = nexthopThings(lab.near).find(({ about }) => about === "group");
  if (group === undefined) throw new Error("no such group");
  lab.send(nexthopMessage, RTM_NEWNEXTHOP, group.message, CREATE);
  // NHA_OP_FLAG_DUMP_STATS
  const messages = lab.checkedDump(nexthopMessage, RTM_GETNEXTHOP, { attributes: { opFlags: 1 } });
  expect(messages.at(-1)?.attributes.groupStats).toEqual({
    entry: [
      { id: 1, packets: 0n },
      { id: 2, packets: 0n },
    ],
  });
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
