import { test } from "vitest";
import { expectWire } from "../testing/wire.js";
import { prefixMessage } from "./message.js";

// a router's advertisement was received     kernel 6.18
test("a prefix that a router has advertised", () => {
  const digits = `0a000000 03000000 03 40 c0 00
    14000100 20010db8 00010000 00000000 00000000 0c000200 08070000 100e0000`;
  expectWire(prefixMessage, digits, {
    header: { family: 10, ifindex: 3, type: 3, len: 64, flags: 0xc0 },
    attributes: [
      { name: "address", value: "2001:db8:1::" },
      { name: "cacheinfo", value: { preferredTime: 1800, validTime: 3600 } },
    ],
  });
});
