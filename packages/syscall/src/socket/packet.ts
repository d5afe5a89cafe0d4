import { checkBytes, checkInt, checkInt32, checkUint16, outOfRange } from "../arguments.js";
import { AF_PACKET } from "../constants/socket.js";

/** A place below IP (packet(7)). */
export interface PacketAddress {
  readonly family: typeof AF_PACKET;
  /** ETH_P_*: the EtherType. */
  readonly protocol: number;
  /** Number of the interface; 0 is any. */
  readonly ifindex: number;
  /** ARPHRD_*; the kernel fills it in. 0 when not given. */
  readonly hardwareType?: number;
  /** PACKET_*: for this host, for all, sent by it …; the kernel fills it in. 0 when not given. */
  readonly packetType?: number;
  /** The link-layer address; empty when not given. */
  readonly address?: Uint8Array;
}

/**
 * ```
 * struct sockaddr_ll: 0 family (u16) | 2 protocol (be16) | 4 ifindex (i32) | 8 hardware type (u16) | 10 packet type (u8)
 *                     11 address length (u8) | 12 address (8, or more for an interface whose addresses are longer)
 * ```
 */
const ADDRESS = 12;
const SIZE = 20;
/** MAX_ADDR_LEN of linux/netdevice.h. */
const LONGEST = 32;

export function encodePacket(value: PacketAddress): Buffer {
  const { protocol, ifindex, hardwareType = 0, packetType = 0 } = value;
  const address = checkBytes("address.address", value.address ?? new Uint8Array());
  if (address.length > LONGEST) {
    throw outOfRange("address.address", `at most ${LONGEST} bytes long`, `${address.length} bytes`);
  }
  const bytes = Buffer.alloc(Math.max(SIZE, ADDRESS + address.length));
  bytes.writeUInt16LE(AF_PACKET, 0);
  bytes.writeUInt16BE(checkUint16("address.protocol", protocol), 2);
  bytes.writeInt32LE(checkInt32("address.ifindex", ifindex), 4);
  bytes.writeUInt16LE(checkUint16("address.hardwareType", hardwareType), 8);
  bytes.writeUInt8(checkInt("address.packetType", packetType, 0, 0xff), 10);
  bytes.writeUInt8(address.length, 11);
  bytes.set(address, ADDRESS);
  return bytes;
}

export function decodePacket(bytes: Buffer): Required<PacketAddress> | undefined {
  // getsockname(2) gives no more than the address needs.
  if (bytes.length < ADDRESS) return undefined;
  return {
    family: AF_PACKET,
    protocol: bytes.readUInt16BE(2),
    ifindex: bytes.readInt32LE(4),
    hardwareType: bytes.readUInt16LE(8),
    packetType: bytes.readUInt8(10),
    address: Uint8Array.from(bytes.subarray(ADDRESS, ADDRESS + bytes.readUInt8(11))),
  };
}
