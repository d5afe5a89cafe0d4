import { addressMessage, RTM_DELADDR, RTM_GETADDR, RTM_NEWADDR } from "@netns/netlink";
import type { Sort, Thing } from "../cycle.js";

const INET = 2;
const INET6 = 10;
const FOR_EVER = 0xffffffff;
// IFA_F_PERMANENT, which the kernel sets for what lives for ever; IFA_F_NODAD, so that none is tentative.
const PERMANENT = 0x80;
const NODAD = 0x02;

/** Addresses. */
export const addresses: Sort<typeof addressMessage> = {
  codec: addressMessage,
  create: RTM_NEWADDR,
  get: RTM_GETADDR,
  remove: RTM_DELADDR,
  dump: () => ({}),
  identity: ["attributes.address"],
  fleeting: ["attributes.cacheinfo.cstamp", "attributes.cacheinfo.tstamp"],
};

const lives = (valid: number, prefered: number) => ({ valid, prefered, cstamp: 0, tstamp: 0 });

/** Addresses of a link that is named "near". */
export const addressThings = (index: number): readonly Thing<typeof addressMessage>[] => [
  {
    about: "IPv4, all attributes",
    message: {
      header: { family: INET, prefixlen: 24, scope: 200, index },
      attributes: {
        address: "192.0.2.1",
        local: "192.0.2.1",
        label: "near:web",
        broadcast: "192.0.2.255",
        // IFA_F_NOPREFIXROUTE
        flags: 0x200,
        rtPriority: 100,
        proto: 0x42,
        cacheinfo: lives(3600, 1800),
      },
    },
  },
  {
    about: "IPv4, the other end's",
    message: {
      header: { family: INET, prefixlen: 32, scope: 0, index },
      attributes: { address: "10.0.0.2", local: "10.0.0.1" },
    },
    told: { attributes: { flags: PERMANENT } },
  },
  {
    about: "IPv6, all attributes",
    message: {
      header: { family: INET6, prefixlen: 64, index },
      attributes: {
        address: "2001:db8::4",
        flags: NODAD | 0x200,
        rtPriority: 77,
        proto: 0x43,
        cacheinfo: lives(600, 300),
      },
    },
  },
  {
    about: "IPv6, the other end's",
    message: {
      header: { family: INET6, prefixlen: 64, index },
      attributes: {
        address: "2001:db8:1::5",
        local: "2001:db8::5",
        flags: NODAD,
        cacheinfo: lives(FOR_EVER, FOR_EVER),
      },
    },
    told: { attributes: { flags: NODAD | PERMANENT } },
  },
];
