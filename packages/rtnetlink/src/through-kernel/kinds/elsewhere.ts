import { canAttributes, tunAttributes } from "@netns/netlink";
import type { AllKindCases } from "./case.js";

const all = <T extends object>(declared: T, reason: string) =>
  Object.fromEntries(Object.keys(declared).map((name) => [name, reason])) as { readonly [Name in keyof T]: string };

/** Kinds whose links come from elsewhere: from drivers, ioctl(2), generic netlink. */
export const elsewhere = {
  can: {
    notGiven: all(canAttributes.declared, "needs a CAN controller"),
    refused: { code: "EOPNOTSUPP", because: "drivers make them" },
  },
  dsa: {
    notGiven: { conduit: "needs a switch" },
    refused: { code: "EOPNOTSUPP", because: "drivers make them" },
  },
  ipoib: {
    notGiven: { pkey: "needs InfiniBand", mode: "needs InfiniBand", umcast: "needs InfiniBand" },
    refused: { code: "EINVAL", because: "they stand on InfiniBand's links" },
  },
  lowpan: { refused: { code: "EINVAL", because: "they stand on links of IEEE 802.15.4" } },
  netdevsim: { refused: { code: "EOPNOTSUPP", because: "a file in /sys makes them" } },
  openvswitch: { refused: { code: "EOPNOTSUPP", because: "generic netlink makes them" } },
  tun: {
    notGiven: all(tunAttributes.declared, "told only: see the test with ioctl(2)"),
    refused: { code: "EOPNOTSUPP", because: "ioctl(2) makes them" },
  },
  virt_wifi: { refused: { code: "EINVAL", because: "they stand on links of the first namespace" } },
  wwan: {
    notGiven: { linkId: "needs a modem" },
    refused: { code: "EINVAL", because: "they stand on modems" },
  },
} satisfies Partial<AllKindCases>;
