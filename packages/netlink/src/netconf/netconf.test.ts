import { test } from "vitest";
import { expectWire } from "../testing/wire.js";
import { NETCONFA_IFINDEX_DEFAULT } from "./attributes.js";
import { netconfMessage } from "./message.js";

// $ ip netconf show dev default     kernel 6.12
test("what interfaces begin with: the index is negative", () => {
  const digits = "02000000 08000100 feffffff 08000200 00000000 08000300 02000000";
  expectWire(netconfMessage, digits, {
    header: { family: 2 },
    attributes: [
      { name: "ifindex", value: NETCONFA_IFINDEX_DEFAULT },
      { name: "forwarding", value: 0 },
      { name: "rpFilter", value: 2 },
    ],
  });
});
