import { attr, attributes } from "../../codec/attributes.js";
import { u8, u16, u32 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";
import { linkPeer } from "../peer.js";

/** NETKIT_L2 and NETKIT_L3 from linux/if_link.h. */
export const netkitMode = enumeration(u32, { NETKIT_L2: 0, NETKIT_L3: 1 });

/** enum netkit_action, linux/if_link.h: what becomes of packets without a BPF program. */
export const netkitPolicy = enumeration(u32, {
  NETKIT_NEXT: 0xffffffff, // -1
  NETKIT_PASS: 0,
  NETKIT_DROP: 2,
  NETKIT_REDIRECT: 7,
});

/** NETKIT_SCRUB_* from linux/if_link.h. */
export const netkitScrub = enumeration(u32, { NETKIT_SCRUB_NONE: 0, NETKIT_SCRUB_DEFAULT: 1 });

/** NETKIT_DEVICE_* from linux/if_link.h. */
export const netkitPairing = enumeration(u32, { NETKIT_DEVICE_PAIR: 0, NETKIT_DEVICE_SINGLE: 1 });

/** IFLA_NETKIT_* from linux/if_link.h. */
export const netkitAttributes = attributes("IFLA_NETKIT", {
  peerInfo: attr(1, linkPeer),
  primary: attr(2, u8),
  policy: attr(3, netkitPolicy),
  peerPolicy: attr(4, netkitPolicy),
  mode: attr(5, netkitMode),
  scrub: attr(6, netkitScrub),
  peerScrub: attr(7, netkitScrub),
  headroom: attr(8, u16),
  tailroom: attr(9, u16),
  pairing: attr(10, netkitPairing),
});
