import { expect, expectTypeOf, test } from "vitest";
import { expectWire, hex, toHex } from "../testing/wire.js";
import { ruleMessage } from "./message.js";

const little = { order: "little" } as const;

// $ ip rule add ipproto tcp sport 1000 dport 80-443 lookup 104 prio 1005
test("ranges of ports are in the host's byte order", () => {
  const digits = `02000000 68000001 00000000 05001600 06000000 08001700 e803e803 08001800 5000bb01
    08000600 ed030000`;
  expectWire(ruleMessage, digits, {
    header: { family: 2, dstLen: 0, srcLen: 0, tos: 0, table: 104, action: 1, flags: 0 },
    attributes: [
      { name: "ipProto", value: 6 },
      { name: "sportRange", value: { start: 1000, end: 1000 } },
      { name: "dportRange", value: { start: 80, end: 443 } },
      { name: "priority", value: 1005 },
    ],
  });
});

// made by hand, as `ip rule add from all` has it: FRA_SRC without a byte
test("no address is empty text", () => {
  const digits = "02000000 fe000001 00000000 04000200 08000600 e8030000";
  const { header, attributes } = ruleMessage.decode(hex(digits), little);
  expect(attributes).toEqual({ src: "", priority: 1000 });
  expect(toHex(ruleMessage.encode({ header, attributes }, little))).toBe(digits);
  expect(ruleMessage.encode(ruleMessage.decodeList(hex(digits), little), little)).toEqual(hex(digits));
  expect(() => ruleMessage.decode(hex("02000000 fe000001 00000000 06000200 0a000000"), little)).toThrow("rule.src");
});

// made by hand: these came with Linux 6.14 and 6.15
test("masks of ports are in the host's order, flow labels in the network's", () => {
  const attributes = { dportMask: 0xff00, flowlabel: 0x12, flowlabelMask: 0xff };
  expect(toHex(ruleMessage.encode({ attributes }, little).subarray(12))).toBe(
    "06001d00 00ff0000 08001a00 00000012 08001b00 000000ff",
  );
});

test("types come from the table", () => {
  const { attributes } = ruleMessage.decode(hex("02000000 00000000 00000000"));
  expectTypeOf(attributes.tunId).toEqualTypeOf<bigint | undefined>();
  expectTypeOf(attributes.uidRange?.end).toEqualTypeOf<number | undefined>();
  expectTypeOf(attributes.src).toEqualTypeOf<string | Uint8Array | undefined>();
});
