import { attr, attributes } from "../../codec/attributes.js";
import { be16, u16, u32 } from "../../codec/integers.js";
import { nested } from "../../codec/nested.js";
import { enumeration, flagWord } from "../../codec/numbers.js";
import { repeated } from "../../codec/repeated.js";
import { struct } from "../../codec/struct.js";

/** The Ethernet protocols that a VLAN tag may have, linux/if_ether.h. */
export const vlanProtocol = enumeration(be16, { ETH_P_8021Q: 0x8100, ETH_P_8021AD: 0x88a8 });

/** VLAN_FLAG_* from linux/if_vlan.h. */
export const vlanFlag = flagWord(u32, {
  VLAN_FLAG_REORDER_HDR: 1,
  VLAN_FLAG_GVRP: 2,
  VLAN_FLAG_LOOSE_BINDING: 4,
  VLAN_FLAG_MVRP: 8,
  VLAN_FLAG_BRIDGE_BINDING: 16,
});

/** struct ifla_vlan_flags, linux/if_link.h. Flags outside of `mask` stay as they are. */
export const vlanFlags = struct("ifla_vlan_flags", { flags: vlanFlag, mask: vlanFlag });

/** struct ifla_vlan_qos_mapping, linux/if_link.h. */
export const vlanQosMapping = struct("ifla_vlan_qos_mapping", { from: u32, to: u32 });

/** IFLA_VLAN_QOS_* from linux/if_link.h: from the tag's priority to that of a packet, or the other way round. */
export const vlanQosAttributes = attributes("IFLA_VLAN_QOS", {
  mapping: attr(1, repeated(vlanQosMapping)),
});

/** IFLA_VLAN_* from linux/if_link.h. */
export const vlanAttributes = attributes("IFLA_VLAN", {
  id: attr(1, u16),
  flags: attr(2, vlanFlags),
  egressQos: attr(
    3,
    nested(() => vlanQosAttributes),
  ),
  ingressQos: attr(
    4,
    nested(() => vlanQosAttributes),
  ),
  protocol: attr(5, vlanProtocol),
});
