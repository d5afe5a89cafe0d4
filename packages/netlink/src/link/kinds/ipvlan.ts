import { attr, attributes } from "../../codec/attributes.js";
import { u16 } from "../../codec/integers.js";
import { enumeration, flagWord } from "../../codec/numbers.js";

/** IPVLAN_MODE_* from linux/if_link.h. */
export const ipvlanMode = enumeration(u16, { IPVLAN_MODE_L2: 0, IPVLAN_MODE_L3: 1, IPVLAN_MODE_L3S: 2 });

/** IPVLAN_F_* from linux/if_link.h. */
export const ipvlanFlags = flagWord(u16, { IPVLAN_F_PRIVATE: 1, IPVLAN_F_VEPA: 2 });

/** IFLA_IPVLAN_* from linux/if_link.h, for ipvlan and ipvtap. */
export const ipvlanAttributes = attributes("IFLA_IPVLAN", {
  mode: attr(1, ipvlanMode),
  flags: attr(2, ipvlanFlags),
});
