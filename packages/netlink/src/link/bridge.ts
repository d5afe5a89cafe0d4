import { attr, attributes } from "../codec/attributes.js";
import { u16, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { enumeration, flagWord } from "../codec/numbers.js";
import { repeated } from "../codec/repeated.js";
import { struct } from "../codec/struct.js";
import { bridgeCfmAttributes } from "./bridge-cfm.js";
import { bridgeMrpAttributes } from "./bridge-mrp.js";
import { bridgeState } from "./bridge-port.js";

/** Whom a request is for, the bridge or the port's own driver: BRIDGE_FLAGS_* from linux/if_bridge.h. */
export const bridgeFlags = flagWord(u16, {
  BRIDGE_FLAGS_MASTER: 0x1,
  BRIDGE_FLAGS_SELF: 0x2,
});

/** How a device with virtual functions switches between them: BRIDGE_MODE_* from linux/if_bridge.h. */
export const bridgeMode = enumeration(u16, {
  BRIDGE_MODE_VEB: 0,
  BRIDGE_MODE_VEPA: 1,
  BRIDGE_MODE_UNDEF: 0xffff,
});

/** BRIDGE_VLAN_INFO_* from linux/if_bridge.h. */
export const bridgeVlanFlags = flagWord(u16, {
  BRIDGE_VLAN_INFO_MASTER: 0x1,
  BRIDGE_VLAN_INFO_PVID: 0x2,
  BRIDGE_VLAN_INFO_UNTAGGED: 0x4,
  BRIDGE_VLAN_INFO_RANGE_BEGIN: 0x8,
  BRIDGE_VLAN_INFO_RANGE_END: 0x10,
  BRIDGE_VLAN_INFO_BRENTRY: 0x20,
  BRIDGE_VLAN_INFO_ONLY_OPTS: 0x40,
});

/** struct bridge_vlan_info, linux/if_bridge.h. A range is two of them, one behind the other. */
export const bridgeVlanInfo = struct("bridge_vlan_info", { flags: bridgeVlanFlags, vid: u16 });

/** IFLA_BRIDGE_VLAN_TUNNEL_* from linux/if_bridge.h. The flags are those of a VLAN. */
export const bridgeVlanTunnelAttributes = attributes("IFLA_BRIDGE_VLAN_TUNNEL", {
  id: attr(1, u32),
  vid: attr(2, u16),
  flags: attr(3, bridgeVlanFlags),
});

/** IFLA_BRIDGE_MST_ENTRY_* from linux/if_bridge.h. */
export const bridgeMstEntryAttributes = attributes("IFLA_BRIDGE_MST_ENTRY", {
  msti: attr(1, u16),
  state: attr(2, bridgeState),
});

/** IFLA_BRIDGE_MST_* from linux/if_bridge.h: a port's state in each spanning tree. */
export const bridgeMstAttributes = attributes("IFLA_BRIDGE_MST", {
  entry: attr(1, repeated(nested(() => bridgeMstEntryAttributes))),
});

/**
 * IFLA_BRIDGE_* from linux/if_bridge.h: what IFLA_AF_SPEC holds where the header's family is AF_BRIDGE. They begin with
 * number 0.
 */
export const bridgeSpecAttributes = attributes("IFLA_BRIDGE", {
  flags: attr(0, bridgeFlags),
  mode: attr(1, bridgeMode),
  vlanInfo: attr(2, repeated(bridgeVlanInfo)),
  vlanTunnelInfo: attr(3, repeated(nested(() => bridgeVlanTunnelAttributes))),
  mrp: attr(
    4,
    nested(() => bridgeMrpAttributes),
  ),
  cfm: attr(
    5,
    nested(() => bridgeCfmAttributes),
  ),
  mst: attr(
    6,
    nested(() => bridgeMstAttributes),
  ),
});
