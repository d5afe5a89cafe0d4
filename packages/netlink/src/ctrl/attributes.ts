import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { indexed } from "../codec/indexed.js";
import { u16, u32 } from "../codec/integers.js";
import { keyed } from "../codec/keyed.js";
import { nested } from "../codec/nested.js";
import { flagWord } from "../codec/numbers.js";
import { text } from "../codec/text.js";
import { policyAttributes } from "../extack/policy.js";

/** GENL_* from linux/genetlink.h: what a command takes, and whom it is for. */
export const genlOpFlags = flagWord(u32, {
  GENL_ADMIN_PERM: 0x01,
  GENL_CMD_CAP_DO: 0x02,
  GENL_CMD_CAP_DUMP: 0x04,
  GENL_CMD_CAP_HASPOL: 0x08,
  GENL_UNS_ADMIN_PERM: 0x10,
});

/** CTRL_ATTR_OP_* from linux/genetlink.h. */
export const ctrlOpAttributes = attributes("CTRL_ATTR_OP", {
  id: attr(1, u32),
  flags: attr(2, genlOpFlags),
});

/** CTRL_ATTR_MCAST_GRP_* from linux/genetlink.h. */
export const ctrlMcastGroupAttributes = attributes("CTRL_ATTR_MCAST_GRP", {
  name: attr(1, text(15)),
  id: attr(2, u32),
});

/** CTRL_ATTR_POLICY_* from linux/genetlink.h: which of the policies counts for a request, and which for a dump. */
export const ctrlOpPolicyAttributes = attributes("CTRL_ATTR_POLICY", {
  do: attr(1, u32),
  dump: attr(2, u32),
});

/** CTRL_ATTR_* from linux/genetlink.h. */
export const ctrlAttributes = attributes("CTRL_ATTR", {
  familyId: attr(1, u16),
  familyName: attr(2, text(15)),
  version: attr(3, u32),
  hdrsize: attr(4, u32),
  maxattr: attr(5, u32),
  ops: attr(6, indexed(nested(() => ctrlOpAttributes))),
  mcastGroups: attr(7, indexed(nested(() => ctrlMcastGroupAttributes))),
  // By the policy's number, then by the attribute's.
  policy: attr(8, keyed(keyed(nested(() => policyAttributes)))),
  // By the command.
  opPolicy: attr(9, keyed(nested(() => ctrlOpPolicyAttributes))),
  op: attr(10, u32),
});

/** `{ name: "familyId", value: number } | … | UnknownAttribute`. */
export type CtrlAttribute = AttributeOf<typeof ctrlAttributes>;
