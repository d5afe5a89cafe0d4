import { attr, attributes } from "../codec/attributes.js";
import { repeated } from "../codec/repeated.js";
import { text } from "../codec/text.js";

/** What IFLA_PROP_LIST holds: the link's other names, each up to 127 bytes, under the numbers of the link's own set. */
export const propListAttributes = attributes("IFLA", {
  altIfname: attr(53, repeated(text(127))),
});
