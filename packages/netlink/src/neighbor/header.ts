import { s32, u8 } from "../codec/integers.js";
import { gap, struct } from "../codec/struct.js";
import { routeType } from "../route/header.js";
import { neighborFlags, neighborState } from "./flags.js";

/** struct ndmsg, linux/neighbour.h. The family is AF_BRIDGE (7) for entries of forwarding databases. */
export const ndmsg = struct("ndmsg", {
  family: u8,
  pad1: gap(1),
  pad2: gap(2),
  ifindex: s32,
  state: neighborState,
  flags: neighborFlags,
  type: routeType,
});
