import { expect, test } from "vitest";
import { expectWire, hex } from "../testing/wire.js";
import { actionMessage, tcMessage } from "./message.js";

// $ tc -s qdisc show     kernel 6.12
test("a queueing discipline and its statistics, old and new", () => {
  const digits = `00000000 01000000 00000000 ffffffff 02000000
    0c000100 6e6f7175 65756500 05000c00 00 000000 04000900
    38000700 04000600 14000100 00000000 00000000 00000000 00000000
      04000600 18000300 00000000 00000000 00000000 00000000 00000000
    2c000300 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000`;
  const none = new Uint8Array();
  expectWire(tcMessage, digits, {
    header: { family: 0, ifindex: 1, handle: 0, parent: 0xffffffff, info: 2 },
    attributes: [
      { name: "kind", value: "noqueue" },
      { name: "hwOffload", value: 0 },
      { name: "pad", value: none },
      {
        name: "stats2",
        flags: 0,
        value: [
          { name: "pad", value: none },
          { name: "basic", value: { bytes: 0n, packets: 0 } },
          { name: "pad", value: none },
          { name: "queue", value: { qlen: 0, backlog: 0, drops: 0, requeues: 0, overlimits: 0 } },
        ],
      },
      {
        name: "stats",
        value: { bytes: 0n, packets: 0, drops: 0, overlimits: 0, bps: 0, pps: 0, qlen: 0, backlog: 0 },
      },
    ],
  });
});

// a dump with TCA_ACT_FLAG_LARGE_DUMP_ON     kernel 6.12, the kind's options left out
test("actions of a dump are numbered from 0", () => {
  const digits = `00000000 08000300 01000000
    34000100 30000000 0b000100 6d697272 65640000 06000600 aabb0000
      0c000900 00000000 03000000 0c000700 02000000 02000000`;
  expectWire(actionMessage, digits, {
    header: { family: 0 },
    attributes: [
      { name: "count", value: 1 },
      {
        name: "tab",
        flags: 0,
        value: [
          {
            name: "0",
            flags: 0,
            value: [
              { name: "kind", value: "mirred" },
              { name: "cookie", value: Uint8Array.of(0xaa, 0xbb) },
              { name: "usedHwStats", value: { value: 0, selector: 3 } },
              { name: "flags", value: { value: 2, selector: 2 } },
            ],
          },
        ],
      },
    ],
  });
  expect(actionMessage.decode(hex(digits), { order: "little" }).attributes.tab?.[0]?.kind).toBe("mirred");
});

test("those of a request from 1", () => {
  const payload = actionMessage.encode({ attributes: { tab: [{ kind: "gact" }, { kind: "mirred" }] } });
  const [tab] = actionMessage.decodeList(payload).attributes;
  expect(tab?.name === "tab" && tab.value.map(({ name }) => name)).toEqual(["1", "2"]);
});
