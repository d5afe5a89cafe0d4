import type { nexthopMessage, routeMessage } from "@netns/netlink";
import type { Thing } from "../cycle.js";
import { isUserModeLinux } from "../kernel.js";
import type { Ends } from "../roads.js";

const INET = 2;
const INET6 = 10;
const MPLS = 28;
const MAIN = 254;
const STATIC = 4;
const UNICAST = 1;

/** What encapsulated routes go by. */
export interface EncapEnds extends Ends {
  /** A link of kind xfrm that takes its parameters from routes. */
  readonly xfrm: number;
}

type Route = Thing<typeof routeMessage>;
type Attributes = NonNullable<Route["message"]["attributes"]>;
/** Told by name, so that TypeScript checks the nest by its type. */
type Encap = Exclude<Attributes, readonly unknown[]>;

/** A route to the nth destination. */
type Draft = (nth: number) => Route;

function route4(about: string, attributes: Encap): Draft {
  const header = { family: INET, dstLen: 16, table: MAIN, protocol: STATIC, type: UNICAST };
  return (nth) => ({ about, message: { header, attributes: { ...attributes, dst: `10.${50 + nth}.0.0` } } });
}

function route6(about: string, attributes: Encap): Draft {
  const header = { family: INET6, dstLen: 128, table: MAIN, protocol: STATIC, type: UNICAST };
  return (nth) => ({ about, message: { header, attributes: { ...attributes, dst: `2001:db8:50::${nth}` } } });
}

const segments = ["2001:db8::100", "2001:db8::101"];

const drafts = ({ near, other, xfrm }: EncapEnds): readonly Draft[] => [
  route4("MPLS, IPv4", { gateway: "192.0.2.30", encapType: 1, encap: { dst: "100/200/300", ttl: 17 } }),
  route6("MPLS, IPv6", { gateway: "2001:db8:a::30", oif: near, encapType: 1, encap: { dst: "500", ttl: 3 } }),
  route4("IPv4", {
    oif: other,
    encapType: 2,
    // TUNNEL_CSUM, TUNNEL_KEY, TUNNEL_SEQ
    encap: { id: 1000n, dst: "203.0.113.5", src: "192.0.2.1", ttl: 9, tos: 4, flags: 0x000d },
  }),
  route4("IPv4, Geneve's options", {
    oif: other,
    encapType: 2,
    encap: {
      id: 3n,
      dst: "203.0.113.7",
      opts: {
        geneve: [
          { class: 258, type: 1, data: new Uint8Array([1, 2, 3, 4]) },
          { class: 259, type: 2, data: new Uint8Array(8) },
        ],
      },
    },
  }),
  route4("IPv4, VXLAN's options", {
    oif: other,
    encapType: 2,
    encap: { id: 3n, dst: "203.0.113.7", opts: { vxlan: { gbp: 456 } } },
  }),
  route4("IPv4, ERSPAN's options, version 1", {
    oif: other,
    encapType: 2,
    encap: { id: 3n, dst: "203.0.113.7", opts: { erspan: { ver: 1, index: 2 } } },
  }),
  route4("IPv4, ERSPAN's options, version 2", {
    oif: other,
    encapType: 2,
    encap: { id: 3n, dst: "203.0.113.7", opts: { erspan: { ver: 2, dir: 1, hwid: 7 } } },
  }),
  route6("IPv6", {
    oif: other,
    encapType: 4,
    encap: { id: 1001n, dst: "2001:db8::55", src: "2001:db8::1", hoplimit: 11, tc: 5, flags: 0x000d },
  }),
  route6("IPv6, Geneve's options", {
    oif: other,
    encapType: 4,
    encap: {
      id: 3n,
      dst: "2001:db8::55",
      opts: { geneve: [{ class: 258, type: 1, data: new Uint8Array([1, 2, 3, 4]) }] },
    },
  }),
  route6("ILA", {
    gateway: "2001:db8:a::30",
    oif: near,
    encapType: 3,
    encap: { locator: 0x20010db800550000n, csumMode: 2, identType: 1, hookType: 0 },
  }),
  route6("segment routing", { oif: near, encapType: 5, encap: { srh: { mode: 1, srh: { segments } } } }),
  route6("segment routing, in the packet", {
    oif: near,
    encapType: 5,
    encap: { srh: { mode: 0, srh: { segments: ["::", "2001:db8::102"] } } },
  }),
  route6("segment routing, reduced", { oif: near, encapType: 5, encap: { srh: { mode: 3, srh: { segments } } } }),
  route4("segment routing, IPv4", { oif: near, encapType: 5, encap: { srh: { mode: 1, srh: { segments } } } }),
  route6("a segment: End", { oif: near, encapType: 7, encap: { action: 1 } }),
  route6("a segment: End.X, counted", {
    oif: near,
    encapType: 7,
    encap: { action: 2, nh6: "2001:db8:a::40", counters: { packets: 0n, bytes: 0n, errors: 0n } },
  }),
  route6("a segment: End.T", { oif: near, encapType: 7, encap: { action: 3, table: 100 } }),
  route6("a segment: End.DX2", { oif: near, encapType: 7, encap: { action: 4, oif: other } }),
  route6("a segment: End.DX6", { oif: near, encapType: 7, encap: { action: 5, nh6: "2001:db8:a::40" } }),
  route6("a segment: End.DX4", { oif: near, encapType: 7, encap: { action: 6, nh4: "192.0.2.40" } }),
  route6("a segment: End.DT6", { oif: near, encapType: 7, encap: { action: 7, table: 254 } }),
  route6("a segment: End.B6.Encaps", {
    oif: near,
    encapType: 7,
    encap: { action: 10, srh: { segments: ["2001:db8::105", "2001:db8::106"] } },
  }),
  route6("a segment: flavors", {
    oif: near,
    encapType: 7,
    // SEG6_LOCAL_FLV_OP_NEXT_CSID
    encap: { action: 1, flavors: { operation: 1 << 4, lcblockBits: 48, lcnodeFnBits: 16 } },
  }),
  route6("RPL", { oif: near, encapType: 8, encap: { srh: { segments: ["2001:db8::107", "2001:db8::108"] } } }),
  route6("IOAM", {
    oif: near,
    encapType: 9,
    encap: { mode: 1, freqK: 1, freqN: 2, trace: { namespaceId: 1, type: 0x80000000, remlen: 3 } },
  }),
  route6("IOAM, encapsulated", {
    oif: near,
    encapType: 9,
    encap: {
      mode: 2,
      freqK: 1,
      freqN: 1,
      dst: "2001:db8::77",
      src: "2001:db8:a::1",
      trace: { namespaceId: 1, type: 0x80000000, remlen: 3 },
    },
  }),
  route4("several ways, each into something else", {
    multipath: [
      {
        ifindex: near,
        flags: 0,
        hops: 0,
        attributes: { gateway: "192.0.2.31", encapType: 1, encap: { dst: "600" } },
      },
      {
        ifindex: other,
        flags: 0,
        hops: 1,
        attributes: { encapType: 2, encap: { id: 7n, dst: "203.0.113.7", src: "0.0.0.0", ttl: 5, tos: 0, flags: 0 } },
      },
    ],
  }),
  route4("xfrm", { oif: xfrm, encapType: 10, encap: { ifId: 100, link: near } }),
];

/** Linux 6.18 panics when it is to tell a route with options of IP tunnels, and no machine is to find out what else. */
function notHere(): void {
  if (!isUserModeLinux) throw new Error("encapsulated routes are for the second kernel only");
}

/** Routes whose packets are put into others. */
export function encapsulated(ends: EncapEnds): readonly Route[] {
  notHere();
  return drafts(ends).map((draft, nth) => draft(nth));
}

/** Routes of labels. */
export const mplsRoutes = ({ near }: Ends): readonly Route[] => {
  const header = { family: MPLS, dstLen: 20, table: MAIN, protocol: STATIC, type: UNICAST };
  return [
    {
      about: "taken off",
      message: { header, attributes: { dst: "100", oif: near, via: { family: INET, address: "192.0.2.50" } } },
    },
    {
      about: "replaced, and the time to live kept to itself",
      message: {
        header,
        attributes: {
          dst: "101",
          oif: near,
          newdst: "200/201",
          via: { family: INET6, address: "2001:db8:a::51" },
          ttlPropagate: 0,
        },
      },
    },
    {
      about: "several ways",
      message: {
        header,
        attributes: {
          dst: "102",
          multipath: [
            {
              ifindex: near,
              flags: 0,
              hops: 0,
              attributes: { newdst: "300", via: { family: INET, address: "192.0.2.52" } },
            },
            {
              ifindex: near,
              flags: 0,
              hops: 0,
              attributes: { newdst: "301/302", via: { family: INET6, address: "2001:db8:a::52" } },
            },
          ],
        },
      },
    },
  ];
};

/** A nexthop whose packets are put into others. */
export function encapsulatedNexthop({ near }: Ends): Thing<typeof nexthopMessage> {
  notHere();
  return {
    about: "a nexthop",
    message: {
      header: { family: INET, protocol: STATIC },
      attributes: { id: 40, oif: near, gateway: "192.0.2.32", encapType: 1, encap: { dst: "700/800" } },
    },
    again: { header: { scope: 0 } },
  };
}
