import { describe, expect, expectTypeOf, test } from "vitest";
import { namesOf } from "../../codec/numbers.js";
import { struct } from "../../codec/struct.js";
import { message } from "../../message/message.js";
import { expectWire, hex, toHex } from "../../testing/wire.js";
import { linkinfoAttributes } from "../linkinfo.js";
import { bondActorPortState } from "./bond.js";
import { bridgeBoolopt } from "./bridge.js";
import { greFlags } from "./gre.js";
import { linkKinds, linkXstatsKinds } from "./index.js";
import { MACSEC_CIPHER_ID_GCM_AES_128, MACSEC_DEFAULT_CIPHER_ID } from "./macsec.js";

/** What is inside of IFLA_LINKINFO, by itself. */
const linkInfo = message("linkInfo", {}, struct("nothing", {}), linkinfoAttributes);

// $ ip link add link d0 name ms0 type macsec sci 0200000000110001 …      kernel 6.1, what it tells, shortened
test("a secure channel's identifier is in network order, its cipher's in the host's", () => {
  const digits = "0b000100 6d616373 65630000 1c000200 0c000100 02000000 00110001 0c000400 01000001 00028000".replaceAll(
    " ",
    "",
  );
  expectWire(linkInfo, digits, {
    header: {},
    attributes: [
      { name: "kind", value: "macsec" },
      {
        name: "data",
        value: [
          { name: "sci", value: 0x0200_0000_0011_0001n },
          { name: "cipherSuite", value: MACSEC_DEFAULT_CIPHER_ID },
        ],
        flags: 0,
      },
    ],
  });
  expect(MACSEC_CIPHER_ID_GCM_AES_128).not.toBe(MACSEC_DEFAULT_CIPHER_ID);
});

describe("the same attribute is not the same in all kinds", () => {
  const encode = (attributes: Parameters<typeof linkInfo.encode>[0]["attributes"]): string =>
    toHex(linkInfo.encode({ attributes }, { order: "little" }));

  test("addresses of tunnels", () => {
    expect(encode({ kind: "gre", data: { local: "192.0.2.1" } })).toBe("08000100 67726500 0c000280 08000600 c0000201");
    expect(encode({ kind: "ip6gre", data: { local: "2001:db8::1" } })).toBe(
      "0b000100 69703667 72650000 18000280 14000600 20010db8 00000000 00000000 00000001",
    );
    expect(() => encode({ kind: "ip6gre", data: { local: "192.0.2.1" } })).toThrow("linkInfo.data.local");
  });

  test("flags of tunnels", () => {
    expect(encode({ kind: "sit", data: { flags: 1 } })).toBe("08000100 73697400 0c000280 06000800 01000000");
    expect(encode({ kind: "ip6tnl", data: { flags: 1 } })).toBe(
      "0b000100 69703674 6e6c0000 0c000280 08000800 01000000",
    );
  });
});

test("what VXLAN takes as a flag it tells as a number", () => {
  const request = "0a000100 76786c61 6e000000 08000200 04001c00";
  const answer = "0a000100 76786c61 6e000000 0c000200 05001c00 00000000";
  const read = (digits: string): unknown => linkInfo.decode(hex(digits), { order: "little" }).attributes.data;
  expect(read(request)).toEqual({ ttlInherit: true });
  expect(read(answer)).toEqual({ ttlInherit: 0 });
});

test("keys, ports and flags of GRE are in network order, in either order of the host", () => {
  const attributes = { kind: "gre", data: { iflags: 0x2000, ikey: 5, encapDport: 4242 } } as const;
  for (const order of ["little", "big"] as const) {
    expect(toHex(linkInfo.encode({ attributes }, { order })).slice(27)).toMatch(/20000000 .* 00000005 .* 10920000$/);
  }
  expect(namesOf(greFlags, 0xb000)).toEqual(["GRE_CSUM", "GRE_KEY", "GRE_SEQ"]);
});

test("a bridge's identifier reads as 802.1D writes it", () => {
  const digits = "0b000100 62726964 67650000 10000200 0c000b00 80000200 000000b0";
  expect(linkInfo.decode(hex(digits), { order: "little" }).attributes.data).toEqual({
    bridgeId: { prio: 0x8000, addr: "02:00:00:00:00:b0" },
  });
  expect(namesOf(bridgeBoolopt, 5)).toEqual(["BR_BOOLOPT_NO_LL_LEARN", "BR_BOOLOPT_MST_ENABLE"]);
});

test("a bond counts its targets from 0, a VLAN repeats its mappings", () => {
  const bond = linkInfo.encode({ attributes: { kind: "bond", data: { arpIpTarget: ["192.0.2.1", "192.0.2.2"] } } });
  expect(toHex(bond)).toMatch(/14000880 08000000 c0000201 08000100 c0000202$/);
  const mapping = [
    { from: 1, to: 2 },
    { from: 3, to: 4 },
  ];
  const vlan = linkInfo.encode({ attributes: { kind: "vlan", data: { egressQos: { mapping } } } });
  expect(toHex(vlan)).toMatch(/1c000380 0c000100 01000000 02000000 0c000100 03000000 04000000$/);
});

test("a kind without attributes keeps those that it should not have", () => {
  const digits = "0a000100 64756d6d 79000000 0c000200 08000100 07000000";
  expectWire(linkInfo, digits, {
    header: {},
    attributes: [
      { name: "kind", value: "dummy" },
      { name: "data", value: [{ name: undefined, type: 1, data: hex("07000000") }], flags: 0 },
    ],
  });
});

test("statistics of CAN, and of nothing else", () => {
  expect(Object.keys(linkXstatsKinds)).toEqual(["can"]);
  const digits = "08000100 63616e00 1c000300 01000000 02000000 03000000 04000000 05000000 06000000";
  expect(linkInfo.decode(hex(digits), { order: "little" }).attributes.xstats).toEqual({
    busError: 1,
    errorWarning: 2,
    errorPassive: 3,
    busOff: 4,
    arbitrationLost: 5,
    restarts: 6,
  });
});

test("the other end of a pair is a link", () => {
  const { attributes } = linkInfo.decode(
    linkInfo.encode({
      attributes: { kind: "veth", data: { peer: { header: { index: 7 }, attributes: { ifname: "p" } } } },
    }),
  );
  if (attributes.kind !== "veth") throw new Error("no veth");
  expect(attributes.data?.peer).toMatchObject({ header: { index: 7 }, attributes: { ifname: "p" } });
});

test("the kind narrows the data, the port's kind the port's", () => {
  const { attributes } = linkInfo.decode(linkInfo.encode({ attributes: { kind: "dummy" } }));
  if (attributes.kind === "vxlan") {
    expectTypeOf(attributes.data?.id).toEqualTypeOf<number | undefined>();
    expectTypeOf(attributes.data?.ttlInherit).toEqualTypeOf<number | true | undefined>();
  }
  if (attributes.slaveKind === "bond") expectTypeOf(attributes.slaveData?.queueId).toEqualTypeOf<number | undefined>();
  // @ts-expect-error: no attribute of a VLAN
  expect(() => linkInfo.encode({ attributes: { kind: "vlan", data: { port: 1 } } })).toThrow("port");
});

test("bits of LACP have names", () => {
  expect(namesOf(bondActorPortState, 0x47)).toEqual([
    "LACP_STATE_LACP_ACTIVITY",
    "LACP_STATE_LACP_TIMEOUT",
    "LACP_STATE_AGGREGATION",
    "LACP_STATE_DEFAULTED",
  ]);
});

test("names that are not ours in capitals", () => {
  expect(linkKinds.sit().constants).toMatchObject({ IFLA_IPTUN_6RD_PREFIX: 11, IFLA_IPTUN_6RD_RELAY_PREFIXLEN: 14 });
});
