import { expect, expectTypeOf, test } from "vitest";
import { expectWire, hex } from "../testing/wire.js";
import { nexthopMessage } from "./message.js";

// $ ip nexthop add id 12 group 10/11 fdb      kernel 6.12, as it was announced
test("a group", () => {
  const digits = `00000000 00000000 08000100 0c000000 04000b00 06000300 00000000
    14000200 0a000000 00000000 0b000000 00000000 08000e00 00000080`;
  expectWire(nexthopMessage, digits, {
    header: { family: 0, scope: 0, protocol: 0, flags: 0 },
    attributes: [
      { name: "id", value: 12 },
      { name: "fdb", value: true },
      { name: "groupType", value: 0 },
      {
        name: "group",
        value: [
          { id: 10, weight: 0, weightHigh: 0 },
          { id: 11, weight: 0, weightHigh: 0 },
        ],
      },
      { name: "opFlags", value: 0x80000000 },
    ],
  });
});

// made by hand, as nh_fill_res_bucket has it: the padding of this nest is number 0
test("a bucket", () => {
  const digits = `00000000 00000000 08000100 0d000000 24000d80 06000100 07000000 04000000
    0c000200 a4000000 00000000 08000300 02000000`;
  const bucket = { index: 7, idleTime: 0xa4n, nhId: 2 };
  expect(nexthopMessage.decode(hex(digits), { order: "little" }).attributes).toEqual({ id: 13, resBucket: bucket });
  expectWire(nexthopMessage, digits, {
    header: { family: 0, scope: 0, protocol: 0, flags: 0 },
    attributes: [
      { name: "id", value: 13 },
      {
        name: "resBucket",
        value: [
          { name: "index", value: 7 },
          { name: "pad", value: new Uint8Array() },
          { name: "idleTime", value: 0xa4n },
          { name: "nhId", value: 2 },
        ],
      },
    ],
  });
});

test("counters of a group's members: 32 or 64 bits, each an entry", () => {
  const groupStats = {
    entry: [
      { id: 1, packets: 5n },
      { id: 2, packets: 1n << 40n, packetsHw: 0n },
    ],
  };
  for (const order of ["little", "big"] as const) {
    const payload = nexthopMessage.encode({ attributes: { groupStats } }, { order });
    expect(payload).toHaveLength(8 + 4 + (4 + 8 + 8) + (4 + 8 + 12 + 8));
    expect(nexthopMessage.decode(payload, { order }).attributes).toEqual({ groupStats });
  }
});

test("types come from the table", () => {
  const { attributes } = nexthopMessage.decode(hex("00000000 00000000"));
  expectTypeOf(attributes.group?.[0]?.weightHigh).toEqualTypeOf<number | undefined>();
  expectTypeOf(attributes.groupStats?.entry?.[0]?.packets).toEqualTypeOf<bigint | undefined>();
  if (attributes.encapType === 4) expectTypeOf(attributes.encap?.hoplimit).toEqualTypeOf<number | undefined>();
});
