import { checkInt } from "./arguments.js";
import {
  NS_GET_ID,
  NS_GET_MNTNS_ID,
  NS_GET_NSTYPE,
  NS_GET_OWNER_UID,
  NS_GET_PARENT,
  NS_GET_PID_FROM_PIDNS,
  NS_GET_PID_IN_PIDNS,
  NS_GET_TGID_FROM_PIDNS,
  NS_GET_TGID_IN_PIDNS,
  NS_GET_USERNS,
  NS_MNT_GET_INFO,
  NS_MNT_GET_NEXT,
  NS_MNT_GET_PREV,
  SIOCGSKNS,
} from "./constants/namespace.js";
import { ioctl, ioctlMemory, ioctlNumber } from "./ioctl.js";

// What ioctl_ns(2) says of a namespace, by its open descriptor. Each throws ENOTTY where the descriptor is no
// namespace's, or the kernel is older than the request, and EINVAL where it makes no sense for this kind of namespace.
// Descriptors that come back are close-on-exec, and the caller's to close.

/** A descriptor of the user namespace that owns this one. EPERM: it is none of the caller's nor below it. */
export function nsGetUserns(fd: number): number {
  return ioctl(fd, NS_GET_USERNS);
}

/** A descriptor of the parent of a user or pid namespace; other kinds have none: EINVAL. EPERM: out of sight, or none. */
export function nsGetParent(fd: number): number {
  return ioctl(fd, NS_GET_PARENT);
}

/** The kind of namespace: one of CLONE_NEW*. */
export function nsGetNstype(fd: number): number {
  return ioctl(fd, NS_GET_NSTYPE);
}

/** Who made a user namespace: a uid as the caller sees it; the overflow uid (65534) stands for one that it cannot see. */
export function nsGetOwnerUid(fd: number): number {
  const uid = new Uint32Array(1);
  ioctlMemory(fd, NS_GET_OWNER_UID, uid);
  return uid[0] as number;
}

/** The id of a mount namespace, never used again while the system runs. Linux 6.11. */
export function nsGetMntnsId(fd: number): bigint {
  return readId(fd, NS_GET_MNTNS_ID);
}

/**
 * The id of any namespace, never used again while the system runs, unlike its inode number. A network namespace's is
 * the SO_NETNS_COOKIE of its sockets. Linux 6.18.
 */
export function nsGetId(fd: number): bigint {
  return readId(fd, NS_GET_ID);
}

function readId(fd: number, request: number): bigint {
  const id = new BigUint64Array(1);
  ioctlMemory(fd, request, id);
  return id[0] as bigint;
}

/** What the caller calls the thread that is `pid` in this pid namespace. ESRCH: there is none, or out of sight. Linux 6.11. */
export function nsGetPidFromPidns(fd: number, pid: number): number {
  return ioctlNumber(fd, NS_GET_PID_FROM_PIDNS, checkPid(pid));
}

/** What the caller calls the process of the thread that is `pid` in this pid namespace. ESRCH as above. Linux 6.11. */
export function nsGetTgidFromPidns(fd: number, pid: number): number {
  return ioctlNumber(fd, NS_GET_TGID_FROM_PIDNS, checkPid(pid));
}

/** What the thread that the caller calls `pid` is called in this pid namespace. ESRCH as above. Linux 6.11. */
export function nsGetPidInPidns(fd: number, pid: number): number {
  return ioctlNumber(fd, NS_GET_PID_IN_PIDNS, checkPid(pid));
}

/** What the process of the thread that the caller calls `pid` is called in this pid namespace. ESRCH as above. Linux 6.11. */
export function nsGetTgidInPidns(fd: number, pid: number): number {
  return ioctlNumber(fd, NS_GET_TGID_IN_PIDNS, checkPid(pid));
}

function checkPid(pid: number): number {
  return checkInt("pid", pid, 1, 0x7fff_ffff);
}

/** What the kernel says of a mount namespace. */
export interface MountNamespaceInfo {
  /** Its id, as `nsGetMntnsId` has it. */
  readonly id: bigint;
  /** How many mounts are in it, its root not counted. */
  readonly mounts: number;
}

/** A mount namespace next to another one. */
export interface NeighborMountNamespace extends MountNamespaceInfo {
  readonly fd: number;
}

/** Id and size of a mount namespace. Linux 6.12. */
export function nsMntGetInfo(fd: number): MountNamespaceInfo {
  const memory = Buffer.alloc(MNT_NS_INFO_SIZE);
  ioctlMemory(fd, NS_MNT_GET_INFO, memory);
  return readInfo(memory);
}

/**
 * The mount namespace with the next higher id, opened. ENOENT: this is the last; EPERM: without CAP_SYS_ADMIN in the
 * initial user and pid namespace. Linux 6.12.
 */
export function nsMntGetNext(fd: number): NeighborMountNamespace {
  return neighbor(fd, NS_MNT_GET_NEXT);
}

/** The mount namespace with the next lower id, opened. ENOENT: this is the first; EPERM as above. Linux 6.12. */
export function nsMntGetPrev(fd: number): NeighborMountNamespace {
  return neighbor(fd, NS_MNT_GET_PREV);
}

/** struct mnt_ns_info, linux/nsfs.h: 0 size (u32) | 4 nr_mounts (u32) | 8 mnt_ns_id (u64). */
const MNT_NS_INFO_SIZE = 16;

function neighbor(fd: number, request: number): NeighborMountNamespace {
  const memory = Buffer.alloc(MNT_NS_INFO_SIZE);
  return { fd: ioctlMemory(fd, request, memory), ...readInfo(memory) };
}

function readInfo(memory: Buffer): MountNamespaceInfo {
  return { id: memory.readBigUInt64LE(8), mounts: memory.readUInt32LE(4) };
}

/**
 * A descriptor of the network namespace that a socket belongs to, wherever the socket came from; it brings a namespace
 * back to life that only sockets keep. ENOTTY: not a socket; EPERM: no CAP_NET_ADMIN over that namespace. Linux 4.10.
 */
export function siocgskns(fd: number): number {
  return ioctl(fd, SIOCGSKNS);
}
