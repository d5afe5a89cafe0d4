import { attr, attributes } from "../codec/attributes.js";
import { bytes } from "../codec/bytes.js";
import { u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { text } from "../codec/text.js";
import { policyAttributes } from "./policy.js";

/** NLMSGERR_ATTR_* from linux/netlink.h: what the kernel says about a request beside a number. */
export const extackAttributes = attributes("NLMSGERR_ATTR", {
  msg: attr(1, text()),
  offs: attr(2, u32), // from the start of the request's nlmsghdr
  cookie: attr(3, bytes),
  policy: attr(
    4,
    nested(() => policyAttributes),
  ),
  missType: attr(5, u32),
  missNest: attr(6, u32), // as offs; absent: the outermost set
});

/** The attributes of an extended acknowledgement as they came. */
export type ExtackAttributes = ReturnType<typeof extackAttributes.decode>;
