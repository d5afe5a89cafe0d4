import { attr, attributes } from "../codec/attributes.js";
import { s64, u32, u64 } from "../codec/integers.js";

/** NL_POLICY_TYPE_ATTR_* from linux/netlink.h: what the kernel would have accepted. */
export const policyAttributes = attributes("NL_POLICY_TYPE_ATTR", {
  type: attr(1, u32), // NL_ATTR_TYPE_*
  minValueS: attr(2, s64),
  maxValueS: attr(3, s64),
  minValueU: attr(4, u64),
  maxValueU: attr(5, u64),
  minLength: attr(6, u32),
  maxLength: attr(7, u32),
  policyIdx: attr(8, u32),
  policyMaxtype: attr(9, u32),
  bitfield32Mask: attr(10, u32),
  mask: attr(12, u64),
});

/** What the kernel would have accepted in an attribute's place. */
export type Policy = ReturnType<typeof policyAttributes.decode>;

/** NL_ATTR_TYPE_*, in order from 0. */
const typeNames = [
  "invalid",
  "flag",
  "u8",
  "u16",
  "u32",
  "u64",
  "s8",
  "s16",
  "s32",
  "s64",
  "bytes",
  "string",
  "NUL-terminated string",
  "nest",
  "array of nests",
  "bitfield32",
  "signed integer",
  "unsigned integer",
];

/** A policy in words: `expected u32, at most 255`. */
export function describePolicy(policy: Policy): string {
  const { type, minLength, maxLength, mask, bitfield32Mask } = policy;
  const parts = [`expected ${type === undefined ? "something else" : (typeNames[type] ?? `type ${type}`)}`];
  const least = policy.minValueS ?? policy.minValueU;
  const most = policy.maxValueS ?? policy.maxValueU;
  if (least !== undefined && least !== 0n) parts.push(`at least ${least}`);
  if (most !== undefined) parts.push(`at most ${most}`);
  if (minLength !== undefined) parts.push(`at least ${minLength} bytes`);
  if (maxLength !== undefined) parts.push(`at most ${maxLength} bytes`);
  if (mask !== undefined) parts.push(`only bits of 0x${mask.toString(16)}`);
  if (bitfield32Mask !== undefined) parts.push(`only bits of 0x${bitfield32Mask.toString(16)}`);
  return parts.join(", ");
}
