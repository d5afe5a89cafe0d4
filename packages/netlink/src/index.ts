/**
 * The netlink wire format: messages, attributes, extended acknowledgements, and the life of a request. Bytes in,
 * values out, and back; no input or output, no dependency, any JavaScript runtime. Start with `decodeFrames` and
 * `nsidMessage`.
 */

export { ip, ipv4, ipv6, linkAddress, mac } from "./codec/address.js";
export { array } from "./codec/array.js";
export type {
  Attribute,
  AttributeInput,
  AttributeList,
  AttributeObject,
  AttributeOf,
  AttributeSet,
  KnownAttribute,
  TrailingBytes,
  UnknownAttribute,
} from "./codec/attribute-types.js";
export { attr, attributes } from "./codec/attributes.js";
export { type ByFamily, byFamily } from "./codec/by-family.js";
export { bytes, fixedBytes } from "./codec/bytes.js";
export { type Cases, type Choice, choice, chosen, type OtherCase, otherCase } from "./codec/choice.js";
export { type Codec, type Infer, type InferInput, type InferList, type Place, scalar } from "./codec/codec.js";
export { flag } from "./codec/flag.js";
export { type Headed, type HeadedInput, type HeadedList, headed } from "./codec/headed.js";
export { type IndexedEntry, type IndexedList, indexed } from "./codec/indexed.js";
export { be16, be32, be64, type Sized, s8, s16, s32, s64, u8, u16, u32, u64 } from "./codec/integers.js";
export { nested } from "./codec/nested.js";
export { enumeration, flagWord, type Named, nameOf, namesOf } from "./codec/numbers.js";
export { type ByteOrder, HOST_ORDER, type OrderOptions } from "./codec/order.js";
export { padding } from "./codec/padding.js";
export { NLA_F_NESTED, NLA_F_NET_BYTEORDER } from "./codec/places.js";
export type { Reader } from "./codec/reader.js";
export { type Repeated, repeated } from "./codec/repeated.js";
export {
  type Gap,
  type Grown,
  gap,
  grown,
  type Struct,
  type StructInput,
  type StructValue,
  struct,
} from "./codec/struct.js";
export { fixedText, text } from "./codec/text.js";
export { uint } from "./codec/uint.js";
export type { Writer } from "./codec/writer.js";
export { CodecError, type CodecOperation } from "./errors.js";
export { type ExtackAttributes, extackAttributes } from "./extack/attributes.js";
export { type Extack, explain, type MissingAttribute, type PathSource, type RequestContext } from "./extack/extack.js";
export { attributeType, describePolicy, type Policy, policyAttributes } from "./extack/policy.js";
export { type AnyMessageCodec, families } from "./families.js";
export { type FormatOptions, format } from "./format.js";
export {
  type DoneMessage,
  type DoneMessageList,
  decodeDone,
  decodeDoneList,
  decodeError,
  decodeErrorList,
  type ErrorMessage,
  type ErrorMessageList,
  encodeDone,
  encodeError,
} from "./message/error.js";
export { familyOf } from "./message/family-of.js";
export * from "./message/flags.js";
export { type Datagram, decodeFrames, encodeFrame, type Frame } from "./message/frame.js";
export { type Header, NLMSG_HDRLEN } from "./message/header.js";
export {
  type DecodeOptions,
  encodeMessage,
  type Message,
  type MessageCodec,
  type MessageInput,
  type MessageList,
  message,
} from "./message/message.js";
export { NETNSA_NSID_NOT_ASSIGNED, type NsidAttribute, nsidAttributes } from "./nsid/attributes.js";
export { rtgenmsg } from "./nsid/header.js";
export { nsidMessage, RTM_DELNSID, RTM_GETNSID, RTM_NEWNSID, RTNLGRP_NSID } from "./nsid/message.js";
export { type End, Exchange } from "./protocol/exchange.js";
