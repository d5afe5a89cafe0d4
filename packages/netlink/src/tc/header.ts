import { s32, u8, u32 } from "../codec/integers.js";
import { enumeration } from "../codec/numbers.js";
import { gap, struct } from "../codec/struct.js";

/** TC_H_* from linux/pkt_sched.h. Other handles are numbers of two halves: 0x00010002 is 1:2. */
export const tcHandle = enumeration(u32, {
  TC_H_UNSPEC: 0,
  TC_H_ROOT: 0xffffffff,
  TC_H_INGRESS: 0xfffffff1, // also TC_H_CLSACT
});

/** Lower halves of handles of a clsact queue's two sides, from linux/pkt_sched.h. */
export const TC_H_MIN_PRIORITY = 0xffe0;
export const TC_H_MIN_INGRESS = 0xfff2;
export const TC_H_MIN_EGRESS = 0xfff3;

/** As the interface of a filter or chain: `parent` is the number of a block that interfaces share. */
export const TCM_IFINDEX_MAGIC_BLOCK = -1;

/** struct tcmsg, linux/rtnetlink.h. */
export const tcmsg = struct("tcmsg", {
  family: u8,
  pad1: gap(1),
  pad2: gap(2),
  ifindex: s32,
  handle: u32,
  parent: tcHandle,
  info: u32, // of a filter: priority in the upper half, ETH_P_* in network order in the lower
});

/** struct tcamsg, linux/rtnetlink.h. */
export const tcamsg = struct("tcamsg", { family: u8, pad1: gap(1), pad2: gap(2) });
