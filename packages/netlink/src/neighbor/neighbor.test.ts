import { expect, expectTypeOf, test } from "vitest";
import { nameOf, namesOf } from "../codec/numbers.js";
import { expectWire, hex } from "../testing/wire.js";
import type { NeighborAttribute } from "./attributes.js";
import { neighborExtFlags, neighborFlags, neighborState } from "./flags.js";
import { neighborMessage } from "./message.js";

// $ ip neigh add 2001:db8::11 lladdr 02:00:00:00:00:0a dev d0 nud permanent protocol kernel     kernel 6.12, event
test("a neighbor of IPv6", () => {
  const digits = `0a000000 03000000 8000 00 01
    14000100 20010db8 00000000 00000000 00000011 0a000200 02000000 000a 0000 08000400 00000000
    14000300 00000000 00000000 00000000 01000000 05000c00 02 000000`;
  expectWire(neighborMessage, digits, {
    header: { family: 10, ifindex: 3, state: 0x80, flags: 0, type: 1 },
    attributes: [
      { name: "dst", value: "2001:db8::11" },
      { name: "lladdr", value: "02:00:00:00:00:0a" },
      { name: "probes", value: 0 },
      { name: "cacheinfo", value: { confirmed: 0, used: 0, updated: 0, refcnt: 1 } },
      { name: "protocol", value: 2 },
    ],
  });
});

// $ bridge fdb append 00:00:00:00:00:00 dev vx4 dst 192.0.2.11 self     iproute2, request
test("an entry of a forwarding database has an address of either version, by its length", () => {
  const digits = "07000000 04000000 c000 00 00 0a000200 00000000 0000 0000 08000100 c000020b";
  expectWire(neighborMessage, digits, {
    header: { family: 7, ifindex: 4, state: 0xc0, flags: 0, type: 0 },
    attributes: [
      { name: "lladdr", value: "00:00:00:00:00:00" },
      { name: "dst", value: "192.0.2.11" },
    ],
  });
  const message = { header: { family: 7 }, attributes: { dst: "2001:db8::b" } };
  expect(neighborMessage.decode(neighborMessage.encode(message)).attributes).toEqual(message.attributes);
});

test("in its own family an address of the other version is refused", () => {
  expect(() => neighborMessage.encode({ header: { family: 2 }, attributes: { dst: "2001:db8::b" } })).toThrow(
    'neighbor.dst at byte 16: "2001:db8::b" is not an IPv4 address',
  );
});

// made by hand: what a tunnel of IPv4 has as link-layer address
test("a link-layer address may be an IP address", () => {
  const digits = "02000000 05000000 4000 00 01 08000100 c0000201 08000200 c6336402";
  expect(neighborMessage.decode(hex(digits), { order: "little" }).attributes).toEqual({
    dst: "192.0.2.1",
    lladdr: "c6:33:64:02",
  });
});

// kernel 6.12 took this
test("an entry that the bridge tells the use of", () => {
  expectWire(
    neighborMessage,
    "07000000 1b000000 4000 04 00 0a000200 02000000 0009 0000 06000500 0100 0000 10000e80 05000100 01 000000 04000200",
    {
      header: { family: 7, ifindex: 27, state: 0x40, flags: 4, type: 0 },
      attributes: [
        { name: "lladdr", value: "02:00:00:00:00:09" },
        { name: "vlan", value: 1 },
        {
          name: "fdbExtAttrs",
          value: [
            { name: "activityNotify", value: 1 },
            { name: "dontRefresh", value: true },
          ],
        },
      ],
    },
  );
});

test("names of states and flags", () => {
  expect(namesOf(neighborState, 0xc0)).toEqual(["NUD_NOARP", "NUD_PERMANENT"]);
  expect(nameOf(neighborState, 0)).toBe("NUD_NONE");
  expect(namesOf(neighborFlags, 0x12)).toEqual(["NTF_SELF", "NTF_EXT_LEARNED"]);
  expect(namesOf(neighborExtFlags, 9)).toEqual(["NTF_EXT_MANAGED", "0x8"]);
});

test("types come from the table", () => {
  const { header, attributes } = neighborMessage.decode(neighborMessage.encode({}));
  expectTypeOf(header.state).toEqualTypeOf<number>();
  expectTypeOf(attributes.dst).toEqualTypeOf<string | undefined>();
  expectTypeOf(attributes.fdbExtAttrs?.dontRefresh).toEqualTypeOf<true | undefined>();
  expectTypeOf<Extract<NeighborAttribute, { name: "vni" }>["value"]>().toEqualTypeOf<number>();
});
