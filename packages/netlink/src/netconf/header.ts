import { u8 } from "../codec/integers.js";
import { struct } from "../codec/struct.js";

/** struct netconfmsg, linux/netconf.h. */
export const netconfmsg = struct("netconfmsg", { family: u8 });
