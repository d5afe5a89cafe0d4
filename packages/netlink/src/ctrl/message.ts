import { ctrlAttributes } from "./attributes.js";
import { genlMessage } from "./generic.js";
import { ctrlCommand } from "./header.js";

/** The protocol of generic netlink, from linux/netlink.h. Its message types are families, not rtnetlink's. */
export const NETLINK_GENERIC = 16;
/** The only message type there that is always the same, from linux/genetlink.h. */
export const GENL_ID_CTRL = 16;

/**
 * The family of generic netlink that tells of the others: their ids, commands, multicast groups and policies.
 *
 * @example
 * ctrlMessage.encode({ header: { cmd: 3, version: 1 }, attributes: { familyName: "wireguard" } });
 */
export const ctrlMessage = genlMessage("ctrl", GENL_ID_CTRL, ctrlAttributes, ctrlCommand);
