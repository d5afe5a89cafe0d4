import { u32, u64 } from "../codec/integers.js";
import { grown, struct } from "../codec/struct.js";

/** struct rtnl_link_stats, linux/if_link.h: counters of 32 bits, which wrap. `rxNohandler` is there since Linux 4.6. */
export const linkStats = struct("rtnl_link_stats", {
  rxPackets: u32,
  txPackets: u32,
  rxBytes: u32,
  txBytes: u32,
  rxErrors: u32,
  txErrors: u32,
  rxDropped: u32,
  txDropped: u32,
  multicast: u32,
  collisions: u32,
  rxLengthErrors: u32,
  rxOverErrors: u32,
  rxCrcErrors: u32,
  rxFrameErrors: u32,
  rxFifoErrors: u32,
  rxMissedErrors: u32,
  txAbortedErrors: u32,
  txCarrierErrors: u32,
  txFifoErrors: u32,
  txHeartbeatErrors: u32,
  txWindowErrors: u32,
  rxCompressed: u32,
  txCompressed: u32,
  rxNohandler: grown(u32),
});

/**
 * struct rtnl_link_stats64, linux/if_link.h. `rxNohandler` is there since Linux 4.6, `rxOtherhostDropped` since 5.19.
 */
export const linkStats64 = struct("rtnl_link_stats64", {
  rxPackets: u64,
  txPackets: u64,
  rxBytes: u64,
  txBytes: u64,
  rxErrors: u64,
  txErrors: u64,
  rxDropped: u64,
  txDropped: u64,
  multicast: u64,
  collisions: u64,
  rxLengthErrors: u64,
  rxOverErrors: u64,
  rxCrcErrors: u64,
  rxFrameErrors: u64,
  rxFifoErrors: u64,
  rxMissedErrors: u64,
  txAbortedErrors: u64,
  txCarrierErrors: u64,
  txFifoErrors: u64,
  txHeartbeatErrors: u64,
  txWindowErrors: u64,
  rxCompressed: u64,
  txCompressed: u64,
  rxNohandler: grown(u64),
  rxOtherhostDropped: grown(u64),
});
