import { u8 } from "../codec/integers.js";
import { struct } from "../codec/struct.js";

/** struct rtgenmsg, linux/rtnetlink.h. For nsid messages the family is 0. */
export const rtgenmsg = struct("rtgenmsg", { family: u8 });
