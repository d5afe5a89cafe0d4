import { attr, attributes } from "../codec/attributes.js";
import { u16, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { enumeration } from "../codec/numbers.js";
import { repeated } from "../codec/repeated.js";

/** BR_MRP_RING_ROLE_* from linux/mrp_bridge.h. */
export const mrpRingRole = enumeration(u32, {
  BR_MRP_RING_ROLE_DISABLED: 0,
  BR_MRP_RING_ROLE_MRC: 1,
  BR_MRP_RING_ROLE_MRM: 2,
  BR_MRP_RING_ROLE_MRA: 3,
});

/** BR_MRP_IN_ROLE_* from linux/mrp_bridge.h. */
export const mrpInRole = enumeration(u32, {
  BR_MRP_IN_ROLE_DISABLED: 0,
  BR_MRP_IN_ROLE_MIC: 1,
  BR_MRP_IN_ROLE_MIM: 2,
});

/** BR_MRP_RING_STATE_* from linux/mrp_bridge.h. */
export const mrpRingState = enumeration(u32, {
  BR_MRP_RING_STATE_OPEN: 0,
  BR_MRP_RING_STATE_CLOSED: 1,
});

/** BR_MRP_IN_STATE_* from linux/mrp_bridge.h. */
export const mrpInState = enumeration(u32, {
  BR_MRP_IN_STATE_OPEN: 0,
  BR_MRP_IN_STATE_CLOSED: 1,
});

/** BR_MRP_PORT_STATE_* from linux/mrp_bridge.h. */
export const mrpPortState = enumeration(u32, {
  BR_MRP_PORT_STATE_DISABLED: 0,
  BR_MRP_PORT_STATE_BLOCKED: 1,
  BR_MRP_PORT_STATE_FORWARDING: 2,
  BR_MRP_PORT_STATE_NOT_CONNECTED: 3,
});

/** BR_MRP_PORT_ROLE_* from linux/mrp_bridge.h. */
export const mrpPortRole = enumeration(u32, {
  BR_MRP_PORT_ROLE_PRIMARY: 0,
  BR_MRP_PORT_ROLE_SECONDARY: 1,
  BR_MRP_PORT_ROLE_INTER: 2,
});

/** IFLA_BRIDGE_MRP_INSTANCE_* from linux/if_bridge.h: P and S are the primary and the secondary port. */
export const mrpInstanceAttributes = attributes("IFLA_BRIDGE_MRP_INSTANCE", {
  ringId: attr(1, u32),
  pIfindex: attr(2, u32),
  sIfindex: attr(3, u32),
  prio: attr(4, u16),
});

/** IFLA_BRIDGE_MRP_PORT_STATE_* from linux/if_bridge.h. */
export const mrpPortStateAttributes = attributes("IFLA_BRIDGE_MRP_PORT_STATE", {
  state: attr(1, mrpPortState),
});

/** IFLA_BRIDGE_MRP_PORT_ROLE_* from linux/if_bridge.h. */
export const mrpPortRoleAttributes = attributes("IFLA_BRIDGE_MRP_PORT_ROLE", {
  role: attr(1, mrpPortRole),
});

/** IFLA_BRIDGE_MRP_RING_STATE_* from linux/if_bridge.h. */
export const mrpRingStateAttributes = attributes("IFLA_BRIDGE_MRP_RING_STATE", {
  ringId: attr(1, u32),
  state: attr(2, mrpRingState),
});

/** IFLA_BRIDGE_MRP_RING_ROLE_* from linux/if_bridge.h. */
export const mrpRingRoleAttributes = attributes("IFLA_BRIDGE_MRP_RING_ROLE", {
  ringId: attr(1, u32),
  role: attr(2, mrpRingRole),
});

/** IFLA_BRIDGE_MRP_START_TEST_* from linux/if_bridge.h. Times in µs. */
export const mrpStartTestAttributes = attributes("IFLA_BRIDGE_MRP_START_TEST", {
  ringId: attr(1, u32),
  interval: attr(2, u32),
  maxMiss: attr(3, u32),
  period: attr(4, u32),
  monitor: attr(5, u32),
});

/** IFLA_BRIDGE_MRP_INFO_* from linux/if_bridge.h: a ring, in a dump. Times in µs. */
export const mrpInfoAttributes = attributes("IFLA_BRIDGE_MRP_INFO", {
  ringId: attr(1, u32),
  pIfindex: attr(2, u32),
  sIfindex: attr(3, u32),
  prio: attr(4, u16),
  ringState: attr(5, mrpRingState),
  ringRole: attr(6, mrpRingRole),
  testInterval: attr(7, u32),
  testMaxMiss: attr(8, u32),
  testMonitor: attr(9, u32),
  iIfindex: attr(10, u32),
  inState: attr(11, mrpInState),
  inRole: attr(12, mrpInRole),
  inTestInterval: attr(13, u32),
  inTestMaxMiss: attr(14, u32),
});

/** IFLA_BRIDGE_MRP_IN_ROLE_* from linux/if_bridge.h. The id has 16 bits here, 32 in the other two. */
export const mrpInRoleAttributes = attributes("IFLA_BRIDGE_MRP_IN_ROLE", {
  ringId: attr(1, u32),
  inId: attr(2, u16),
  role: attr(3, mrpInRole),
  iIfindex: attr(4, u32),
});

/** IFLA_BRIDGE_MRP_IN_STATE_* from linux/if_bridge.h. */
export const mrpInStateAttributes = attributes("IFLA_BRIDGE_MRP_IN_STATE", {
  inId: attr(1, u32),
  state: attr(2, mrpInState),
});

/** IFLA_BRIDGE_MRP_START_IN_TEST_* from linux/if_bridge.h. Times in µs. */
export const mrpStartInTestAttributes = attributes("IFLA_BRIDGE_MRP_START_IN_TEST", {
  inId: attr(1, u32),
  interval: attr(2, u32),
  maxMiss: attr(3, u32),
  period: attr(4, u32),
});

/** IFLA_BRIDGE_MRP_* from linux/if_bridge.h: the media redundancy protocol. Requests but for `info`, which dumps have. */
export const bridgeMrpAttributes = attributes("IFLA_BRIDGE_MRP", {
  instance: attr(
    1,
    nested(() => mrpInstanceAttributes),
  ),
  portState: attr(
    2,
    nested(() => mrpPortStateAttributes),
  ),
  portRole: attr(
    3,
    nested(() => mrpPortRoleAttributes),
  ),
  ringState: attr(
    4,
    nested(() => mrpRingStateAttributes),
  ),
  ringRole: attr(
    5,
    nested(() => mrpRingRoleAttributes),
  ),
  startTest: attr(
    6,
    nested(() => mrpStartTestAttributes),
  ),
  info: attr(7, repeated(nested(() => mrpInfoAttributes))),
  inRole: attr(
    8,
    nested(() => mrpInRoleAttributes),
  ),
  inState: attr(
    9,
    nested(() => mrpInStateAttributes),
  ),
  startInTest: attr(
    10,
    nested(() => mrpStartInTestAttributes),
  ),
});
