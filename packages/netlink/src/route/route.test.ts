import { describe, expect, expectTypeOf, test } from "vitest";
import { CodecError } from "../errors.js";
import { locate } from "../message/locate.js";
import { expectWire, hex, toHex } from "../testing/wire.js";
import { routeAttributes } from "./attributes.js";
import type { GeneveOption } from "./encap/ip-options.js";
import { routeMessage } from "./message.js";

const little = { order: "little" } as const;
const unicast = { srcLen: 0, tos: 0, table: 254, protocol: 3, scope: 0, type: 1, flags: 0 };

// $ ip route add 10.2.0.0/16 nexthop via 192.0.2.11 weight 1 nexthop via 198.51.100.11 weight 5 nexthop dev d1 weight 10
const multipath = `02100000 fe030001 00000000 08000100 0a020000 2c000900
  10000000 00000000 08000500 c000020b 10000004 00000000 08000500 c633640b 08000009 04000000`;

test("several nexthops, each with attributes of its own", () => {
  expectWire(routeMessage, multipath, {
    header: { ...unicast, family: 2, dstLen: 16 },
    attributes: [
      { name: "dst", value: "10.2.0.0" },
      {
        name: "multipath",
        value: [
          { flags: 0, hops: 0, ifindex: 0, attributes: [{ name: "gateway", value: "192.0.2.11" }] },
          { flags: 0, hops: 4, ifindex: 0, attributes: [{ name: "gateway", value: "198.51.100.11" }] },
          { flags: 0, hops: 9, ifindex: 4, attributes: [] },
        ],
      },
    ],
  });
  const { attributes } = routeMessage.decode(hex(multipath), little);
  expect(attributes.multipath?.map((hop) => hop.attributes.gateway)).toEqual([
    "192.0.2.11",
    "198.51.100.11",
    undefined,
  ]);
  expect(routeMessage.encode({ header: { ...unicast, family: 2, dstLen: 16 }, attributes }, little)).toEqual(
    hex(multipath),
  );
});

test("the path of a byte leads through a nexthop, and so does an error's", () => {
  const paths = [24, 26, 36, 56].map((offset) => locate(routeMessage, hex(multipath), offset, little).path.join("."));
  expect(paths).toEqual([
    "route.multipath.0",
    "route.multipath.0.flags",
    "route.multipath.0.gateway",
    "route.multipath.2",
  ]);
  const short = hex(multipath);
  short[48] = 9;
  expect(() => routeMessage.decode(short, little)).toThrow("route.multipath.1 at byte 48");
  expect(() =>
    routeMessage.encode({ header: { family: 2 }, attributes: { multipath: [{}, { attributes: { oif: -1 } }] } }),
  ).toThrow("route.multipath.1.oif");
});

test.each([
  ["shorter than itself", "0700 0000 00000000"],
  ["longer than the attribute", "0900 0000 00000000"],
  ["cut off", "0800 0000"],
])("a nexthop that is %s is an error", (_, digits) => {
  const payload = `02000000 00000000 00000000 ${digits.length > 10 ? "0c00" : "0800"}0900 ${digits}`;
  expect(() => routeMessage.decodeList(hex(payload), little)).toThrow(CodecError);
});

// made by hand: a nexthop of 14 bytes, whose padding is not zero
test("what stands between nexthops is kept", () => {
  const digits = `02000000 00000000 00000000 1c000900 0e000100 02000000 06006300 abcdeeff 08000000 03000000`;
  expectWire(routeMessage, digits, {
    header: { family: 2, dstLen: 0, srcLen: 0, tos: 0, table: 0, protocol: 0, scope: 0, type: 0, flags: 0 },
    attributes: [
      {
        name: "multipath",
        value: [
          {
            flags: 1,
            hops: 0,
            ifindex: 2,
            attributes: [{ name: undefined, type: 99, data: hex("abcd"), padding: new Uint8Array() }],
            padding: hex("eeff"),
          },
          { flags: 0, hops: 0, ifindex: 3, attributes: [] },
        ],
      },
    ],
  });
});

// $ ip -f mpls route add 101 as 200/201 via inet 192.0.2.51 dev d0
test("MPLS: labels are text, as `ip` writes them", () => {
  const digits = `1c140000 fe030001 00000000 08000100 00065100 0c001300 000c8000 000c9100
    0a001200 0200c000 02330000 08000400 03000000`;
  expectWire(routeMessage, digits, {
    header: { ...unicast, family: 28, dstLen: 20 },
    attributes: [
      { name: "dst", value: "101" },
      { name: "newdst", value: "200/201" },
      { name: "via", value: { family: 2, address: "192.0.2.51" } },
      { name: "oif", value: 3 },
    ],
  });
});

// made by hand: class 5, bottom in the middle, time to live 64
test("MPLS: what labels do not say is kept in the list", () => {
  const digits = "1c140000 00000000 00000000 0c000100 00064b40 000c8000";
  const list = routeMessage.decodeList(hex(digits), little);
  expect(list.attributes).toEqual([{ name: "dst", value: "100/200", data: hex("00064b40 000c8000") }]);
  expect(routeMessage.encode(list, little)).toEqual(hex(digits));
  const given = (dst: string) => () => routeMessage.encode({ header: { family: 28 }, attributes: { dst } });
  for (const dst of ["1048576", "100/", "-1", "0x10", "10.0.0.0"]) expect(given(dst)).toThrow(CodecError);
});

test("an address of no known family is text where it looks like IP, else bytes", () => {
  const of = (dst: string | Uint8Array) =>
    routeMessage.decode(routeMessage.encode({ attributes: { dst } })).attributes.dst;
  expect(of("192.0.2.1")).toBe("192.0.2.1");
  expect(of("2001:db8::1")).toBe("2001:db8::1");
  expect(of(hex("08"))).toEqual(hex("08"));
});

// kernel 6.1, what is told after MRT_ADD_MFC: RTA_EXPIRES has 64 bits here, and 32 in requests for IPv6
test("a multicast route has the addresses of its family", () => {
  const digits = `80202000 fd110005 00000000 08000f00 fd000000 08000200 c000024d 08000100 ef030303 08000300 03000000
    0c000900 08000001 04000000 04001800 1c001100 00000000 00000000 00000000 00000000 00000000 00000000
    04001800 0c001700 00000000 00000000`;
  expectWire(routeMessage, digits, {
    header: { ...unicast, family: 128, dstLen: 32, srcLen: 32, table: 253, protocol: 17, type: 5 },
    attributes: [
      { name: "table", value: 253 },
      { name: "src", value: "192.0.2.77" },
      { name: "dst", value: "239.3.3.3" },
      { name: "iif", value: 3 },
      { name: "multipath", value: [{ flags: 0, hops: 1, ifindex: 4, attributes: [] }] },
      { name: "pad", value: new Uint8Array() },
      { name: "mfcStats", value: { packets: 0n, bytes: 0n, wrongIf: 0n } },
      { name: "pad", value: new Uint8Array() },
      { name: "expires", value: 0n },
    ],
  });
  const request = routeMessage.encode({ header: { family: 10 }, attributes: { expires: 600 } }, little);
  expect(toHex(request.subarray(12))).toBe("08001700 58020000");
});

describe("encapsulation is chosen by the type beside it, which stands behind in requests", () => {
  // $ ip -6 route add 2001:db8:51::/48 encap seg6 mode encap segs 2001:db8::100,2001:db8::101 dev d0
  test("segment routing", () => {
    const digits = `0a300000 fe030001 00000000 14000100 20010db8 00510000 00000000 00000000
      34001680 30000100 01000000 00040401 01000000 20010db8 00000000 00000000 00000101 20010db8 00000000 00000000 00000100
      06001500 05000000 08000400 03000000`;
    const segments = ["2001:db8::101", "2001:db8::100"];
    const srh = { nexthdr: 0, hdrlen: 4, type: 4, segmentsLeft: 1, firstSegment: 1, flags: 0, tag: 0 };
    const { attributes } = routeMessage.decode(hex(digits), little);
    expect(attributes.encap).toEqual({ srh: { mode: 1, srh: { ...srh, segments, tlvs: [] } } });
    expect(routeMessage.encode(routeMessage.decodeList(hex(digits), little), little)).toEqual(hex(digits));
    // Lengths and counts are worked out.
    const made = routeMessage.encode(
      {
        header: { ...unicast, family: 10, dstLen: 48 },
        attributes: {
          dst: "2001:db8:51::",
          encap: { srh: { mode: 1, srh: { segments } } },
          encapType: 5,
          oif: 3,
        },
      },
      little,
    );
    expect(toHex(made)).toBe(toHex(hex(digits)));
  });

  // made by hand: a TLV of padding, and a byte that is none
  test("TLVs behind the segments", () => {
    const srh = { segments: ["::1"], tlvs: [{ type: 4, data: hex("0000") }], rest: hex("05") };
    const encode = (input: typeof srh & { hdrlen?: number }) =>
      routeMessage.encode({ attributes: { encapType: 7, encap: { srh: input } } }, little);
    expect(() => encode(srh)).toThrow("29 bytes are no multiple of 8");
    const { attributes } = routeMessage.decode(encode({ ...srh, hdrlen: 3 }), little);
    expect(attributes.encap).toMatchObject({ srh: { ...srh, hdrlen: 3 } });
  });

  // the encapsulation of $ ip -6 route add 2001:db8:55::/48 encap ioam6 mode inline trace prealloc type 0x800000 ns 1 size 12 dev d0
  test("IOAM", () => {
    const digits = `0a000000 00000000 00000000 06001500 09000000 28001680 08000400 01000000 08000500 01000000
      05000100 01000000 0c000300 00010803 80000000`;
    expect(routeMessage.decode(hex(digits), little).attributes.encap).toEqual({
      freqK: 1,
      freqN: 1,
      mode: 1,
      trace: { namespaceId: 1, nodelen: 1, overflow: false, remlen: 3, type: 0x80000000 },
    });
    expect(routeMessage.encode(routeMessage.decode(hex(digits), little), little)).toEqual(hex(digits));
  });

  // made by hand, two options as kernels send them: in one nest; requests have a nest for each
  test("Geneve options are an array", () => {
    const digits = `02000000 00000000 00000000 06001500 02000000 38001600 34000800 30000100
      06000100 01020000 05000200 80000000 04000300 06000100 01030000 05000200 81000000 08000300 aabbccdd`;
    const options: GeneveOption[] = [
      { class: 0x102, type: 0x80, data: new Uint8Array() },
      { class: 0x103, type: 0x81, data: hex("aabbccdd") },
    ];
    const decoded = routeMessage.decode(hex(digits), little);
    expect(decoded.attributes.encap).toEqual({ opts: { geneve: options } });
    const request = routeMessage.encode(decoded, little);
    expect(toHex(request.subarray(24, 32))).toBe("38000880 18000180");
    expect(routeMessage.decode(request, little)).toEqual(decoded);
    const list = routeMessage.decodeList(hex(digits), little);
    expect(routeMessage.encode(list, little)).toEqual(hex(digits));
  });

  test("bytes for a type that is not known", () => {
    const digits = "02000000 00000000 00000000 06001500 63000000 06001600 01020000";
    expect(routeMessage.decode(hex(digits), little).attributes).toEqual({ encapType: 0x63, encap: hex("0102") });
    expect(routeMessage.encode(routeMessage.decodeList(hex(digits), little), little)).toEqual(hex(digits));
  });
});

// iproute2 sends names of algorithms without NUL, the kernel with one
test("metrics", () => {
  const digits = "02000000 00000000 00000000 14000880 08000200 78050000 08001000 72656e6f";
  const list = routeMessage.decodeList(hex(digits), little);
  expect(list.attributes).toEqual([
    {
      name: "metrics",
      value: [
        { name: "mtu", value: 1400 },
        { name: "ccAlgo", value: "reno", data: hex("72656e6f") },
      ],
    },
  ]);
  expect(routeMessage.encode(list, little)).toEqual(hex(digits));
});

test("types come from the table", () => {
  const { attributes } = routeMessage.decode(hex("02000000 00000000 00000000"));
  expectTypeOf(attributes.dst).toEqualTypeOf<string | Uint8Array | undefined>();
  expectTypeOf(attributes.multipath?.[0]?.attributes.metrics?.mtu).toEqualTypeOf<number | undefined>();
  expectTypeOf(attributes.multipath?.[0]?.attributes.multipath?.[0]?.hops).toEqualTypeOf<number | undefined>();
  if (attributes.encapType === 1) expectTypeOf(attributes.encap?.dst).toEqualTypeOf<string | undefined>();
  if (attributes.encapType === 2) expectTypeOf(attributes.encap?.id).toEqualTypeOf<bigint | undefined>();
  // @ts-expect-error: no such attribute
  expectTypeOf(attributes.speed).toBeUndefined();
  // @ts-expect-error: MPLS has no id
  const wrong = (): unknown => routeMessage.encode({ attributes: { encapType: 1, encap: { id: 1n } } });
  expect(wrong).toThrow(CodecError);
  expect(routeAttributes.constants).toMatchObject({ RTA_DST: 1, RTA_MFC_STATS: 17, RTA_NH_ID: 30 });
});
