import { describe, expect, test } from "vitest";
import { expectWire, hex, toHex } from "../testing/wire.js";
import { mdbGetMessage, mdbMessage, mdbRequestMessage } from "./message.js";

const ETH_P_IP = 0x0800;
const ETH_P_IPV6 = 0x86dd;

// after `ip link set br0 type bridge …`     kernel 6.12, RTM_DELMDB
test("an entry of a bridge: a struct with attributes behind it, in nests without a flag", () => {
  const digits = `07000000 09000000
    40000100 3c000100 38000100
      06000000 01 00 0000 ff020000 00000000 00000001 ffa9d897 86dd 0000
      08000100 1a4e0000 05000500 02 000000 05000300 00 000000`;
  expectWire(mdbMessage, digits, {
    header: { family: 7, ifindex: 9 },
    attributes: [
      {
        name: "mdb",
        flags: 0,
        value: [
          {
            name: "entry",
            flags: 0,
            value: [
              {
                name: "info",
                value: {
                  header: {
                    ifindex: 6,
                    state: 1,
                    flags: 0,
                    vid: 0,
                    addr: { address: "ff02::1:ffa9:d897", proto: ETH_P_IPV6 },
                  },
                  attributes: [
                    { name: "timer", value: 19_994 },
                    { name: "rtprot", value: 2 },
                    { name: "groupMode", value: 0 },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

// made with mdbRequestMessage, asked back with mdbGetMessage     kernel 6.12, shortened to one entry
test("an entry of a VXLAN", () => {
  const digits = `07000000 19000000 70000100 6c000100 68000100
    19000000 01 00 0000 ef010101 00000000 00000000 00000000 0800 0000
    08000100 00000000 08000400 c0000201 05000500 04000000 05000300 01000000 08000600 c6336401 06000700 57040000
    08000800 ae080000 08000900 18000000 08000a00 0a000000`;
  expect(mdbMessage.decode(hex(digits), { order: "little" }).attributes.mdb?.entry?.[0]?.info).toEqual([
    {
      header: { ifindex: 25, state: 1, flags: 0, vid: 0, addr: { address: "239.1.1.1", proto: ETH_P_IP } },
      attributes: {
        timer: 0,
        source: "192.0.2.1",
        rtprot: 4,
        groupMode: 1,
        dst: "198.51.100.1",
        dstPort: 1111,
        vni: 2222,
        ifindex: 24,
        srcVni: 10,
      },
    },
  ]);
});

// after `ip link set p0 type bridge_slave … mcast_router 2`     kernel 6.12
test("a port with a router, in an event: without attributes", () => {
  expectWire(mdbMessage, "07000000 09000000 0c000200 08000100 04000000", {
    header: { family: 7, ifindex: 9 },
    attributes: [
      { name: "router", flags: 0, value: [{ name: "port", value: { header: { ifindex: 4 }, attributes: [] } }] },
    ],
  });
});

describe("requests", () => {
  // $ bridge mdb add dev br0 port p1 grp 239.1.1.3 src 192.0.2.44 permanent     iproute2
  test("the same number is another attribute than in answers", () => {
    const digits = `07000000 09000000 20000100 06000000 01 00 0a00 ef010103 00000000 00000000 00000000 0800 0000
      0c000280 08000100 c000022c`;
    expectWire(mdbRequestMessage, digits, {
      header: { family: 7, ifindex: 9 },
      attributes: [
        {
          name: "setEntry",
          value: { ifindex: 6, state: 1, flags: 0, vid: 10, addr: { address: "239.1.1.3", proto: ETH_P_IP } },
        },
        { name: "setEntryAttrs", value: [{ name: "source", value: "192.0.2.44" }] },
      ],
    });
    expect(mdbRequestMessage.attributes.constants).toEqual({ MDBA_SET_ENTRY: 1, MDBA_SET_ENTRY_ATTRS: 2 });
    expect(mdbGetMessage.attributes.constants).toEqual({ MDBA_GET_ENTRY: 1, MDBA_GET_ENTRY_ATTRS: 2 });
    expect(mdbMessage.attributes.constants).toEqual({ MDBA_MDB: 1, MDBA_ROUTER: 2 });
  });

  // kernel 6.12 took this
  test("with a list of sources", () => {
    const payload = mdbRequestMessage.encode(
      {
        header: { family: 7, ifindex: 25 },
        attributes: {
          setEntry: { ifindex: 25, state: 1, addr: { address: "ff0e::2" } },
          setEntryAttrs: {
            groupMode: 1,
            srcList: { entry: [{ address: "2001:db8::3" }, { address: "2001:db8::4" }] },
            srcVni: 10,
          },
        },
      },
      { order: "little" },
    );
    expect(toHex(payload)).toBe(
      toHex(
        hex(`07000000 19000000 20000100 19000000 01000000 ff0e0000 00000000 00000000 00000002 86dd0000
          48000280 05000300 01000000
          34000280 18000180 14000100 20010db8 00000000 00000000 00000003
                   18000180 14000100 20010db8 00000000 00000000 00000004
          08000900 0a000000`),
      ),
    );
  });
});

describe("a group's address", () => {
  const entryOf = (addr: { address: string; proto?: number; rest?: Uint8Array }) => {
    const payload = mdbRequestMessage.encode({ attributes: { setEntry: { addr } } });
    return mdbRequestMessage.decode(payload).attributes.setEntry?.addr;
  };

  test.each([
    ["239.1.1.1", ETH_P_IP],
    ["ff0e::1", ETH_P_IPV6],
    ["01:02:03:00:00:01", 0],
    ["1:2:3:4:5:6:7:8", ETH_P_IPV6],
  ])("%s says by itself what it is", (address, proto) => {
    expect(entryOf({ address })).toEqual({ address, proto });
  });

  test("of another kind it is all sixteen bytes", () => {
    const address = "00:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f";
    expect(entryOf({ address, proto: 0x88f7 })).toEqual({ address, proto: 0x88f7 });
    expect(() => entryOf({ address: "00:01", proto: 0x88f7 })).toThrow("does not take the 16 bytes of a group");
  });

  test("what stands behind it is kept", () => {
    const rest = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 3);
    expect(entryOf({ address: "239.1.1.1", rest })).toEqual({ address: "239.1.1.1", proto: ETH_P_IP, rest });
    expect(() => entryOf({ address: "ff0e::1", rest })).toThrow("14 bytes of rest where 2 belong");
  });

  test("none at all is zero", () => {
    const payload = mdbRequestMessage.encode({ attributes: { setEntry: { addr: {} } } });
    expect(mdbRequestMessage.decode(payload).attributes.setEntry?.addr).toEqual({
      address: "00:00:00:00:00:00",
      proto: 0,
    });
  });
});
