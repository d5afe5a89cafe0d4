import { type Sized, u8 } from "../codec/integers.js";
import { enumeration } from "../codec/numbers.js";
import { gap, struct } from "../codec/struct.js";

/** struct genlmsghdr, linux/genetlink.h, with a family's commands. */
/* @__NO_SIDE_EFFECTS__ */
export function genlHeader<C extends Sized<number>>(commands: C) {
  return struct("genlmsghdr", { cmd: commands, version: u8, reserved: gap(2) });
}

/** struct genlmsghdr, linux/genetlink.h, with commands that have no names. */
export const genlmsghdr = genlHeader(u8);

/** CTRL_CMD_* from linux/genetlink.h. */
export const ctrlCommand = enumeration(u8, {
  CTRL_CMD_UNSPEC: 0,
  CTRL_CMD_NEWFAMILY: 1,
  CTRL_CMD_DELFAMILY: 2,
  CTRL_CMD_GETFAMILY: 3,
  CTRL_CMD_NEWOPS: 4,
  CTRL_CMD_DELOPS: 5,
  CTRL_CMD_GETOPS: 6,
  CTRL_CMD_NEWMCAST_GRP: 7,
  CTRL_CMD_DELMCAST_GRP: 8,
  CTRL_CMD_GETMCAST_GRP: 9,
  CTRL_CMD_GETPOLICY: 10,
});
