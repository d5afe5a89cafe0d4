import { mac } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { s32, u16, u32 } from "../../codec/integers.js";
import { nested } from "../../codec/nested.js";
import { enumeration, flagWord } from "../../codec/numbers.js";
import { repeated } from "../../codec/repeated.js";

/** MACVLAN_MODE_* from linux/if_link.h. */
export const macvlanMode = enumeration(u32, {
  MACVLAN_MODE_PRIVATE: 1,
  MACVLAN_MODE_VEPA: 2,
  MACVLAN_MODE_BRIDGE: 4,
  MACVLAN_MODE_PASSTHRU: 8,
  MACVLAN_MODE_SOURCE: 16,
});

/** MACVLAN_MACADDR_* from linux/if_link.h: what to do with the source addresses given. */
export const macvlanMacaddrMode = enumeration(u32, {
  MACVLAN_MACADDR_ADD: 0,
  MACVLAN_MACADDR_DEL: 1,
  MACVLAN_MACADDR_FLUSH: 2,
  MACVLAN_MACADDR_SET: 3,
});

/** MACVLAN_FLAG_* from linux/if_link.h. */
export const macvlanFlags = flagWord(u16, { MACVLAN_FLAG_NOPROMISC: 1, MACVLAN_FLAG_NODST: 2 });

/** What IFLA_MACVLAN_MACADDR_DATA holds: source addresses, as IFLA_MACVLAN_MACADDR each. */
export const macvlanMacaddrAttributes = attributes("IFLA_MACVLAN", {
  macaddr: attr(4, repeated(mac)),
});

/** IFLA_MACVLAN_* from linux/if_link.h, for macvlan and macvtap. */
export const macvlanAttributes = attributes("IFLA_MACVLAN", {
  mode: attr(1, macvlanMode),
  flags: attr(2, macvlanFlags),
  macaddrMode: attr(3, macvlanMacaddrMode),
  macaddr: attr(4, mac),
  macaddrData: attr(
    5,
    nested(() => macvlanMacaddrAttributes),
  ),
  macaddrCount: attr(6, u32),
  bcQueueLen: attr(7, u32),
  bcQueueLenUsed: attr(8, u32),
  bcCutoff: attr(9, s32),
});
