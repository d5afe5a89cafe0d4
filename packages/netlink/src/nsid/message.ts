import { message } from "../message/message.js";
import { nsidAttributes } from "./attributes.js";
import { rtgenmsg } from "./header.js";

export const RTM_NEWNSID = 88;
export const RTM_DELNSID = 89;
export const RTM_GETNSID = 90;
/** The multicast group that tells of ids given and taken away, from linux/rtnetlink.h. */
export const RTNLGRP_NSID = 28;

/**
 * Ids that a network namespace has for others: asked for, given, announced.
 *
 * @example
 * const payload = nsidMessage.encode({ attributes: { fd: 7 } });
 * const frame = encodeFrame({ type: RTM_GETNSID, flags: NLM_F_REQUEST, sequence: 1, portId: 0 }, payload);
 */
export const nsidMessage = message("nsid", { RTM_NEWNSID, RTM_DELNSID, RTM_GETNSID }, rtgenmsg, nsidAttributes);
