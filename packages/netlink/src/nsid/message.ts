import { message } from "../message/message.js";
import { nsidAttributes } from "./attributes.js";
import { rtgenmsg } from "./header.js";
import { RTM_DELNSID, RTM_GETNSID, RTM_NEWNSID } from "./numbers.js";

/**
 * Ids that a network namespace has for others: asked for, given, announced.
 *
 * @example
 * const payload = nsidMessage.encode({ attributes: { fd: 7 } });
 * const frame = encodeFrame({ type: RTM_GETNSID, flags: NLM_F_REQUEST, sequence: 1, portId: 0 }, payload);
 */
export const nsidMessage = message("nsid", { RTM_NEWNSID, RTM_DELNSID, RTM_GETNSID }, rtgenmsg, nsidAttributes);
