import { attr, attributes } from "../codec/attributes.js";
import { u32 } from "../codec/integers.js";

/** IFLA_PROTO_DOWN_REASON_* from linux/if_link.h: bits whose meaning is user space's, and which of them to set. */
export const protoDownReasonAttributes = attributes("IFLA_PROTO_DOWN_REASON", {
  mask: attr(1, u32),
  value: attr(2, u32),
});
