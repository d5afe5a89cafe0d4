import fs from "node:fs";
import type { Bytes } from "./c-string.js";
import { close } from "./close.js";
import { type FileStatus, fstat, getdents64, open } from "./file.js";
import { flock } from "./flock.js";
import { inotifyAddWatch, inotifyInit1, inotifyRmWatch } from "./inotify.js";
import { listns, type NamespaceFilter } from "./listns.js";
import { type FileSystemStatus, fstatfs, mount, statfs, umount2 } from "./mount.js";
import { ioctl, setns, unshare } from "./namespace.js";
import {
  type MountNamespaceInfo,
  type NeighborMountNamespace,
  nsGetId,
  nsGetMntnsId,
  nsGetNstype,
  nsGetOwnerUid,
  nsGetParent,
  nsGetPidFromPidns,
  nsGetPidInPidns,
  nsGetTgidFromPidns,
  nsGetTgidInPidns,
  nsGetUserns,
  nsMntGetInfo,
  nsMntGetNext,
  nsMntGetPrev,
  siocgskns,
} from "./nsfs.js";
import { pidfdGetfd, pidfdGetNetNamespace, pidfdOpen, pidfdSendSignal } from "./pidfd.js";
import { type PollRequest, poll } from "./poll.js";
import {
  type Capabilities,
  type ChildEvent,
  type ChildStatus,
  capget,
  chroot,
  type ExitStatus,
  execve,
  execvp,
  fchdir,
  fcntl,
  getrlimit,
  getSignalMask,
  gettid,
  isatty,
  posixSpawnp,
  prctl,
  prlimit,
  type ResourceLimit,
  resetTerminalMode,
  type SignalAction,
  type SpawnOptions,
  setrlimit,
  setSignalMask,
  sigaction,
  signal,
  tcgetattr,
  tcsetattr,
  waitid,
  waitpid,
} from "./process/index.js";
import { type ReadableWatch, type WatchReadableOptions, watchReadable } from "./readable.js";
import {
  type Accepted,
  accept4,
  bind,
  connect,
  getpeername,
  getsockname,
  getsockopt,
  listen,
  type OutgoingMessage,
  type Received,
  type ReceiveOptions,
  recvmmsg,
  recvmsg,
  type SocketAddress,
  sendmsg,
  sendto,
  setsockopt,
  shutdown,
  socket,
  socketpair,
} from "./socket.js";

/** What the layers above use of node:fs, which does these calls well enough. */
export type FileSystem = Pick<
  typeof fs,
  | "accessSync"
  | "closeSync"
  | "fstatSync"
  | "lstatSync"
  | "mkdirSync"
  | "opendirSync"
  | "openSync"
  | "readdirSync"
  | "readFileSync"
  | "readlinkSync"
  | "readSync"
  | "rmdirSync"
  | "statSync"
  | "unlinkSync"
  | "writeFileSync"
>;

/**
 * Every system call that the layers above make, as one object that they take as an option: `linux`, or in a test
 * something that fails where the test wants. Each throws an error with `code`, `errno` and `syscall`.
 * See the function of the same name for what it does.
 */
export interface System {
  readonly fs: FileSystem;

  setns(fd: number, nstype: number): number;
  unshare(flags: number): number;
  ioctl(fd: number, request: number): number;
  nsGetUserns(fd: number): number;
  nsGetParent(fd: number): number;
  nsGetNstype(fd: number): number;
  nsGetOwnerUid(fd: number): number;
  nsGetMntnsId(fd: number): bigint;
  nsGetId(fd: number): bigint;
  nsGetPidFromPidns(fd: number, pid: number): number;
  nsGetTgidFromPidns(fd: number, pid: number): number;
  nsGetPidInPidns(fd: number, pid: number): number;
  nsGetTgidInPidns(fd: number, pid: number): number;
  nsMntGetInfo(fd: number): MountNamespaceInfo;
  nsMntGetNext(fd: number): NeighborMountNamespace;
  nsMntGetPrev(fd: number): NeighborMountNamespace;
  siocgskns(fd: number): number;
  pidfdOpen(pid: number, flags?: number): number;
  pidfdGetfd(pidfd: number, targetFd: number): number;
  pidfdSendSignal(pidfd: number, signal: number, flags?: number): void;
  pidfdGetNetNamespace(pidfd: number): number;
  listns(ids: BigUint64Array, after?: bigint, filter?: NamespaceFilter): number;

  open(path: Bytes, flags: number, mode?: number): number;
  fstat(fd: number): FileStatus;
  getdents64(fd: number, buffer: Uint8Array): number;
  close(fd: number): void;

  mount(source: Bytes, target: Bytes, type: string | null, flags: number, data: string | null): number;
  umount2(target: Bytes, flags: number): number;
  statfs(path: Bytes): FileSystemStatus;
  fstatfs(fd: number): FileSystemStatus;
  flock(fd: number, operation: number): number;

  socket(domain: number, type: number, protocol: number): number;
  socketpair(domain: number, type: number, protocol: number): [number, number];
  bind(fd: number, address: SocketAddress): void;
  connect(fd: number, address: SocketAddress): void;
  listen(fd: number, backlog: number): number;
  accept4(fd: number, flags: number): Accepted;
  shutdown(fd: number, how: number): number;
  getsockname(fd: number): SocketAddress;
  getpeername(fd: number): SocketAddress;
  getsockopt(fd: number, level: number, name: number, size: number): Uint8Array;
  setsockopt(fd: number, level: number, name: number, value: number | Uint8Array): void;
  sendto(fd: number, data: Uint8Array, flags: number, to?: SocketAddress): number;
  sendmsg(fd: number, message: OutgoingMessage, flags: number): number;
  recvmmsg(fd: number, buffer: Uint8Array, room: number, flags: number): number[];
  recvmsg(fd: number, buffer: Uint8Array, flags: number, options?: ReceiveOptions): Received;
  poll(requests: readonly PollRequest[], timeout: number): number[];

  inotifyInit1(flags: number): number;
  inotifyAddWatch(fd: number, path: Bytes, mask: number): number;
  inotifyRmWatch(fd: number, watch: number): number;
  watchReadable(fd: number, listener: () => void, options?: WatchReadableOptions): ReadableWatch;

  fcntl(fd: number, command: number, argument: number): number;
  fchdir(fd: number): number;
  chroot(path: Bytes): number;
  signal(number: number, disposition: number): void;
  sigaction(signal: number, action?: SignalAction | 0 | 1): SignalAction;
  getSignalMask(): bigint;
  setSignalMask(blocked: bigint): bigint;
  getrlimit(resource: number): ResourceLimit;
  setrlimit(resource: number, limit: ResourceLimit): void;
  prlimit(pid: number, resource: number, limit?: ResourceLimit): ResourceLimit;
  prctl(option: number, argument?: number): number;
  capget(tid?: number): Capabilities;
  gettid(): number;
  isatty(fd: number): boolean;
  tcgetattr(fd: number): Uint8Array;
  tcsetattr(fd: number, when: number, attributes: Uint8Array): void;
  resetTerminalMode(): void;
  execve(path: Bytes, argv: readonly Bytes[], environment?: readonly Bytes[]): never;
  execvp(file: Bytes, argv: readonly Bytes[], environment?: readonly Bytes[]): never;
  posixSpawnp(file: Bytes, argv: readonly Bytes[], environment?: readonly Bytes[], options?: SpawnOptions): number;
  waitpid(pid: number): ExitStatus;
  waitpid(pid: number, options: number): ChildStatus | undefined;
  waitid(idType: number, id: number, options: number): ChildEvent | undefined;
}

/** The real thing: libc of this process, and node:fs. */
export const linux: System = {
  fs,
  setns,
  unshare,
  ioctl,
  nsGetUserns,
  nsGetParent,
  nsGetNstype,
  nsGetOwnerUid,
  nsGetMntnsId,
  nsGetId,
  nsGetPidFromPidns,
  nsGetTgidFromPidns,
  nsGetPidInPidns,
  nsGetTgidInPidns,
  nsMntGetInfo,
  nsMntGetNext,
  nsMntGetPrev,
  siocgskns,
  pidfdOpen,
  pidfdGetfd,
  pidfdSendSignal,
  pidfdGetNetNamespace,
  listns,
  open,
  fstat,
  getdents64,
  close,
  mount,
  umount2,
  statfs,
  fstatfs,
  flock,
  socket,
  socketpair,
  bind,
  connect,
  listen,
  accept4,
  shutdown,
  getsockname,
  getpeername,
  getsockopt,
  setsockopt,
  sendto,
  sendmsg,
  recvmmsg,
  recvmsg,
  poll,
  inotifyInit1,
  inotifyAddWatch,
  inotifyRmWatch,
  watchReadable,
  fcntl,
  fchdir,
  chroot,
  signal,
  sigaction,
  getSignalMask,
  setSignalMask,
  getrlimit,
  setrlimit,
  prlimit,
  prctl,
  capget,
  gettid,
  isatty,
  tcgetattr,
  tcsetattr,
  resetTerminalMode,
  execve,
  execvp,
  posixSpawnp,
  waitpid,
  waitid,
};
