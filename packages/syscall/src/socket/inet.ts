import { checkUint16, checkUint32 } from "../arguments.js";
import { AF_INET, AF_INET6 } from "../constants/socket.js";
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from "./ip-text.js";

/** An IPv4 address and a port, as ip(7) has them. */
export interface InetAddress {
  readonly family: typeof AF_INET;
  /** Four decimal numbers with dots. */
  readonly address: string;
  readonly port: number;
}

/** An IPv6 address and a port, as ipv6(7) has them. */
export interface Inet6Address {
  readonly family: typeof AF_INET6;
  /** As RFC 5952 writes it when it is read; any RFC 4291 form when it is written. Without a zone: that is `scopeId`. */
  readonly address: string;
  readonly port: number;
  /** Traffic class and flow label; 0 when not given. */
  readonly flowInfo?: number;
  /** Number of the interface for a link-local address; 0 when not given. */
  readonly scopeId?: number;
}

/**
 * ```
 * struct sockaddr_in: 0 family (u16) | 2 port (be16) | 4 address (4) | 8 pad (8)
 * ```
 */
const INET_SIZE = 16;

/**
 * ```
 * struct sockaddr_in6: 0 family (u16) | 2 port (be16) | 4 flow info (be32) | 8 address (16) | 24 scope id (u32)
 * ```
 */
const INET6_SIZE = 28;

export function encodeInet({ address, port }: InetAddress): Buffer {
  const bytes = Buffer.alloc(INET_SIZE);
  bytes.writeUInt16LE(AF_INET, 0);
  bytes.writeUInt16BE(checkUint16("address.port", port), 2);
  bytes.set(parseIpv4("address.address", address), 4);
  return bytes;
}

export function decodeInet(bytes: Buffer): InetAddress | undefined {
  if (bytes.length < INET_SIZE) return undefined;
  return { family: AF_INET, address: formatIpv4(bytes.subarray(4, 8)), port: bytes.readUInt16BE(2) };
}

export function encodeInet6({ address, port, flowInfo = 0, scopeId = 0 }: Inet6Address): Buffer {
  const bytes = Buffer.alloc(INET6_SIZE);
  bytes.writeUInt16LE(AF_INET6, 0);
  bytes.writeUInt16BE(checkUint16("address.port", port), 2);
  bytes.writeUInt32BE(checkUint32("address.flowInfo", flowInfo), 4);
  bytes.set(parseIpv6("address.address", address), 8);
  bytes.writeUInt32LE(checkUint32("address.scopeId", scopeId), 24);
  return bytes;
}

export function decodeInet6(bytes: Buffer): Required<Inet6Address> | undefined {
  if (bytes.length < INET6_SIZE) return undefined;
  return {
    family: AF_INET6,
    address: formatIpv6(bytes.subarray(8, 24)),
    port: bytes.readUInt16BE(2),
    flowInfo: bytes.readUInt32BE(4),
    scopeId: bytes.readUInt32LE(24),
  };
}
