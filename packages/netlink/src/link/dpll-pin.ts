import { attr, attributes } from "../codec/attributes.js";
import { u32 } from "../codec/integers.js";

/** The part of DPLL_A_PIN_* from linux/dpll.h that names a pin. Empty for a link without one. */
export const dpllPinAttributes = attributes("DPLL_A_PIN", {
  id: attr(1, u32),
});
