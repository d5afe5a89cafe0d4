import type { AttributeSet, Declared } from "../codec/attribute-types.js";
import { type Sized, u8 } from "../codec/integers.js";
import { message } from "../message/message.js";
import { genlHeader } from "./header.js";

/**
 * Declares the messages of a family of generic netlink (protocol NETLINK_GENERIC, 16).
 *
 * @param name As the kernel has it: "wireguard".
 * @param id Its message type, which the kernel gives out when it starts: ask `ctrlMessage` for it.
 * @param commands The names of its commands, an `enumeration(u8, …)`.
 * @example
 * const devlinkMessage = genlMessage("devlink", familyId, attributes("DEVLINK_ATTR", { busName: attr(1, text()) }));
 */
/* @__NO_SIDE_EFFECTS__ */
export function genlMessage<T extends Declared, C extends Sized<number> = typeof u8>(
  name: string,
  id: number,
  attributes: AttributeSet<T>,
  commands?: C,
) {
  // What TypeScript cannot see: C is u8 where no commands are given.
  const header = genlHeader(commands ?? (u8 as Sized<number> as C));
  return message(name, { [`GENL_ID_${name.toUpperCase()}`]: id }, header, attributes);
}
