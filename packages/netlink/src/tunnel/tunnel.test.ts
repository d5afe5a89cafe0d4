import { expect, test } from "vitest";
import { expectWire, hex } from "../testing/wire.js";
import { tunnelMessage } from "./message.js";

// $ bridge vni show     kernel 6.12
test("VNIs, a range, a group, and another end in the group's place", () => {
  const digits = `07000000 08000000 0c000180 08000100 0a000000
    1c000180 08000100 64000000 08000200 6e000000 08000300 ef010102
    14000180 08000100 f4010000 08000300 c0000232`;
  expectWire(tunnelMessage, digits, {
    header: { family: 7, flags: 0, ifindex: 8 },
    attributes: [
      { name: "entry", value: [{ name: "start", value: 10 }] },
      {
        name: "entry",
        value: [
          { name: "start", value: 100 },
          { name: "end", value: 110 },
          { name: "group", value: "239.1.1.2" },
        ],
      },
      {
        name: "entry",
        value: [
          { name: "start", value: 500 },
          { name: "group", value: "192.0.2.50" },
        ],
      },
    ],
  });
});

// $ bridge -s vni show     kernel 6.12, shortened
test("statistics, with the padding before each left out", () => {
  const digits = `07000000 1c000000
    30000180 08000100 05000000 24000580 04000900 0c000100 07000000 00000000 04000900 0c000200 01000000 00000000`;
  const { attributes } = tunnelMessage.decode(hex(digits), { order: "little" });
  expect(attributes.entry).toEqual([{ start: 5, stats: { rxBytes: 7n, rxPkts: 1n } }]);
});
