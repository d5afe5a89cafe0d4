import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { u8, u16, u32, u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { flagWord } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";
import { repeated } from "../codec/repeated.js";
import { bridgeVlanInfo } from "../link/bridge.js";
import { bridgeState, multicastRouterType } from "../link/bridge-port.js";
import { vlanGlobalOptionsAttributes } from "./global-options.js";

/** BRIDGE_VLANDB_TINFO_* from linux/if_bridge.h. */
export const vlanTunnelInfoAttributes = attributes("BRIDGE_VLANDB_TINFO", {
  id: attr(1, u32),
  cmd: attr(2, u32), // in requests: RTM_SETLINK (19) or RTM_DELLINK (17)
});

/** BRIDGE_VLANDB_STATS_* from linux/if_bridge.h. */
export const vlanStatsAttributes = attributes("BRIDGE_VLANDB_STATS", {
  rxBytes: attr(1, u64),
  rxPackets: attr(2, u64),
  txBytes: attr(3, u64),
  txPackets: attr(4, u64),
  pad: attr(5, padding),
});

/** BRIDGE_VLANDB_ENTRY_* from linux/if_bridge.h: a VLAN on a port or on the bridge itself, or with `range` several. */
export const vlanEntryAttributes = attributes("BRIDGE_VLANDB_ENTRY", {
  info: attr(1, bridgeVlanInfo),
  range: attr(2, u16), // the last one
  state: attr(3, bridgeState),
  tunnelInfo: attr(
    4,
    nested(() => vlanTunnelInfoAttributes),
  ),
  stats: attr(
    5,
    nested(() => vlanStatsAttributes),
  ),
  mcastRouter: attr(6, multicastRouterType),
  mcastNGroups: attr(7, u32),
  mcastMaxGroups: attr(8, u32),
  neighSuppress: attr(9, u8),
});

/** BRIDGE_VLANDB_* from linux/if_bridge.h. A request for a dump has others: `vlanDumpAttributes`. */
export const vlanDbAttributes = attributes("BRIDGE_VLANDB", {
  entry: attr(1, repeated(nested(() => vlanEntryAttributes))),
  globalOptions: attr(2, repeated(nested(() => vlanGlobalOptionsAttributes))),
});

/** BRIDGE_VLANDB_DUMPF_* from linux/if_bridge.h. */
export const vlanDumpFlags = flagWord(u32, { BRIDGE_VLANDB_DUMPF_STATS: 0x01, BRIDGE_VLANDB_DUMPF_GLOBAL: 0x02 });

/** BRIDGE_VLANDB_DUMP_* from linux/if_bridge.h. */
export const vlanDumpAttributes = attributes("BRIDGE_VLANDB_DUMP", { flags: attr(1, vlanDumpFlags) });

/** `{ name: "entry", value: … } | … | UnknownAttribute`. */
export type VlanDbAttribute = AttributeOf<typeof vlanDbAttributes>;
/** `{ name: "flags", value: number } | UnknownAttribute`. */
export type VlanDumpAttribute = AttributeOf<typeof vlanDumpAttributes>;
