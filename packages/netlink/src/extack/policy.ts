import { attr, attributes } from "../codec/attributes.js";
import { s64, u32, u64 } from "../codec/integers.js";
import { enumeration, nameOf } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";

/** NL_ATTR_TYPE_* from linux/netlink.h. */
export const attributeType = enumeration(u32, {
  NL_ATTR_TYPE_INVALID: 0,
  NL_ATTR_TYPE_FLAG: 1,
  NL_ATTR_TYPE_U8: 2,
  NL_ATTR_TYPE_U16: 3,
  NL_ATTR_TYPE_U32: 4,
  NL_ATTR_TYPE_U64: 5,
  NL_ATTR_TYPE_S8: 6,
  NL_ATTR_TYPE_S16: 7,
  NL_ATTR_TYPE_S32: 8,
  NL_ATTR_TYPE_S64: 9,
  NL_ATTR_TYPE_BINARY: 10,
  NL_ATTR_TYPE_STRING: 11,
  NL_ATTR_TYPE_NUL_STRING: 12,
  NL_ATTR_TYPE_NESTED: 13,
  NL_ATTR_TYPE_NESTED_ARRAY: 14,
  NL_ATTR_TYPE_BITFIELD32: 15,
  NL_ATTR_TYPE_SINT: 16,
  NL_ATTR_TYPE_UINT: 17,
});

/** NL_POLICY_TYPE_ATTR_* from linux/netlink.h: what the kernel would have accepted. */
export const policyAttributes = attributes("NL_POLICY_TYPE_ATTR", {
  type: attr(1, attributeType),
  minValueS: attr(2, s64),
  maxValueS: attr(3, s64),
  minValueU: attr(4, u64),
  maxValueU: attr(5, u64),
  minLength: attr(6, u32),
  maxLength: attr(7, u32),
  policyIdx: attr(8, u32),
  policyMaxtype: attr(9, u32),
  bitfield32Mask: attr(10, u32),
  pad: attr(11, padding),
  mask: attr(12, u64),
});

/** What the kernel would have accepted in an attribute's place. */
export type Policy = ReturnType<typeof policyAttributes.decode>;

/** A policy in words: `expected u32, at most 255`. */
export function describePolicy(policy: Policy): string {
  const { type, minLength, maxLength, mask, bitfield32Mask } = policy;
  const parts = [`expected ${type === undefined ? "something else" : (inWords(type) ?? `type ${type}`)}`];
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

const words: Readonly<Record<string, string>> = {
  BINARY: "bytes",
  NUL_STRING: "NUL-terminated string",
  NESTED: "nest",
  NESTED_ARRAY: "array of nests",
  SINT: "signed integer",
  UINT: "unsigned integer",
};

function inWords(type: number): string | undefined {
  const name = nameOf(attributeType, type)?.replace("NL_ATTR_TYPE_", "");
  return name && (words[name] ?? name.toLowerCase());
}
