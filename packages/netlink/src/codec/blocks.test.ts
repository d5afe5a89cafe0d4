import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { CodecError } from "../errors.js";
import { message } from "../message/message.js";
import { picker } from "../message/picker.js";
import { hex, toHex } from "../testing/wire.js";
import { ip, ipv4, ipv6, linkAddress, mac } from "./address.js";
import { array } from "./array.js";
import { attr, attributes } from "./attributes.js";
import { byFamily } from "./by-family.js";
import { bytes } from "./bytes.js";
import { choice, otherCase } from "./choice.js";
import type { Codec } from "./codec.js";
import { headed } from "./headed.js";
import { indexed } from "./indexed.js";
import { be16, s32, u8, u16, u32, u64 } from "./integers.js";
import { nested } from "./nested.js";
import { enumeration, flagWord, nameOf, namesOf } from "./numbers.js";
import type { ByteOrder } from "./order.js";
import { padding } from "./padding.js";
import { Reader } from "./reader.js";
import { repeated } from "./repeated.js";
import { gap, grown, struct } from "./struct.js";
import { fixedText, text } from "./text.js";
import { uint } from "./uint.js";
import { Writer } from "./writer.js";

function encode<T, L, I>(codec: Codec<T, L, I>, value: I, order: ByteOrder = "little"): Uint8Array {
  const writer = new Writer({ order });
  codec.encode(writer, value);
  return writer.finish();
}
const decode = <T, L, I>(codec: Codec<T, L, I>, digits: string): T => {
  const data = hex(digits);
  return codec.decode(new Reader(data, { order: "little" }), 0, data.length);
};
const decodeList = <T, L, I>(codec: Codec<T, L, I>, digits: string): L => {
  const data = hex(digits);
  return codec.decodeList(new Reader(data, { order: "little" }), 0, data.length);
};

describe("addresses", () => {
  test.each([
    ["00000000000000000000000000000000", "::"],
    ["00000000000000000000000000000001", "::1"],
    ["20010db8000000000000000000000001", "2001:db8::1"],
    ["20010db8000000010000000000000001", "2001:db8:0:1::1"],
    ["20010db8000100010001000100010000", "2001:db8:1:1:1:1:1:0"],
    ["20010000000100010000000100010000", "2001:0:1:1:0:1:1:0"],
    ["fe800000000000000000000000000000", "fe80::"],
    ["00000000000000000000ffff01020304", "::ffff:1.2.3.4"],
    ["00000000000000000000000001020304", "::1.2.3.4"],
    ["0000000000000000000100000000ffff", "::1:0:0:ffff"],
  ])("%s is %s", (digits, value) => {
    expect(decode(ipv6, digits)).toBe(value);
    expect(toHex(encode(ipv6, value))).toBe(toHex(hex(digits)));
  });

  test("of any bytes make the round trip, in capitals too", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (data) => {
        const value = ipv6.decode(new Reader(data), 0, 16);
        expect(encode(ipv6, value)).toEqual(data);
        expect(encode(ipv6, value.toUpperCase())).toEqual(data);
      }),
    );
  });

  test.each(["", "1.2.3", "1.2.3.256", "1.2.3.4.5", "01.2.3.x", " 1.2.3.4"])("%j is no IPv4 address", (value) => {
    expect(() => encode(ipv4, value)).toThrow("is not an IPv4 address");
  });
  test.each([
    "",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::8",
    "12345::",
    "1.2.3.4::",
    "g::",
    "::1.2.3.4.5",
    "1:2:3:4:5:6:7:",
  ])("%j is no IPv6 address", (value) => expect(() => encode(ipv6, value)).toThrow("is not an IPv6 address"));

  test("of either version by their length, and of links by their digits", () => {
    expect(decode(ip, "0a000001")).toBe("10.0.0.1");
    expect(encode(ip, "::1")).toHaveLength(16);
    expect(() => decode(ip, "0a0000")).toThrow("4 or 16 bytes, here are 3");
    expect(decode(linkAddress, "02ff")).toBe("02:ff");
    expect(decode(linkAddress, "")).toBe("");
    expect(() => encode(linkAddress, "2:ff")).toThrow("is not a link-layer address");
    expect(() => encode(mac, "02:ff")).toThrow('"02:ff" is not a MAC address (6 bytes)');
  });
});

describe("structs", () => {
  const stats = struct("stats", { packets: u32, pad: gap(4), bytes: u64, noHandler: grown(u64), late: grown(u32) });

  test("a gap is seen only when it is not zero", () => {
    expect(decode(stats, "01000000 00000000 0200000000000000")).toEqual({ packets: 1, bytes: 2n });
    const odd = decode(stats, "01000000 00ff0000 0200000000000000");
    expect(odd).toEqual({ packets: 1, pad: hex("00ff0000"), bytes: 2n });
    expect(toHex(encode(stats, odd))).toBe("01000000 00ff0000 02000000 00000000");
  });

  test("what older kernels do not have may be missing, by whole fields or in the middle of one", () => {
    for (const digits of [
      "01000000 00000000 02000000 00000000",
      "01000000 00000000 02000000 00000000 03000000 00000000",
      "01000000 00000000 02000000 00000000 03000000 00000000 04000000",
      "01000000 00000000 02000000 00000000 0300",
      "01000000 00000000 02000000 00000000 03000000 00000000 04000000 ff",
    ]) {
      expect(toHex(encode(stats, decode(stats, digits)))).toBe(toHex(hex(digits)));
    }
    expect(() => decode(stats, "01000000 00000000 02000000")).toThrow("stats takes 16 bytes, here are 12");
    expectTypeOf(decode(stats, "01000000 00000000 0200000000000000").noHandler).toEqualTypeOf<bigint | undefined>();
  });

  test("text in a field is filled up", () => {
    const named = struct("named", { name: fixedText(4), id: u8 });
    expect(decode(named, "61620000 07")).toEqual({ name: "ab", id: 7 });
    expect(decode(named, "61626364 07").name).toBe("abcd");
    expect(() => encode(named, { name: "abcde" })).toThrow(
      "cannot encode name at byte 0: 5 bytes of text, at most 4 fit",
    );
    // Bytes behind the NUL: the list view of a set keeps them.
    const set = attributes("S", { named: attr(1, named) });
    const list = decodeList(set, "09000100 61006300 07000000");
    expect(list).toEqual([{ name: "named", value: { name: "a", id: 7 }, data: hex("6100630007") }]);
    expect(toHex(encode(set, list))).toBe("09000100 61006300 07000000");
  });
});

test("arrays are whole elements", () => {
  expect(decode(array(u16), "01000200")).toEqual([1, 2]);
  expect(() => decode(array(u16), "010002")).toThrow("3 bytes are no multiple of the 2 of a u16");
  expect(() => encode(array(u16), [1, 65536])).toThrow("cannot encode 1 at byte 2");
});

test("names of values and of bits, with what has none", () => {
  const mode = enumeration(u8, { MODE_A: 0, MODE_B: 1 });
  const flags = flagWord(u32, { F_A: 1, F_B: 2, F_AB: 3, F_TOP: 0x80000000 });
  expect(nameOf(mode, 1)).toBe("MODE_B");
  expect(nameOf(mode, 2)).toBeUndefined();
  expect(namesOf(flags, 0x80000005)).toEqual(["F_A", "F_TOP", "0x4"]);
  expect(decode(mode, "07")).toBe(7);
});

test("an unsigned integer of either length", () => {
  expect(decode(uint, "01000000")).toBe(1n);
  expect(encode(uint, 1n)).toHaveLength(4);
  expect(encode(uint, 2n ** 32n)).toHaveLength(8);
  const set = attributes("S", { count: attr(1, uint) });
  const digits = "0c000100 01000000 00000000";
  expect(toHex(encode(set, decodeList(set, digits)))).toBe(toHex(hex(digits)));
  expect(() => decode(set, "05000100 01000000")).toThrow("u64 takes 8 bytes, here are 1");
});

const vlan = attributes("IFLA_VLAN", { id: attr(1, u16), pad: attr(2, padding) });
const vxlan = attributes("IFLA_VXLAN", { id: attr(1, u32), port: attr(15, be16) });
const vrfPort = attributes("IFLA_VRF_PORT", { table: attr(1, u32) });
const info = attributes("IFLA_INFO", {
  kind: attr(1, text()),
  data: attr(2, choice("kind", { vlan: () => vlan, vxlan: () => vxlan })),
  slaveKind: attr(4, text()),
  slaveData: attr(5, choice("slaveKind", { vrf: () => vrfPort })),
});
const names = attributes("IFLA", { altIfname: attr(53, repeated(text(127))) });
const peerHeader = struct("peer", { family: u8, odd: u8 });
const peerSet = attributes("PEER", { address: attr(1, byFamily({ 2: ipv4, 10: ipv6 })) });
const link = attributes("IFLA", {
  address: attr(1, byFamily({ 2: ipv4, 10: ipv6 }, linkAddress)),
  ifname: attr(3, text(15)),
  linkinfo: attr(
    18,
    nested(() => info),
  ),
  propList: attr(
    52,
    nested(() => names),
  ),
  targets: attr(60, indexed(ipv4, 0)),
  peer: attr(
    61,
    headed(peerHeader, () => peerSet),
  ),
});
const header = struct("ifinfomsg", { family: u8, pad: gap(1), type: u16, index: s32 });
const linkMessage = message("link", { RTM_NEWLINK: 16 }, header, link);

describe("a choice by a sibling", () => {
  const vxlanLink = {
    linkinfo: { kind: "vxlan", data: { id: 7, port: 4789 }, slaveKind: "vrf", slaveData: { table: 3 } },
  } as const;

  test("that stands behind it, in both views and orders, with and without generated code", () => {
    const { kind, data, ...slave } = vxlanLink.linkinfo;
    for (const order of ["little", "big"] as const) {
      const payload = linkMessage.encode({ attributes: { linkinfo: { data, kind, ...slave } } }, { order });
      for (let i = 0; i < 30; i++) {
        for (const generate of [true, false]) {
          expect(linkMessage.decode(payload, { order, generate }).attributes).toEqual(vxlanLink);
        }
      }
      const list = linkMessage.decodeList(payload, { order });
      expect(linkMessage.encode(list, { order })).toEqual(payload);
      expect(linkMessage.encode({ attributes: list.attributes }, { order })).toEqual(payload);
    }
  });

  test("narrows its type", () => {
    const { linkinfo } = linkMessage.decode(linkMessage.encode({ attributes: vxlanLink })).attributes;
    if (linkinfo?.kind === "vxlan")
      expectTypeOf(linkinfo.data).toEqualTypeOf<{ id?: number; port?: number } | undefined>();
    if (linkinfo?.slaveKind === "vrf") expectTypeOf(linkinfo.slaveData?.table).toEqualTypeOf<number | undefined>();
    expectTypeOf(linkinfo?.kind).toExtend<string | undefined>();
    // @ts-expect-error: not a vlan's
    const wrong = () => linkMessage.encode({ attributes: { linkinfo: { kind: "vlan", data: { port: 1 } } } });
    expect(wrong).toThrow('cannot encode link.linkinfo.data at byte 28: IFLA_VLAN has no attribute "port"');
  });

  test("that is not known, or is not there, leaves bytes", () => {
    const other = { linkinfo: { kind: otherCase("dancing"), data: Uint8Array.of(1, 2) } };
    const payload = linkMessage.encode({ attributes: other });
    expect(linkMessage.decode(payload).attributes).toEqual(other);
    const alone = linkMessage.encode({ attributes: { linkinfo: { data: Uint8Array.of(1) } } });
    expect(linkMessage.decode(alone).attributes).toEqual({ linkinfo: { data: Uint8Array.of(1) } });
    // Not what objects inherit.
    const inherited = linkMessage.encode({
      attributes: { linkinfo: { kind: otherCase("constructor"), data: bytesOf(1) } },
    });
    expect(linkMessage.decode(inherited).attributes.linkinfo?.data).toEqual(bytesOf(1));
  });
});

const bytesOf = (...list: number[]): Uint8Array => Uint8Array.from(list);

test("the header's family decides, and a message inside has its own", () => {
  const given = {
    header: { family: 10 },
    attributes: { address: "fe80::1", peer: { header: { family: 2 }, attributes: { address: "10.0.0.1" } } },
  };
  for (let i = 0; i < 20; i++) {
    const decoded = linkMessage.decode(linkMessage.encode(given));
    expect(decoded).toMatchObject(given);
    expect(linkMessage.decode(linkMessage.encode({ attributes: { address: "02:ff" } })).attributes.address).toBe(
      "02:ff",
    );
  }
});

test("repeated attributes are an array, and entries in the list", () => {
  const payload = linkMessage.encode({ attributes: { propList: { altIfname: ["a", "b"] } } });
  expect(linkMessage.decode(payload).attributes.propList).toEqual({ altIfname: ["a", "b"] });
  expect(linkMessage.decodeList(payload).attributes[0]).toMatchObject({
    value: [
      { name: "altIfname", value: "a" },
      { name: "altIfname", value: "b" },
    ],
  });
});

test("a nest that numbers its values is an array, and keeps the numbers in the list", () => {
  const digits = "08000000 0a000001 08000500 0a000002";
  expect(decode(indexed(ipv4, 0), digits)).toEqual(["10.0.0.1", "10.0.0.2"]);
  const list = decodeList(indexed(ipv4, 0), digits);
  expect(list).toEqual([
    { name: "0", value: "10.0.0.1" },
    { name: "5", value: "10.0.0.2" },
  ]);
  expect(toHex(encode(indexed(ipv4, 0), list))).toBe(digits);
  expect(toHex(encode(indexed(ipv4, 0), ["10.0.0.1"]))).toBe("08000000 0a000001");
});

test("padding attributes are left out of the plain view and kept in the list", () => {
  expect(decode(vlan, "04000200 06000100 07000000")).toEqual({ id: 7 });
  expect(decodeList(vlan, "04000200 06000100 07000000")).toEqual([
    { name: "pad", value: bytesOf() },
    { name: "id", value: 7 },
  ]);
  expectTypeOf(decode(vlan, "")).toEqualTypeOf<{ id?: number }>();
});

test("bytes between attributes, and between a header and them, are kept where they are not zeros", () => {
  for (const digits of ["05000300 61ffffff 04000300", "05000300 61000000", "05000300 61"]) {
    const list = decodeList(link, digits);
    expect(toHex(encode(link, list))).toBe(toHex(hex(digits)));
  }
  const inside = headed(struct("h", { a: u8 }), () => vlan);
  for (const digits of ["01ffff00 06000100 07000000", "01", "010000", "01000000"]) {
    expect(toHex(encode(inside, decodeList(inside, digits)))).toBe(toHex(hex(digits)));
  }
});

test("a few attributes without the others", () => {
  const payload = linkMessage.encode({ header: { index: 3 }, attributes: { ifname: "eth0", address: "02:ff" } });
  expect(picker(linkMessage, "ifname")(payload)).toEqual({
    header: { family: 0, type: 0, index: 3 },
    attributes: { ifname: "eth0" },
  });
});

describe("generated decoders", () => {
  test("have the same errors, with their path and offset, and go on afterwards", () => {
    const good = linkMessage.encode({ attributes: { linkinfo: { kind: "vlan", data: { id: 1 } } } });
    for (let i = 0; i < 30; i++) linkMessage.decode(good);
    const bad = good.slice();
    const at = bad.length - 8;
    expect(toHex(bad.subarray(at))).toBe("06000100 01000000");
    bad[at] = 5;
    for (const generate of [true, false]) {
      expect(() => linkMessage.decode(bad, { generate })).toThrow(
        expect.objectContaining({
          path: "link.linkinfo.data.id",
          offset: at + 4,
          reason: "u16 takes 2 bytes, here are 1",
        }),
      );
      expect(linkMessage.decode(good, { generate }).attributes.linkinfo?.kind).toBe("vlan");
    }
  });

  test("take the last of several, and forget nothing when shapes are many", () => {
    const wide = attributes(
      "WIDE",
      Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`n${i}`, attr(i + 1, u8)])),
    );
    const many = message("wide", {}, struct("none", { family: u32 }), wide);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 13 }), fc.nat(255)), { maxLength: 14 }), (list) => {
        const payload = many.encode({
          attributes: list.map(([type, value]) => ({ name: undefined, type, data: bytesOf(value) })),
        });
        const decoded = many.decode(payload);
        expect(decoded).toEqual(many.decode(payload, { generate: false }));
        expect(decoded.attributes).toEqual(
          Object.fromEntries(list.filter(([type]) => type <= 12).map(([type, value]) => [`n${type - 1}`, value])),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test("do not care for what is in their way on the stack", () => {
    // A codec that decodes another message while one is decoded.
    const inner = linkMessage.encode({ attributes: { ifname: "inner" } });
    const nosy: Codec<string | undefined> = {
      name: "nosy",
      decode: () => linkMessage.decode(inner).attributes.ifname,
      decodeList: () => linkMessage.decodeList(inner).attributes.length.toString(),
      encode: (writer) => bytes.encode(writer, bytesOf(1)),
    };
    const outer = message(
      "outer",
      {},
      struct("none", { family: u32 }),
      attributes("O", { a: attr(1, u8), b: attr(2, nosy), c: attr(3, u8) }),
    );
    const payload = outer.encode({ attributes: { a: 1, b: "", c: 3 } });
    for (let i = 0; i < 40; i++) expect(outer.decode(payload).attributes).toEqual({ a: 1, b: "inner", c: 3 });
  });
});

test("wrong kinds of values are CodecErrors too", () => {
  for (const attributes of [
    { linkinfo: 5 },
    { linkinfo: null },
    { ifname: 3 },
    { targets: "x" },
    { propList: { altIfname: 5 } },
    { peer: 5 },
    { address: 5 },
    { linkinfo: { kind: 5, data: 7 } },
  ]) {
    expect(() => linkMessage.encode({ attributes } as object)).toThrow(CodecError);
  }
});
