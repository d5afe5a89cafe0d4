import { checkUint32 } from "../arguments.js";
import { AF_NETLINK } from "../constants/socket.js";

/** Who a netlink datagram is from or for. The kernel's port id is 0. */
export interface NetlinkAddress {
  readonly family: typeof AF_NETLINK;
  /** Unsigned: the kernel gives out numbers with the top bit set. */
  readonly portId: number;
  /** A bit per multicast group 1 to 32. */
  readonly groups: number;
}

/**
 * ```
 * struct sockaddr_nl: 0 family (u16) | 2 pad (u16) | 4 port id (u32) | 8 groups (u32)
 * ```
 */
export const NETLINK_SIZE = 12;

export function encodeNetlink({ portId, groups }: NetlinkAddress): Buffer {
  const bytes = Buffer.alloc(NETLINK_SIZE);
  bytes.writeUInt16LE(AF_NETLINK, 0);
  bytes.writeUInt32LE(checkUint32("address.portId", portId), 4);
  bytes.writeUInt32LE(checkUint32("address.groups", groups), 8);
  return bytes;
}

export function decodeNetlink(bytes: Buffer): NetlinkAddress {
  return { family: AF_NETLINK, portId: bytes.readUInt32LE(4), groups: bytes.readUInt32LE(8) };
}
