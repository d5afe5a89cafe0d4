import type { AllKindCases, LinkCase, Scene } from "./case.js";
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
  KEY_AND_SEQUENCE,
  mirror4,
  mirror6,
  sixRd,
  v4,
  v6,
  vti4,
  vti6,
} from "./given/tunnels.js";

/** What an external tunnel tells of its ends is not taken by all. */
const nowhere = { local: undefined, remote: undefined };

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
    data: { link: lower(0), ...gre4 },
  },
  { about: "ignoring DF", data: { ...v4, ttl: 0, pmtudisc: 0, ignoreDf: 1 } },
  { about: "in UDP", data: { ...v4, ...encap }, needs: fou },
  { about: "external", data: { collectMetadata: true }, again: nowhere },
];

const ip6gre = ({ lower }: Scene): readonly LinkCase<"ip6gre">[] => [
  {
    about: "all bits",
    data: { link: lower(0), ...gre6 },
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
        data: { link: lower(0), ...erspan4 },
      },
      {
        about: "version 2",
        data: { ...mirror4, pmtudisc: 0, ignoreDf: 1 },
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
        data: { link: lower(0), ...erspan6, flags: 0x10 },
        told: { flags: 0x10 | CAPABLE },
      },
      {
        about: "version 2",
        data: mirror6,
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
        data: { link: lower(0), ...ipip },
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
        data: { link: lower(0), ...isatap },
      },
      {
        about: "6rd",
        data: sixRd,
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
        data: { link: lower(0), ...ip6tnl, flags: 0x12 },
        told: { flags: 0x12 | CAPABLE },
      },
      { about: "in UDP", data: { ...v6, proto: 0, ...encap, encapFlags: 2 }, needs: fou6 },
      { about: "external", data: { collectMetadata: true }, again: nowhere },
    ],
  },
  vti: {
    cases: ({ lower }) => [{ data: { link: lower(0), ...vti4 } }],
  },
  vti6: {
    cases: ({ lower }) => [{ data: { link: lower(0), ...vti6 } }],
  },
} satisfies Partial<AllKindCases>;
