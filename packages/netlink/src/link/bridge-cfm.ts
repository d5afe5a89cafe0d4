import { mac } from "../codec/address.js";
import { attr, attributes } from "../codec/attributes.js";
import { bytes } from "../codec/bytes.js";
import { u8, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { enumeration } from "../codec/numbers.js";
import { repeated } from "../codec/repeated.js";

/** BR_CFM_PORT and BR_CFM_VLAN from linux/cfm_bridge.h. */
export const cfmDomain = enumeration(u32, { BR_CFM_PORT: 0, BR_CFM_VLAN: 1 });

/** BR_CFM_MEP_DIRECTION_* from linux/cfm_bridge.h. */
export const cfmMepDirection = enumeration(u32, { BR_CFM_MEP_DIRECTION_DOWN: 0, BR_CFM_MEP_DIRECTION_UP: 1 });

/** BR_CFM_CCM_INTERVAL_* from linux/cfm_bridge.h. */
export const cfmCcmInterval = enumeration(u32, {
  BR_CFM_CCM_INTERVAL_NONE: 0,
  BR_CFM_CCM_INTERVAL_3_3_MS: 1,
  BR_CFM_CCM_INTERVAL_10_MS: 2,
  BR_CFM_CCM_INTERVAL_100_MS: 3,
  BR_CFM_CCM_INTERVAL_1_SEC: 4,
  BR_CFM_CCM_INTERVAL_10_SEC: 5,
  BR_CFM_CCM_INTERVAL_1_MIN: 6,
  BR_CFM_CCM_INTERVAL_10_MIN: 7,
});

/** IFLA_BRIDGE_CFM_MEP_CREATE_* from linux/if_bridge.h. */
export const cfmMepCreateAttributes = attributes("IFLA_BRIDGE_CFM_MEP_CREATE", {
  instance: attr(1, u32),
  domain: attr(2, cfmDomain),
  direction: attr(3, cfmMepDirection),
  ifindex: attr(4, u32),
});

/** IFLA_BRIDGE_CFM_MEP_DELETE_* from linux/if_bridge.h. */
export const cfmMepDeleteAttributes = attributes("IFLA_BRIDGE_CFM_MEP_DELETE", {
  instance: attr(1, u32),
});

/** IFLA_BRIDGE_CFM_MEP_CONFIG_* from linux/if_bridge.h. */
export const cfmMepConfigAttributes = attributes("IFLA_BRIDGE_CFM_MEP_CONFIG", {
  instance: attr(1, u32),
  unicastMac: attr(2, mac),
  mdlevel: attr(3, u32),
  mepid: attr(4, u32),
});

/** IFLA_BRIDGE_CFM_CC_CONFIG_* from linux/if_bridge.h. */
export const cfmCcConfigAttributes = attributes("IFLA_BRIDGE_CFM_CC_CONFIG", {
  instance: attr(1, u32),
  enable: attr(2, u32),
  expInterval: attr(3, cfmCcmInterval),
  /** 48 bytes. */
  expMaid: attr(4, bytes),
});

/** IFLA_BRIDGE_CFM_CC_PEER_MEP_* from linux/if_bridge.h. */
export const cfmCcPeerMepAttributes = attributes("IFLA_BRIDGE_CFM_CC_PEER_MEP", {
  instance: attr(1, u32),
  mepid: attr(2, u32, "IFLA_BRIDGE_CFM_CC_PEER_MEPID"),
});

/** IFLA_BRIDGE_CFM_CC_RDI_* from linux/if_bridge.h. */
export const cfmCcRdiAttributes = attributes("IFLA_BRIDGE_CFM_CC_RDI", {
  instance: attr(1, u32),
  rdi: attr(2, u32),
});

/** IFLA_BRIDGE_CFM_CC_CCM_TX_* from linux/if_bridge.h. */
export const cfmCcCcmTxAttributes = attributes("IFLA_BRIDGE_CFM_CC_CCM_TX", {
  instance: attr(1, u32),
  dmac: attr(2, mac),
  seqNoUpdate: attr(3, u32),
  period: attr(4, u32),
  ifTlv: attr(5, u32),
  ifTlvValue: attr(6, u8),
  portTlv: attr(7, u32),
  portTlvValue: attr(8, u8),
});

/** IFLA_BRIDGE_CFM_MEP_STATUS_* from linux/if_bridge.h. Reading them sets them back. */
export const cfmMepStatusAttributes = attributes("IFLA_BRIDGE_CFM_MEP_STATUS", {
  instance: attr(1, u32),
  opcodeUnexpSeen: attr(2, u32),
  versionUnexpSeen: attr(3, u32),
  rxLevelLowSeen: attr(4, u32),
});

/** IFLA_BRIDGE_CFM_CC_PEER_STATUS_* from linux/if_bridge.h. Reading sets the "seen" ones back. */
export const cfmCcPeerStatusAttributes = attributes("IFLA_BRIDGE_CFM_CC_PEER_STATUS", {
  instance: attr(1, u32),
  peerMepid: attr(2, u32),
  ccmDefect: attr(3, u32),
  rdi: attr(4, u32),
  portTlvValue: attr(5, u8),
  ifTlvValue: attr(6, u8),
  seen: attr(7, u32),
  tlvSeen: attr(8, u32),
  seqUnexpSeen: attr(9, u32),
});

/**
 * IFLA_BRIDGE_CFM_* from linux/if_bridge.h: connectivity fault management. What ends in "info" is of dumps, once for
 * each end point; the others are requests.
 */
export const bridgeCfmAttributes = attributes("IFLA_BRIDGE_CFM", {
  mepCreate: attr(
    1,
    nested(() => cfmMepCreateAttributes),
  ),
  mepDelete: attr(
    2,
    nested(() => cfmMepDeleteAttributes),
  ),
  mepConfig: attr(
    3,
    nested(() => cfmMepConfigAttributes),
  ),
  ccConfig: attr(
    4,
    nested(() => cfmCcConfigAttributes),
  ),
  ccPeerMepAdd: attr(
    5,
    nested(() => cfmCcPeerMepAttributes),
  ),
  ccPeerMepRemove: attr(
    6,
    nested(() => cfmCcPeerMepAttributes),
  ),
  ccRdi: attr(
    7,
    nested(() => cfmCcRdiAttributes),
  ),
  ccCcmTx: attr(
    8,
    nested(() => cfmCcCcmTxAttributes),
  ),
  mepCreateInfo: attr(9, repeated(nested(() => cfmMepCreateAttributes))),
  mepConfigInfo: attr(10, repeated(nested(() => cfmMepConfigAttributes))),
  ccConfigInfo: attr(11, repeated(nested(() => cfmCcConfigAttributes))),
  ccRdiInfo: attr(12, repeated(nested(() => cfmCcRdiAttributes))),
  ccCcmTxInfo: attr(13, repeated(nested(() => cfmCcCcmTxAttributes))),
  ccPeerMepInfo: attr(14, repeated(nested(() => cfmCcPeerMepAttributes))),
  mepStatusInfo: attr(15, repeated(nested(() => cfmMepStatusAttributes))),
  ccPeerStatusInfo: attr(16, repeated(nested(() => cfmCcPeerStatusAttributes))),
});
