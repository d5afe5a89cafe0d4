import { expect, expectTypeOf, test } from "vitest";
import { namesOf } from "../codec/numbers.js";
import { expectWire, hex } from "../testing/wire.js";
import { addressFlags } from "./header.js";
import { addressMessage } from "./message.js";

// $ ip addr add 198.51.100.130/25 dev d1 valid_lft forever preferred_lft 7200 proto 0x42
test("an address with lifetimes", () => {
  const digits = `02190000 04000000 08000200 c6336482 05000b00 42000000 08000100 c6336482
    14000600 201c0000 ffffffff 00000000 00000000`;
  expectWire(addressMessage, digits, {
    header: { family: 2, prefixlen: 25, flags: 0, scope: 0, index: 4 },
    attributes: [
      { name: "local", value: "198.51.100.130" },
      { name: "proto", value: 0x42 },
      { name: "address", value: "198.51.100.130" },
      { name: "cacheinfo", value: { prefered: 7200, valid: 0xffffffff, cstamp: 0, tstamp: 0 } },
    ],
  });
});

// kernel 6.12, answer to RTM_GETMULTICAST
test("a multicast address of a link", () => {
  const digits = `0a808000 01000000 14000700 ff020000 00000000 00000000 00000001
    14000600 ffffffff ffffffff 18080000 18080000`;
  const { header, attributes } = addressMessage.decode(hex(digits), { order: "little" });
  expect(attributes.multicast).toBe("ff02::1");
  expect(namesOf(addressMessage.header.fields.flags, header.flags)).toEqual(["IFA_F_PERMANENT"]);
  expect(namesOf(addressFlags, 0x280)).toEqual(["IFA_F_PERMANENT", "IFA_F_NOPREFIXROUTE"]);
});

// made by hand: addresses of MCTP and Phonet are one byte
test("an address of another family is bytes", () => {
  expectWire(addressMessage, "2d000000 02000000 05000200 08000000", {
    header: { family: 45, prefixlen: 0, flags: 0, scope: 0, index: 2 },
    attributes: [{ name: "local", value: hex("08") }],
  });
});

test("types come from the table", () => {
  const { attributes } = addressMessage.decode(hex("02000000 00000000"));
  expectTypeOf(attributes.address).toEqualTypeOf<string | Uint8Array | undefined>();
  expectTypeOf(attributes.cacheinfo?.prefered).toEqualTypeOf<number | undefined>();
});
