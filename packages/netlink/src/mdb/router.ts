import { attr, attributes } from "../codec/attributes.js";
import { headed } from "../codec/headed.js";
import { u16, u32 } from "../codec/integers.js";
import { repeated } from "../codec/repeated.js";
import { struct } from "../codec/struct.js";
import { multicastRouterType } from "../link/bridge-port.js";

/** MDBA_ROUTER_PATTR_* from linux/if_bridge.h: timers in 1/100 s. */
export const mdbRouterPortAttributes = attributes("MDBA_ROUTER_PATTR", {
  timer: attr(1, u32),
  type: attr(2, multicastRouterType),
  inetTimer: attr(3, u32),
  inet6Timer: attr(4, u32),
  vid: attr(5, u16),
});

/** What MDBA_ROUTER_PORT begins with. */
export const mdbRouterPort = struct("MDBA_ROUTER_PORT", { ifindex: u32 });

/** MDBA_ROUTER_* from linux/if_bridge.h. Dumps have attributes behind a port's number, events do not. */
export const mdbRouterAttributes = attributes("MDBA_ROUTER", {
  port: attr(1, repeated(headed(mdbRouterPort, () => mdbRouterPortAttributes))),
});
