import { describe, expect, expectTypeOf, test } from "vitest";
import { namesOf } from "../codec/numbers.js";
import { locate } from "../message/locate.js";
import { expectWire, hex, toHex } from "../testing/wire.js";
import { ifinfomsg, linkFlags } from "./header.js";
import { linkMessage } from "./message.js";

const none = { family: 0, type: 0, index: 0, flags: 0, change: 0 };
const header = "00000000 00000000 00000000 00000000";
const decode = (digits: string) => linkMessage.decode(hex(digits), { order: "little" });
const decodeList = (digits: string) => linkMessage.decodeList(hex(digits), { order: "little" });
const encode = (given: Parameters<typeof linkMessage.encode>[0]) =>
  toHex(linkMessage.encode(given, { order: "little" }));

// $ ip link add v2 type veth peer v3      iproute2 7.1
test("a link inside a link", () => {
  const digits = `${header} 07000300 76320000 30001200 09000100 76657468 00000000 20000200 1c000100
    00000000 00000000 00000000 00000000 07000300 76330000`;
  const peer = { header: none, attributes: [{ name: "ifname" as const, value: "v3" }] };
  expectWire(linkMessage, digits, {
    header: none,
    attributes: [
      { name: "ifname", value: "v2" },
      {
        name: "linkinfo",
        value: [
          { name: "kind", value: "veth" },
          { name: "data", value: [{ name: "peer", value: peer }], flags: 0 },
        ],
        flags: 0,
      },
    ],
  });
  const { linkinfo } = decode(digits).attributes;
  if (linkinfo?.kind !== "veth") throw new Error("no veth");
  expect(linkinfo.data?.peer?.attributes.ifname).toBe("v3");
});

describe("a link as a bridge's port", () => {
  // $ bridge vlan add dev br0 vid 10 self      kernel 6.1, notification; the first attribute of AF_SPEC has number 2
  const port = "07000100 09000000 43100100 00000000 14001a00 08000200 06000100 08000200 00000a00";

  test("has another set in AF_SPEC", () => {
    const { header: fields, attributes } = decode(port);
    expect(attributes).toEqual({
      afSpec: {
        vlanInfo: [
          { flags: 6, vid: 1 },
          { flags: 0, vid: 10 },
        ],
      },
    });
    expect(namesOf(linkFlags, fields.flags)).toEqual([
      "IFF_UP",
      "IFF_BROADCAST",
      "IFF_RUNNING",
      "IFF_MULTICAST",
      "IFF_LOWER_UP",
    ]);
  });

  // $ bridge vlan add dev br0 vid 10 self      iproute2 7.1
  test("has an attribute of number 0", () => {
    const digits = "07000000 09000000 00000000 00000000 14001a00 06000000 00000000 08000200 20000a00";
    expect(decode(digits).attributes.afSpec).toEqual({ flags: 0, vlanInfo: [{ flags: 0x20, vid: 10 }] });
  });

  // made by hand
  test("has another set in PROTINFO, too, and IPv6 another one", () => {
    expect(decode("07000000 09000000 00000000 00000000 0c000c80 05000100 03000000").attributes.protinfo).toEqual({
      state: 3,
    });
    expect(decode("0a000000 09000000 00000000 00000000 0c000c00 08000100 00000080").attributes.protinfo).toEqual({
      flags: 0x8000_0000,
    });
    expect(encode({ header: { family: 7, index: 9 }, attributes: { protinfo: { state: 3 } } })).toBe(
      "07000000 09000000 00000000 00000000 0c000c80 05000100 03000000",
    );
  });

  // made by hand: what the first kernels with bridges took
  test("may have one byte in PROTINFO instead", () => {
    expectWire(linkMessage, "07000000 09000000 00000000 00000000 05000c00 03000000", {
      header: { ...none, family: 7, index: 9 },
      attributes: [{ name: "protinfo", value: [{ name: undefined, type: undefined, data: hex("03") }], flags: 0 }],
    });
  });
});

describe("net.ipv4.conf", () => {
  // made by hand, of the first three values
  const packed = `${header} 18001a00 14000200 10000100 01000000 00000000 02000000`;
  const nest = `${header} 14001a80 10000280 0c000180 08000800 ffffffff`;

  test("comes packed", () => {
    expect(decode(packed).attributes.afSpec).toEqual({
      inet: { conf: { forwarding: 1, mcForwarding: 0, proxyArp: 2 } },
    });
    const inet = [{ name: "conf" as const, value: [1, 0, 2], flags: 0 }];
    expectWire(linkMessage, packed, {
      header: none,
      attributes: [{ name: "afSpec", value: [{ name: "inet", value: inet, flags: 0 }], flags: 0 }],
    });
  });

  test("goes as a nest", () => {
    expect(encode({ attributes: { afSpec: { inet: { conf: { rpFilter: -1 } } } } })).toBe(nest);
    expect(decode(nest).attributes.afSpec?.inet?.conf).toEqual({ rpFilter: -1 });
  });

  test("has paths either way", () => {
    expect(locate(linkMessage, hex(packed), 36, { order: "little" }).path.join(".")).toBe(
      "link.afSpec.inet.conf.proxyArp",
    );
    expect(locate(linkMessage, hex(nest), 34, { order: "little" }).path.join(".")).toBe(
      "link.afSpec.inet.conf.rpFilter",
    );
  });
});

// made by hand: Linux 4.4 has neither rx_nohandler nor rx_otherhost_dropped
test("counters of older kernels are fewer, of newer ones more", () => {
  const counters = (count: number) =>
    `${header} ${(count * 8 + 4).toString(16)}001700 ${"07".padEnd(16, "0").repeat(count)}`;
  const { stats64 } = decode(counters(23)).attributes;
  expect(stats64?.txCompressed).toBe(7n);
  expect(stats64?.rxNohandler).toBeUndefined();
  expect(decode(counters(25)).attributes.stats64?.rxOtherhostDropped).toBe(7n);
  for (const count of [23, 24, 25, 26]) {
    const digits = counters(count);
    expect(toHex(linkMessage.encode(decodeList(digits), { order: "little" }))).toBe(toHex(hex(digits)));
  }
});

// $ ip link set eth0 vf 0 mac 02:00:00:00:0f:01      iproute2 7.1
test("a virtual function's address has room for the longest", () => {
  const address = "02000000 0f010000 00000000 00000000 00000000 00000000 00000000 00000000";
  const digits = `${header} 30001600 2c000100 28000100 00000000 ${address}`;
  const info = [{ mac: { vf: 0, mac: "02:00:00:00:0f:01" } }];
  expect(decode(digits).attributes).toEqual({ vfinfoList: { info } });
  const flagged = digits.replace("30001600", "30001680").replace("2c000100", "2c000180");
  expect(encode({ attributes: { vfinfoList: { info } } })).toBe(flagged);
  const long = Array.from({ length: 20 }, (_, i) => `0${i % 10}`).join(":");
  const bytes = linkMessage.encode({ attributes: { vfinfoList: { info: [{ mac: { vf: 1, mac: long } }] } } });
  expect(linkMessage.decode(bytes).attributes.vfinfoList?.info).toEqual([{ mac: { vf: 1, mac: long } }]);
  expect(() =>
    linkMessage.encode({ attributes: { vfinfoList: { info: [{ mac: { mac: `${long}:${long}` } }] } } }),
  ).toThrow("at most 32 fit");
});

test("several names of one link", () => {
  const propList = { altIfname: ["a-much-longer-name-than-fifteen-characters", "second"] };
  const payload = linkMessage.encode({ header: { index: 3 }, attributes: { propList } });
  expect(linkMessage.decode(payload).attributes).toEqual({ propList });
});

test("a header that is too short is none", () => {
  expect(() => linkMessage.decode(hex("00000000"))).toThrow("ifinfomsg takes 16 bytes, here are 4");
});

describe("types", () => {
  test("the kind tells what its data is", () => {
    const { attributes } = decode(header);
    const { linkinfo } = attributes;
    if (linkinfo?.kind === "vxlan") {
      expectTypeOf(linkinfo.data?.id).toEqualTypeOf<number | undefined>();
      // @ts-expect-error: a vlan's
      expectTypeOf(linkinfo.data?.protocol).toBeUndefined();
    }
    if (linkinfo?.slaveKind === "bridge") expectTypeOf(linkinfo.slaveData?.cost).toEqualTypeOf<number | undefined>();
    linkMessage.encode({ attributes: { linkinfo: { kind: "vlan", data: { id: 5 } } } });
    // @ts-expect-error: a vxlan's
    expect(() => linkMessage.encode({ attributes: { linkinfo: { kind: "vlan", data: { port: 5 } } } })).toThrow("port");
    linkMessage.encode({ attributes: { linkinfo: { slaveKind: "bridge", slaveData: { cost: 5 } } } });
  });

  test("sets that the family decides need no telling apart", () => {
    const { afSpec, protinfo } = decode(header).attributes;
    expectTypeOf(afSpec?.inet6?.conf?.disableIpv6).toEqualTypeOf<number | undefined>();
    expectTypeOf(afSpec?.vlanInfo?.[0]?.vid).toEqualTypeOf<number | undefined>();
    expectTypeOf(protinfo?.cost).toEqualTypeOf<number | undefined>();
    expectTypeOf(protinfo?.raMtu).toEqualTypeOf<number | undefined>();
    const list = decodeList(header).attributes.find(({ name }) => name === "afSpec");
    if (list?.name === "afSpec") {
      for (const entry of list.value) if (entry.name === "mode") expectTypeOf(entry.value).toEqualTypeOf<number>();
    }
    expect(ifinfomsg.length).toBe(16);
  });
});
