import { attr, attributes } from "../../codec/attributes.js";
import { u16, u32 } from "../../codec/integers.js";
import { flagWord } from "../../codec/numbers.js";
import { struct } from "../../codec/struct.js";

/** RMNET_FLAGS_* from linux/if_link.h. */
export const rmnetFlag = flagWord(u32, {
  RMNET_FLAGS_INGRESS_DEAGGREGATION: 1,
  RMNET_FLAGS_INGRESS_MAP_COMMANDS: 2,
  RMNET_FLAGS_INGRESS_MAP_CKSUMV4: 4,
  RMNET_FLAGS_EGRESS_MAP_CKSUMV4: 8,
  RMNET_FLAGS_INGRESS_MAP_CKSUMV5: 16,
  RMNET_FLAGS_EGRESS_MAP_CKSUMV5: 32,
});

/** struct ifla_rmnet_flags, linux/if_link.h. Flags outside of `mask` stay as they are. */
export const rmnetFlags = struct("ifla_rmnet_flags", { flags: rmnetFlag, mask: rmnetFlag });

/** IFLA_RMNET_* from linux/if_link.h. */
export const rmnetAttributes = attributes("IFLA_RMNET", {
  muxId: attr(1, u16),
  flags: attr(2, rmnetFlags),
});
