import { expect, test } from "vitest";
import { expectWire, hex } from "../testing/wire.js";
import { bond3adStatsAttributes, bondXstatsAttributes } from "./bond.js";
import { bridgeVlanXstats, brMcastStats } from "./bridge.js";
import { statsFilterBit } from "./header.js";
import { statsMessage, statsRequestMessage } from "./message.js";

// $ ip stats show dev d0 group offload subgroup l3_stats     iproute2, request; kernel 6.12, answer
test("number 1 of a request is no statistics", () => {
  expectWire(statsRequestMessage, "00000000 18000000 08000000 0c000180 08000400 06000000", {
    header: { family: 0, ifindex: 24, filterMask: statsFilterBit(4) },
    attributes: [
      { name: "getFilters", value: [{ name: "linkOffloadXstats", value: statsFilterBit(2) | statsFilterBit(3) }] },
    ],
  });
  expectWire(
    statsMessage,
    "00000000 18000000 08000000 1c000480 18000280 14000380 05000100 00000000 05000200 00000000",
    {
      header: { family: 0, ifindex: 24, filterMask: 8 },
      attributes: [
        {
          name: "linkOffloadXstats",
          value: [
            {
              name: "hwSInfo",
              value: [
                {
                  name: "l3Stats",
                  value: [
                    { name: "request", value: 0 },
                    { name: "used", value: 0 },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  );
});

// $ ip stats set dev d0 l3_stats on     iproute2, request
test("a request to have hardware count", () => {
  expectWire(statsRequestMessage, "00000000 18000000 00000000 05000200 01 000000", {
    header: { family: 0, ifindex: 24, filterMask: 0 },
    attributes: [{ name: "setOffloadXstatsL3Stats", value: 1 }],
  });
});

test("number 0 is padding among statistics, and a count among a bond's", () => {
  const padded = "00000000 01000000 10000000 10000500 0c001c00 04000000 04000000";
  expect(statsMessage.decode(hex(padded), { order: "little" }).attributes).toEqual({ afSpec: { mpls: {} } });
  expect(bond3adStatsAttributes.constants["BOND_3AD_STAT_LACPDU_RX"]).toBe(0);
  expect(bondXstatsAttributes.constants).toEqual({ BOND_XSTATS_3AD: 1 });
});

test("structs are as long as C's", () => {
  expect([brMcastStats.length, bridgeVlanXstats.length]).toEqual([240, 40]);
});
