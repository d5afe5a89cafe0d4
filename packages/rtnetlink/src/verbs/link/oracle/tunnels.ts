import {
  CAPABLE,
  encap,
  erspan4,
  erspan6,
  fou,
  fou6,
  gre4,
  gre6,
  ip6tnl,
  ipip,
  isatap,
  mirror4,
  mirror6,
  sixRd,
  v4,
  v6,
  vti4,
  vti6,
} from "../../../through-kernel/kinds/given/tunnels.js";
import type { LinkChanges } from "../set.js";
import type { KindCase, KindCases } from "./case.js";

const encapWords = "encap fou encap-csum encap-sport 1234 encap-dport 5678";
// ip(8) has no checksum for IPv4 then, and always one for IPv6.
const encapWords6 = encapWords.replace("encap-csum ", "");
const encapShown = { encap: { type: "fou", sport: 1234, dport: 5678, csum: true } };
const v4Words = "local 192.0.2.1 remote 192.0.2.2";
const v6Words = "local 2001:db8::1 remote 2001:db8::2";
// What ip(8) says of IPv6 where it is not told.
const v6Usual = { ttl: 64, encapLimit: 4 };
const notInUdp = { encapType: 0, encapFlags: 2 };

/** Frames in tunnels: their links have addresses, at random where none is said. */
function ethernet<T extends { readonly ours: object; readonly words?: string }>(cases: readonly T[]): readonly T[] {
  const address = "02:00:00:00:01:01";
  return cases.map((one) => ({ ...one, ours: { ...one.ours, address }, words: `address ${address} ${one.words}` }));
}

const gre = (kind: "gre" | "gretap"): readonly KindCase<"gre">[] => [
  {
    about: "all bits",
    ours: {
      data: { link: "low0", ...gre4 },
    },
    words: `type ${kind} ${v4Words} dev low0 seq csum ikey 1 okey 2 ttl 64 tos 0x10 pmtudisc fwmark 0x55`,
    shown: {
      remote: "192.0.2.2",
      local: "192.0.2.1",
      link: "low0",
      ttl: 64,
      tos: "0x10",
      ikey: "0.0.0.1",
      okey: "0.0.0.2",
      iseq: true,
      oseq: true,
      icsum: true,
      ocsum: true,
      fwmark: "0x55",
    },
    change: {
      // What is not said stays: the kernel itself would forget the ends.
      ours: { kind, data: { ttl: 5 } } as LinkChanges,
      words: `type ${kind} ttl 5`,
      shown: { ttl: 5, remote: "192.0.2.2", okey: "0.0.0.2" },
    },
  },
  {
    about: "ignoring DF",
    ours: { data: { ...v4, ttl: 0, pmtudisc: 0, ignoreDf: 1 } },
    words: `type ${kind} ${v4Words} nopmtudisc ignore-df`,
    shown: { pmtudisc: false, ignore_df: true },
  },
  {
    about: "in UDP",
    ours: { data: { ...v4, ...encap } },
    words: `type ${kind} ${v4Words} ${encapWords}`,
    needs: fou,
    shown: encapShown,
  },
  {
    about: "external",
    ours: { data: { collectMetadata: true } },
    words: `type ${kind} external`,
    shown: { external: true },
    change: { ours: { mtu: 1300 }, words: "mtu 1300" },
  },
];

const ip6gre = (kind: "ip6gre" | "ip6gretap"): readonly KindCase<"ip6gre">[] => [
  {
    about: "all bits",
    ours: {
      data: { link: "low0", ...gre6, ...notInUdp },
    },
    words:
      `type ${kind} ${v6Words} dev low0 seq csum ikey 5 okey 6 hoplimit 64 encaplimit 4 tclass 0x20 ` +
      "flowlabel 0x12345 dscp inherit fwmark 9",
    told: { flags: 0x10 | CAPABLE },
    shown: {
      remote: "2001:db8::2",
      local: "2001:db8::1",
      link: "low0",
      ikey: "0.0.0.5",
      okey: "0.0.0.6",
      fwmark: "0x9",
    },
    change: {
      ours: { kind, data: { ttl: 5 } } as LinkChanges,
      words: `type ${kind} hoplimit 5`,
      shown: { remote: "2001:db8::2", okey: "0.0.0.6", ttl: 5 },
    },
  },
  {
    about: "in UDP",
    ours: { data: { ...v6, ...v6Usual, ...encap, encapFlags: 2 } },
    words: `type ${kind} ${v6Words} ${encapWords6}`,
    needs: fou6,
  },
  {
    about: "external",
    ours: { data: { collectMetadata: true } },
    words: `type ${kind} external`,
    shown: { external: true },
  },
];

/** IP, Ethernet and mirrored frames in IP. */
export const tunnels = {
  gre: gre("gre"),
  gretap: ethernet(gre("gretap")),
  erspan: ethernet<KindCase<"erspan">>([
    {
      about: "version 1",
      ours: {
        data: { link: "low0", ...erspan4 },
      },
      words: `type erspan ${v4Words} dev low0 seq key 100 ttl 64 tos 0x10 pmtudisc fwmark 7 erspan_ver 1 erspan 123`,
      shown: { erspan_ver: 1, erspan_index: 123, ikey: "0.0.0.100" },
      change: {
        ours: { kind: "erspan", data: { erspanIndex: 5 } },
        words: "type erspan erspan 5",
        shown: { erspan_index: 5, ikey: "0.0.0.100" },
      },
    },
    {
      about: "version 2",
      ours: {
        data: mirror4,
      },
      words: `type erspan ${v4Words} seq key 101 erspan_ver 2 erspan_dir egress erspan_hwid 0x17`,
      shown: { erspan_ver: 2, erspan_dir: "egress", erspan_hwid: "0x17" },
    },
    { about: "external", ours: { data: { collectMetadata: true } }, words: "type erspan external" },
  ]),
  ip6gre: ip6gre("ip6gre"),
  ip6gretap: ethernet(ip6gre("ip6gretap")),
  ip6erspan: ethernet<KindCase<"ip6erspan">>([
    {
      about: "version 1",
      ours: {
        data: { link: "low0", ...erspan6, ...notInUdp },
      },
      words:
        `type ip6erspan ${v6Words} dev low0 seq key 7 hoplimit 64 encaplimit 4 tclass 0x20 flowlabel 0x12345 ` +
        "fwmark 9 erspan_ver 1 erspan 99",
      shown: { erspan_ver: 1, erspan_index: 99, ikey: "0.0.0.7" },
    },
    {
      about: "version 2",
      ours: {
        data: { ...mirror6, ...v6Usual, ...notInUdp },
      },
      words: `type ip6erspan ${v6Words} seq key 8 erspan_ver 2 erspan_dir egress erspan_hwid 7`,
      shown: { erspan_ver: 2, erspan_dir: "egress", erspan_hwid: "0x7" },
    },
    { about: "external", ours: { data: { collectMetadata: true } }, words: "type ip6erspan external" },
  ]),
  ipip: [
    {
      about: "all",
      ours: { data: { link: "low0", ...ipip } },
      words: `type ipip ${v4Words} dev low0 ttl 64 tos 0x10 mode ipip pmtudisc fwmark 0x10`,
      shown: { proto: "ipip", remote: "192.0.2.2", local: "192.0.2.1", ttl: 64, tos: "0x10", fwmark: "0x10" },
      change: {
        ours: { kind: "ipip", data: { remote: "192.0.2.3" } },
        words: "type ipip remote 192.0.2.3",
        shown: { remote: "192.0.2.3", local: "192.0.2.1", ttl: 64 },
      },
    },
    {
      about: "in UDP",
      ours: { data: { ...v4, proto: 4, ...encap, encapType: 2 } },
      words: `type ipip ${v4Words} mode ipip ${encapWords.replace("fou", "gue")}`,
      needs: fou,
    },
    { about: "external", ours: { data: { collectMetadata: true, proto: 0 } }, words: "type ipip external" },
  ],
  sit: [
    {
      about: "ISATAP",
      ours: { data: { link: "low0", ...isatap } },
      words: `type sit ${v4Words} dev low0 ttl 64 tos 0x10 mode ip6ip isatap pmtudisc fwmark 3`,
      shown: { proto: "ip6ip", isatap: true, fwmark: "0x3" },
      change: {
        ours: { kind: "sit", data: { ttl: 7 } },
        words: "type sit ttl 7",
        shown: { ttl: 7, isatap: true, remote: "192.0.2.2" },
      },
    },
    {
      about: "6rd",
      ours: {
        data: { ...sixRd, ttl: 64, proto: 41 },
      },
      words: "type sit local 192.0.2.5 ttl 64 6rd-prefix 2001:db8::/32 6rd-relay_prefix 10.0.0.0/8 mode ip6ip",
      // A kernel without CONFIG_IPV6_SIT_6RD takes it and tells nothing of it.
      told: {
        sixRdPrefix: undefined,
        sixRdPrefixlen: undefined,
        sixRdRelayPrefix: undefined,
        sixRdRelayPrefixlen: undefined,
      },
    },
    {
      about: "in UDP",
      ours: { data: { ...v4, ttl: 64, proto: 4, ...encap } },
      words: `type sit ${v4Words} ttl 64 mode ipip ${encapWords}`,
      needs: fou,
    },
  ],
  ip6tnl: [
    {
      about: "all",
      ours: {
        data: { link: "low0", ...ip6tnl, flags: 0x10, ...notInUdp },
      },
      words:
        `type ip6tnl ${v6Words} dev low0 mode ip6ip6 hoplimit 64 encaplimit 4 tclass 0x20 flowlabel 0x12345 ` +
        "dscp inherit fwmark 3",
      told: { flags: 0x10 | CAPABLE },
      shown: { proto: "ip6ip6", ttl: 64, remote: "2001:db8::2", local: "2001:db8::1" },
      change: {
        ours: { kind: "ip6tnl", data: { ttl: 9 } },
        words: "type ip6tnl hoplimit 9",
        shown: { ttl: 9, remote: "2001:db8::2" },
      },
    },
    {
      about: "in UDP",
      ours: { data: { ...v6, ...v6Usual, proto: 0, ...encap, encapFlags: 2 } },
      words: `type ip6tnl ${v6Words} mode any ${encapWords6}`,
      needs: fou6,
    },
    { about: "external", ours: { data: { collectMetadata: true } }, words: "type ip6tnl external" },
  ],
  vti: [
    {
      ours: { data: { link: "low0", ...vti4 } },
      words: `type vti ${v4Words} dev low0 ikey 1 okey 2 fwmark 0x99`,
      shown: {
        remote: "192.0.2.2",
        local: "192.0.2.1",
        link: "low0",
        ikey: "0.0.0.1",
        okey: "0.0.0.2",
        fwmark: "0x99",
      },
      change: {
        ours: { kind: "vti", data: { okey: 3 } },
        words: "type vti okey 3",
        shown: { okey: "0.0.0.3", ikey: "0.0.0.1", remote: "192.0.2.2" },
      },
    },
  ],
  vti6: [
    {
      ours: { data: { link: "low0", ...vti6 } },
      words: `type vti6 ${v6Words} dev low0 ikey 3 okey 4 fwmark 7`,
      shown: { remote: "2001:db8::2", local: "2001:db8::1", ikey: "0.0.0.3", okey: "0.0.0.4", fwmark: "0x7" },
      change: {
        ours: { kind: "vti6", data: { okey: 5 } },
        words: "type vti6 okey 5",
        shown: { okey: "0.0.0.5", ikey: "0.0.0.3" },
      },
    },
  ],
} satisfies Partial<KindCases>;
