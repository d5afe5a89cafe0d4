import { test } from "vitest";
import { expectWire } from "../testing/wire.js";
import { addressLabelMessage } from "./message.js";

// $ ip addrlabel add prefix 2001:db8::/32 label 99 dev d0
test("a label", () => {
  const digits = `0a002000 03000000 00000000 08000200 63000000 14000100 20010db8 00000000 00000000 00000000`;
  expectWire(addressLabelMessage, digits, {
    header: { family: 10, prefixlen: 32, flags: 0, index: 3, seq: 0 },
    attributes: [
      { name: "label", value: 99 },
      { name: "address", value: "2001:db8::" },
    ],
  });
});
