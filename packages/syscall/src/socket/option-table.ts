import { checkInt, checkInt32, invalidArgValue } from "../arguments.js";
import * as n from "../constants/socket.js";
import { getsockopt, setsockopt } from "./options.js";

/** The part of a system that is used here. */
interface OptionCalls {
  getsockopt(fd: number, level: number, name: number, size: number): Uint8Array;
  setsockopt(fd: number, level: number, name: number, value: number | Uint8Array): void;
}

const real: OptionCalls = { getsockopt, setsockopt };

/** How the value of an option is read and written. */
interface OptionType<Value> {
  /** Room for the value; doubled as long as it is filled, when the value is a list. */
  readonly size: number;
  readonly isList?: boolean;
  decode(bytes: Buffer): Value;
  encode(value: Value): Uint8Array;
}

/** An int: a number, a size in bytes, or 0 and 1 for off and on. */
const int: OptionType<number> = {
  size: 4,
  decode: (bytes) => bytes.readInt32LE(0),
  encode(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(checkInt32("value", value), 0);
    return bytes;
  },
};

const u64: OptionType<bigint> = {
  size: 8,
  decode: (bytes) => bytes.readBigUInt64LE(0),
  encode: readOnly,
};

/** struct timeval, in milliseconds; 0 is without limit. 0 seconds (i64) | 8 microseconds (i64) */
const milliseconds: OptionType<number> = {
  size: 16,
  decode: (bytes) => Number(bytes.readBigInt64LE(0)) * 1000 + Number(bytes.readBigInt64LE(8)) / 1000,
  encode(value) {
    checkInt("value", value, 0, Number.MAX_SAFE_INTEGER);
    const bytes = Buffer.alloc(16);
    bytes.writeBigInt64LE(BigInt(Math.floor(value / 1000)), 0);
    bytes.writeBigInt64LE(BigInt((value % 1000) * 1000), 8);
    return bytes;
  },
};

/** Bits of u32 words, bit 0 of the first for group 1: the numbers of the groups (af_netlink.c). */
const groups: OptionType<readonly number[]> = {
  size: 128,
  isList: true,
  decode(bytes) {
    const found: number[] = [];
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      if ((bytes[bit >> 3] as number) & (1 << (bit & 7))) found.push(bit + 1);
    }
    return found;
  },
  encode: readOnly,
};

function readOnly(): never {
  throw invalidArgValue("option", "can only be read");
}

interface Option<Value> extends OptionType<Value> {
  readonly level: number;
  readonly name: number;
}

function of<Value>(level: number, name: number, type: OptionType<Value>): Option<Value> {
  return { level, name, ...type };
}

/** What socket(7) and netlink(7) say of each. Reading what can only be set, and the reverse, is ENOPROTOOPT mostly. */
const table = {
  SO_REUSEADDR: of(n.SOL_SOCKET, n.SO_REUSEADDR, int),
  SO_TYPE: of(n.SOL_SOCKET, n.SO_TYPE, int),
  /** The error that is pending, as a positive number, or 0; reading it clears it. */
  SO_ERROR: of(n.SOL_SOCKET, n.SO_ERROR, int),
  /** In bytes. The kernel doubles what is set, and has a limit for it (net.core.wmem_max, rmem_max). */
  SO_SNDBUF: of(n.SOL_SOCKET, n.SO_SNDBUF, int),
  SO_RCVBUF: of(n.SOL_SOCKET, n.SO_RCVBUF, int),
  SO_PASSCRED: of(n.SOL_SOCKET, n.SO_PASSCRED, int),
  SO_RCVTIMEO: of(n.SOL_SOCKET, n.SO_RCVTIMEO, milliseconds),
  SO_SNDTIMEO: of(n.SOL_SOCKET, n.SO_SNDTIMEO, milliseconds),
  /** Without the limit; needs CAP_NET_ADMIN. Can only be set. */
  SO_SNDBUFFORCE: of(n.SOL_SOCKET, n.SO_SNDBUFFORCE, int),
  SO_RCVBUFFORCE: of(n.SOL_SOCKET, n.SO_RCVBUFFORCE, int),
  SO_PROTOCOL: of(n.SOL_SOCKET, n.SO_PROTOCOL, int),
  SO_DOMAIN: of(n.SOL_SOCKET, n.SO_DOMAIN, int),
  /** The id of the socket's network namespace, never used again while the system runs. Linux 5.14. */
  SO_NETNS_COOKIE: of(n.SOL_SOCKET, n.SO_NETNS_COOKIE, u64),
  /** The number of a multicast group. EINVAL: no such group; EPERM: not without a privilege. */
  NETLINK_ADD_MEMBERSHIP: of(n.SOL_NETLINK, n.NETLINK_ADD_MEMBERSHIP, int),
  NETLINK_DROP_MEMBERSHIP: of(n.SOL_NETLINK, n.NETLINK_DROP_MEMBERSHIP, int),
  NETLINK_PKTINFO: of(n.SOL_NETLINK, n.NETLINK_PKTINFO, int),
  NETLINK_BROADCAST_ERROR: of(n.SOL_NETLINK, n.NETLINK_BROADCAST_ERROR, int),
  NETLINK_NO_ENOBUFS: of(n.SOL_NETLINK, n.NETLINK_NO_ENOBUFS, int),
  /** Events of all namespaces that have an nsid here. EPERM: without CAP_NET_BROADCAST. */
  NETLINK_LISTEN_ALL_NSID: of(n.SOL_NETLINK, n.NETLINK_LISTEN_ALL_NSID, int),
  /** The numbers of the groups that the socket is in. */
  NETLINK_LIST_MEMBERSHIPS: of(n.SOL_NETLINK, n.NETLINK_LIST_MEMBERSHIPS, groups),
  NETLINK_CAP_ACK: of(n.SOL_NETLINK, n.NETLINK_CAP_ACK, int),
  NETLINK_EXT_ACK: of(n.SOL_NETLINK, n.NETLINK_EXT_ACK, int),
  NETLINK_GET_STRICT_CHK: of(n.SOL_NETLINK, n.NETLINK_GET_STRICT_CHK, int),
};

/** The options whose values `getSocketOption` and `setSocketOption` know, by the kernel's names. */
export type SocketOptionName = keyof typeof table;

/** What an option's value is: a number, milliseconds for time limits, a bigint for what has 64 bits, a list. */
export type SocketOptionValue<Name extends SocketOptionName> =
  (typeof table)[Name] extends Option<infer Value> ? Value : never;

/** The value of a socket's option. @throws SyscallError ENOPROTOOPT: not of this socket, or the kernel is too old. */
export function getSocketOption<Name extends SocketOptionName>(
  fd: number,
  name: Name,
  system: OptionCalls = real,
): SocketOptionValue<Name> {
  const option = find(name);
  let bytes = system.getsockopt(fd, option.level, option.name, option.size);
  for (let { size } = option; option.isList && bytes.length === size; ) {
    size *= 2;
    bytes = system.getsockopt(fd, option.level, option.name, size);
  }
  return option.decode(Buffer.from(bytes)) as SocketOptionValue<Name>;
}

/** Sets a socket's option. @throws SyscallError ENOPROTOOPT: as above; EPERM; EINVAL: not a value for it. */
export function setSocketOption<Name extends SocketOptionName>(
  fd: number,
  name: Name,
  value: SocketOptionValue<Name>,
  system: OptionCalls = real,
): void {
  const option = find(name);
  system.setsockopt(fd, option.level, option.name, option.encode(value));
}

function find(name: SocketOptionName): Option<unknown> {
  if (!Object.hasOwn(table, name)) throw invalidArgValue("name", `is no option that is known here: ${String(name)}`);
  return table[name] as Option<unknown>;
}
