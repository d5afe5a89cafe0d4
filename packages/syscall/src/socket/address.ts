import { invalidArgType } from "../arguments.js";
import { AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_UNIX } from "../constants/socket.js";
import { decodeInet, decodeInet6, encodeInet, encodeInet6, type Inet6Address, type InetAddress } from "./inet.js";
import { decodeNetlink, encodeNetlink, NETLINK_SIZE, type NetlinkAddress } from "./netlink.js";
import { decodeOther, encodeOther, type OtherAddress } from "./other.js";
import { decodePacket, encodePacket, type PacketAddress } from "./packet.js";
import { decodeUnix, encodeUnix, type UnixAddress } from "./unix.js";

/** The address of a socket. `family` says which; a family that is not among them keeps its bytes. */
export type SocketAddress = NetlinkAddress | InetAddress | Inet6Address | UnixAddress | PacketAddress | OtherAddress;

/** Room for an address of any family: the kernel's __kernel_sockaddr_storage (linux/socket.h). */
export const ADDRESS_SIZE = 128;

/**
 * The struct sockaddr of an address.
 *
 * @throws TypeError, RangeError that name the field which is wrong.
 */
export function encodeAddress(address: SocketAddress): Buffer {
  if (typeof address !== "object" || address === null) throw invalidArgType("address", "an object", address);
  switch (address.family) {
    case AF_NETLINK:
      return encodeNetlink(address);
    case AF_INET:
      return encodeInet(address);
    case AF_INET6:
      return encodeInet6(address);
    case AF_UNIX:
      return encodeUnix(address);
    case AF_PACKET:
      return encodePacket(address);
    default:
      return encodeOther(address);
  }
}

/**
 * The address in a struct sockaddr. Never fails, because what came with it (a datagram, a connection) would be lost: one
 * that is too short for its family is an OtherAddress. `undefined` when there is none at all.
 */
export function decodeAddress(bytes: Buffer, length = bytes.length): SocketAddress | undefined {
  if (length < 2) return undefined;
  const family = bytes.readUInt16LE(0);
  // First, and without a view of its own: a netlink socket decodes one for each datagram.
  if (family === AF_NETLINK && length >= NETLINK_SIZE) return decodeNetlink(bytes);
  const address = bytes.subarray(0, length);
  switch (family) {
    case AF_INET:
      return decodeInet(address) ?? decodeOther(address);
    case AF_INET6:
      return decodeInet6(address) ?? decodeOther(address);
    case AF_UNIX:
      return decodeUnix(address);
    case AF_PACKET:
      return decodePacket(address) ?? decodeOther(address);
    default:
      return decodeOther(address);
  }
}
