import { attr, attributes } from "../codec/attributes.js";
import { u32 } from "../codec/integers.js";
import { text } from "../codec/text.js";

/** The part of DEVLINK_ATTR_* from linux/devlink.h that names a port. Empty for a link that is none. */
export const devlinkPortAttributes = attributes("DEVLINK_ATTR", {
  busName: attr(1, text()),
  devName: attr(2, text()),
  portIndex: attr(3, u32),
});
