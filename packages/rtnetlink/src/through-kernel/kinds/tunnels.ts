import type { AllKindCases, LinkCase, Scene } from "./case.js";

// GRE's bits on the wire: checksum, key, sequence numbers.
const ALL = 0xb000;
const KEY_AND_SEQUENCE = 0x3000;

const fou = { what: "CONFIG_NET_FOU_IP_TUNNELS", without: "EINVAL", module: "fou" };
const fou6 = { what: "CONFIG_IPV6_FOU_TUNNEL", without: "EINVAL", module: "fou6" };
const encap = { encapType: 1, encapFlags: 1, encapSport: 1234, encapDport: 5678 };
const v4 = { local: "192.0.2.1", remote: "192.0.2.2" };
const v6 = { local: "2001:db8::1", remote: "2001:db8::2" };

/** What an external tunnel tells of its ends is not taken by all. */
const nowhere = { local: undefined, remote: undefined };
/** Set by the kernel, for ends that are not local ones: it can send from and receive at these. */
const CAPABLE = 0x30000;

const SIX_RD = "CONFIG_IPV6_SIT_6RD";
const ERSPAN_ONLY = "only for erspan";
const erspanOnly = {
  erspanIndex: ERSPAN_ONLY,
  erspanVer: ERSPAN_ONLY,
  erspanDir: ERSPAN_ONLY,
  erspanHwid: ERSPAN_ONLY,
} as const;

const gre = ({ lower }: Scene): readonly LinkCase<"gre">[] => [
  {
    about: "all bits",
    data: {
      link: lower(0),
      iflags: ALL,
      oflags: ALL,
      ikey: 1,
      okey: 2,
      ...v4,
      ttl: 64,
      tos: 0x10,
      pmtudisc: 1,
      fwmark: 0x55,
    },
  },
  { about: "ignoring DF", data: { ...v4, ttl: 0, pmtudisc: 0, ignoreDf: 1 } },
  { about: "in UDP", data: { ...v4, ...encap }, needs: fou },
  { about: "external", data: { collectMetadata: true }, again: nowhere },
];

const ip6gre = ({ lower }: Scene): readonly LinkCase<"ip6gre">[] => [
  {
    about: "all bits",
    data: {
      link: lower(0),
      iflags: ALL,
      oflags: ALL,
      ikey: 5,
      okey: 6,
      ...v6,
      ttl: 64,
      encapLimit: 4,
      flowinfo: 0x02012345,
      flags: 0x10,
      fwmark: 9,
    },
    told: { flags: 0x10 | CAPABLE },
  },
  { about: "in UDP", data: { ...v6, ...encap, encapFlags: 2 }, needs: fou6 },
  { about: "external", data: { collectMetadata: true }, again: nowhere },
];

/** IP, Ethernet and mirrored frames in IP. */
export const tunnels = {
  gre: { cases: gre, notGiven: erspanOnly },
  gretap: { cases: gre, notGiven: erspanOnly },
  erspan: {
    cases: ({ lower }) => [
      {
        about: "version 1",
        data: {
          link: lower(0),
          iflags: KEY_AND_SEQUENCE,
          oflags: KEY_AND_SEQUENCE,
          ikey: 100,
          okey: 100,
          ...v4,
          ttl: 64,
          tos: 0x10,
          pmtudisc: 1,
          fwmark: 7,
          erspanVer: 1,
          erspanIndex: 123,
        },
      },
      {
        about: "version 2",
        data: {
          iflags: KEY_AND_SEQUENCE,
          oflags: KEY_AND_SEQUENCE,
          ikey: 101,
          okey: 101,
          ...v4,
          ttl: 0,
          pmtudisc: 0,
          ignoreDf: 1,
          erspanVer: 2,
          erspanDir: 1,
          erspanHwid: 0x17,
        },
      },
      {
        about: "in UDP",
        data: {
          iflags: KEY_AND_SEQUENCE,
          oflags: KEY_AND_SEQUENCE,
          ikey: 102,
          okey: 102,
          ...v4,
          erspanVer: 0,
          ...encap,
        },
        needs: fou,
      },
      { about: "external", data: { collectMetadata: true }, again: nowhere },
    ],
  },
  ip6gre: { cases: ip6gre, notGiven: erspanOnly },
  ip6gretap: { cases: ip6gre, notGiven: erspanOnly },
  ip6erspan: {
    cases: ({ lower }) => [
      {
        about: "version 1",
        data: {
          link: lower(0),
          iflags: KEY_AND_SEQUENCE,
          oflags: KEY_AND_SEQUENCE,
          ikey: 7,
          okey: 7,
          ...v6,
          ttl: 64,
          encapLimit: 4,
          flowinfo: 0x02012345,
          flags: 0x10,
          fwmark: 9,
          erspanVer: 1,
          erspanIndex: 99,
        },
        told: { flags: 0x10 | CAPABLE },
      },
      {
        about: "version 2",
        data: {
          iflags: KEY_AND_SEQUENCE,
          oflags: KEY_AND_SEQUENCE,
          ikey: 8,
          okey: 8,
          ...v6,
          erspanVer: 2,
          erspanDir: 1,
          erspanHwid: 7,
        },
      },
      {
        about: "in UDP",
        data: { iflags: KEY_AND_SEQUENCE, oflags: KEY_AND_SEQUENCE, ikey: 9, okey: 9, ...v6, ...encap, encapFlags: 2 },
        needs: fou6,
      },
      { about: "external", data: { collectMetadata: true }, again: nowhere },
    ],
  },
  ipip: {
    cases: ({ lower }) => [
      {
        about: "all",
        data: { link: lower(0), ...v4, ttl: 64, tos: 0x10, proto: 4, pmtudisc: 1, fwmark: 0x10 },
      },
      { about: "in UDP", data: { ...v4, ...encap, encapType: 2 }, needs: fou },
      { about: "external", data: { collectMetadata: true }, again: nowhere },
    ],
    notGiven: { flags: "IPv6's only: it is in the kernel's policy, and nothing reads it" },
  },
  sit: {
    cases: ({ lower }) => [
      {
        about: "ISATAP",
        data: { link: lower(0), ...v4, ttl: 64, tos: 0x10, flags: 1, proto: 41, pmtudisc: 1, fwmark: 3 },
      },
      {
        about: "6rd",
        data: {
          local: "192.0.2.5",
          sixRdPrefix: "2001:db8::",
          sixRdPrefixlen: 32,
          sixRdRelayPrefix: "10.0.0.0",
          sixRdRelayPrefixlen: 8,
        },
        optional: {
          sixRdPrefix: SIX_RD,
          sixRdPrefixlen: SIX_RD,
          sixRdRelayPrefix: SIX_RD,
          sixRdRelayPrefixlen: SIX_RD,
        },
      },
      { about: "in UDP", data: { ...v4, proto: 4, ...encap }, needs: fou },
    ],
  },
  ip6tnl: {
    cases: ({ lower }) => [
      {
        about: "all",
        data: {
          link: lower(0),
          ...v6,
          ttl: 64,
          encapLimit: 4,
          flowinfo: 0x02012345,
          flags: 0x12,
          proto: 41,
          fwmark: 3,
        },
        told: { flags: 0x12 | CAPABLE },
      },
      { about: "in UDP", data: { ...v6, proto: 0, ...encap, encapFlags: 2 }, needs: fou6 },
      { about: "external", data: { collectMetadata: true }, again: nowhere },
    ],
  },
  vti: {
    cases: ({ lower }) => [{ data: { link: lower(0), ikey: 1, okey: 2, ...v4, fwmark: 0x99 } }],
  },
  vti6: {
    cases: ({ lower }) => [{ data: { link: lower(0), ikey: 3, okey: 4, ...v6, fwmark: 7 } }],
  },
} satisfies Partial<AllKindCases>;
