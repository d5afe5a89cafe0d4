import { attr, attributes } from "../../codec/attributes.js";
import { u8, u32 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";

/** IFF_TUN and IFF_TAP from linux/if_tun.h. */
export const tunType = enumeration(u8, { IFF_TUN: 1, IFF_TAP: 2 });

/** IFLA_TUN_* from linux/if_link.h. The kernel tells them only: such devices are made with ioctl(2). */
export const tunAttributes = attributes("IFLA_TUN", {
  owner: attr(1, u32), // user id
  group: attr(2, u32), // group id
  type: attr(3, tunType),
  pi: attr(4, u8),
  vnetHdr: attr(5, u8),
  persist: attr(6, u8),
  multiQueue: attr(7, u8),
  numQueues: attr(8, u32),
  numDisabledQueues: attr(9, u32),
});
