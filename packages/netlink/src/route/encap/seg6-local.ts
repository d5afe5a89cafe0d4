import { ipv4, ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { u8, u32, u64 } from "../../codec/integers.js";
import { nested } from "../../codec/nested.js";
import { enumeration } from "../../codec/numbers.js";
import { padding } from "../../codec/padding.js";
import { text } from "../../codec/text.js";
import { segmentRoutingHeader } from "./seg6.js";

/** SEG6_LOCAL_ACTION_* from linux/seg6_local.h. */
export const seg6LocalAction = enumeration(u32, {
  SEG6_LOCAL_ACTION_UNSPEC: 0,
  SEG6_LOCAL_ACTION_END: 1,
  SEG6_LOCAL_ACTION_END_X: 2,
  SEG6_LOCAL_ACTION_END_T: 3,
  SEG6_LOCAL_ACTION_END_DX2: 4,
  SEG6_LOCAL_ACTION_END_DX6: 5,
  SEG6_LOCAL_ACTION_END_DX4: 6,
  SEG6_LOCAL_ACTION_END_DT6: 7,
  SEG6_LOCAL_ACTION_END_DT4: 8,
  SEG6_LOCAL_ACTION_END_B6: 9,
  SEG6_LOCAL_ACTION_END_B6_ENCAP: 10,
  SEG6_LOCAL_ACTION_END_BM: 11,
  SEG6_LOCAL_ACTION_END_S: 12,
  SEG6_LOCAL_ACTION_END_AS: 13,
  SEG6_LOCAL_ACTION_END_AM: 14,
  SEG6_LOCAL_ACTION_END_BPF: 15,
  SEG6_LOCAL_ACTION_END_DT46: 16,
});

/** SEG6_LOCAL_BPF_PROG* from linux/seg6_local.h. */
export const seg6LocalBpfAttributes = attributes("SEG6_LOCAL_BPF_PROG", {
  prog: attr(1, u32, "SEG6_LOCAL_BPF_PROG"), // a descriptor in requests, the program's id from the kernel
  progName: attr(2, text(256), "SEG6_LOCAL_BPF_PROG_NAME"),
});

/** SEG6_LOCAL_CNT_* from linux/seg6_local.h. */
export const seg6LocalCounterAttributes = attributes("SEG6_LOCAL_CNT", {
  pad: attr(1, padding),
  packets: attr(2, u64),
  bytes: attr(3, u64),
  errors: attr(4, u64),
});

/** SEG6_LOCAL_FLV_OP_* from linux/seg6_local.h: numbers of bits in `operation`. */
export const seg6LocalFlavor = enumeration(u32, {
  SEG6_LOCAL_FLV_OP_UNSPEC: 0,
  SEG6_LOCAL_FLV_OP_PSP: 1,
  SEG6_LOCAL_FLV_OP_USP: 2,
  SEG6_LOCAL_FLV_OP_USD: 3,
  SEG6_LOCAL_FLV_OP_NEXT_CSID: 4,
});

/** SEG6_LOCAL_FLV_* from linux/seg6_local.h. */
export const seg6LocalFlavorAttributes = attributes("SEG6_LOCAL_FLV", {
  operation: attr(1, u32), // the bit 1 << SEG6_LOCAL_FLV_OP_* for each
  lcblockBits: attr(2, u8),
  lcnodeFnBits: attr(3, u8),
});

/** SEG6_LOCAL_* from linux/seg6_local.h. */
export const seg6LocalAttributes = attributes("SEG6_LOCAL", {
  action: attr(1, seg6LocalAction),
  srh: attr(2, segmentRoutingHeader),
  table: attr(3, u32),
  nh4: attr(4, ipv4),
  nh6: attr(5, ipv6),
  iif: attr(6, u32),
  oif: attr(7, u32),
  bpf: attr(
    8,
    nested(() => seg6LocalBpfAttributes),
  ),
  vrftable: attr(9, u32),
  counters: attr(
    10,
    nested(() => seg6LocalCounterAttributes),
  ),
  flavors: attr(
    11,
    nested(() => seg6LocalFlavorAttributes),
  ),
});
