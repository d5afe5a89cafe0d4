import { message } from "../message/message.js";
import { addressLabelAttributes } from "./attributes.js";
import { ifaddrlblmsg } from "./header.js";

export const RTM_NEWADDRLABEL = 72;
export const RTM_DELADDRLABEL = 73;
export const RTM_GETADDRLABEL = 74;

/** Labels of IPv6 prefixes, by which a source address is chosen for a destination (RFC 6724). */
export const addressLabelMessage = message(
  "addrlabel",
  { RTM_NEWADDRLABEL, RTM_DELADDRLABEL, RTM_GETADDRLABEL },
  ifaddrlblmsg,
  addressLabelAttributes,
);
