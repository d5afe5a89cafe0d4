import { u8 } from "../codec/integers.js";
import { gap, struct } from "../codec/struct.js";

/** struct ndtmsg, linux/neighbour.h. */
export const ndtmsg = struct("ndtmsg", { family: u8, pad1: gap(1), pad2: gap(2) });
