import { attr, attributes } from "../../codec/attributes.js";
import { text } from "../../codec/text.js";

/** IFLA_BATADV_* from linux/batman_adv.h. All else about a mesh is said over generic netlink. */
export const batadvAttributes = attributes("IFLA_BATADV", {
  algoName: attr(1, text()),
});
