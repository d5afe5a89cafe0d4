/**
 * The netlink wire format: messages, attributes, extended acknowledgements, and the life of a request. Bytes in,
 * values out, and back; no input or output, no dependency, any JavaScript runtime. Start with `decodeFrames` and
 * `nsidMessage`.
 */
export {
  type Attribute,
  type AttributeInput,
  type AttributeList,
  type AttributeObject,
  type AttributeOf,
  type AttributeSet,
  attr,
  attributes,
  type KnownAttribute,
  NLA_F_NESTED,
  NLA_F_NET_BYTEORDER,
  type TrailingBytes,
  type UnknownAttribute,
} from "./codec/attributes.js";
export { bytes } from "./codec/bytes.js";
export { type Codec, type Infer, type InferList, scalar } from "./codec/codec.js";
export { flag } from "./codec/flag.js";
export { be16, be32, s8, s16, s32, s64, u8, u16, u32, u64 } from "./codec/integers.js";
export { nested } from "./codec/nested.js";
export { type ByteOrder, HOST_ORDER, type OrderOptions } from "./codec/order.js";
export type { Reader } from "./codec/reader.js";
export { type Struct, type StructInput, type StructValue, struct } from "./codec/struct.js";
export { text } from "./codec/text.js";
export type { Writer } from "./codec/writer.js";
export { CodecError, type CodecOperation } from "./errors.js";
export { type ExtackAttributes, extackAttributes } from "./extack/attributes.js";
export { type Extack, explain, type MissingAttribute, type PathSource, type RequestContext } from "./extack/extack.js";
export { describePolicy, type Policy, policyAttributes } from "./extack/policy.js";
export { families } from "./families.js";
export { type FormatOptions, format } from "./format.js";
export { type DoneMessage, decodeDone, decodeError, type ErrorMessage } from "./message/error.js";
export * from "./message/flags.js";
export { type Datagram, decodeFrames, encodeFrame, type Frame } from "./message/frame.js";
export { type Header, NLMSG_HDRLEN } from "./message/header.js";
export { type Message, type MessageCodec, type MessageInput, type MessageList, message } from "./message/message.js";
export { NETNSA_NSID_NOT_ASSIGNED, type NsidAttribute, nsidAttributes } from "./nsid/attributes.js";
export { rtgenmsg } from "./nsid/header.js";
export { nsidMessage, RTM_DELNSID, RTM_GETNSID, RTM_NEWNSID, RTNLGRP_NSID } from "./nsid/message.js";
export { type End, Exchange } from "./protocol/exchange.js";
