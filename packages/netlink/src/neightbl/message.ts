import { message } from "../message/message.js";
import { neighborTableAttributes } from "./attributes.js";
import { ndtmsg } from "./header.js";

export const RTM_NEWNEIGHTBL = 64;
export const RTM_GETNEIGHTBL = 66;
export const RTM_SETNEIGHTBL = 67;

/**
 * Tables of neighbors. A dump has one message with a table's configuration, statistics and default parameters, then one
 * for each interface with the parameters of its own (NDTPA_IFINDEX).
 */
export const neighborTableMessage = message(
  "neighborTable",
  { RTM_NEWNEIGHTBL, RTM_GETNEIGHTBL, RTM_SETNEIGHTBL },
  ndtmsg,
  neighborTableAttributes,
);
