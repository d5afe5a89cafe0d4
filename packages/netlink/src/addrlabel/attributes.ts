import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { u32 } from "../codec/integers.js";
import { address } from "../route/ip.js";

/** IFAL_* from linux/if_addrlabel.h. A label is a number. */
export const addressLabelAttributes = attributes("IFAL", {
  address: attr(1, address),
  label: attr(2, u32),
});

/** `{ name: "label", value: number } | … | UnknownAttribute`. */
export type AddressLabelAttribute = AttributeOf<typeof addressLabelAttributes>;
