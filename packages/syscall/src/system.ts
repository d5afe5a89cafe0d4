import * as fs from "node:fs";
import type { Bytes } from "./c-string.js";
import { flock } from "./flock.js";
import { inotifyAddWatch, inotifyInit1, inotifyRmWatch } from "./inotify.js";
import { type FileSystemStatus, fstatfs, mount, statfs, umount2 } from "./mount.js";
import { ioctl, setns, unshare } from "./namespace.js";
import {
  chroot,
  type ExitStatus,
  execvp,
  fchdir,
  fcntl,
  getrlimit,
  posixSpawnp,
  type ResourceLimit,
  setrlimit,
  setSignalMask,
  signal,
  waitpid,
} from "./process.js";
import { type ReadableWatch, watchReadable } from "./readable.js";
import {
  bind,
  getsockname,
  type NetlinkAddress,
  type Received,
  recvmsg,
  sendto,
  setsockopt,
  socket,
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

  mount(source: Bytes, target: Bytes, type: string | null, flags: number, data: string | null): number;
  umount2(target: Bytes, flags: number): number;
  statfs(path: Bytes): FileSystemStatus;
  fstatfs(fd: number): FileSystemStatus;
  flock(fd: number, operation: number): number;

  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: NetlinkAddress): void;
  getsockname(fd: number): NetlinkAddress;
  setsockopt(fd: number, level: number, name: number, value: number): void;
  sendto(fd: number, data: Uint8Array, flags: number, to: NetlinkAddress): number;
  recvmsg(fd: number, buffer: Uint8Array, flags: number): Received;

  inotifyInit1(flags: number): number;
  inotifyAddWatch(fd: number, path: Bytes, mask: number): number;
  inotifyRmWatch(fd: number, watch: number): number;
  watchReadable(fd: number, listener: () => void): ReadableWatch;

  fcntl(fd: number, command: number, argument: number): number;
  fchdir(fd: number): number;
  chroot(path: Bytes): number;
  signal(number: number, disposition: number): void;
  setSignalMask(blocked: bigint): void;
  getrlimit(resource: number): ResourceLimit;
  setrlimit(resource: number, limit: ResourceLimit): void;
  execvp(file: Bytes, argv: readonly Bytes[]): never;
  posixSpawnp(file: Bytes, argv: readonly Bytes[]): number;
  waitpid(pid: number): ExitStatus;
}

/** The real thing: libc of this process, and node:fs. */
export const linux: System = {
  fs,
  setns,
  unshare,
  ioctl,
  mount,
  umount2,
  statfs,
  fstatfs,
  flock,
  socket,
  bind,
  getsockname,
  setsockopt,
  sendto,
  recvmsg,
  inotifyInit1,
  inotifyAddWatch,
  inotifyRmWatch,
  watchReadable,
  fcntl,
  fchdir,
  chroot,
  signal,
  setSignalMask,
  getrlimit,
  setrlimit,
  execvp,
  posixSpawnp,
  waitpid,
};
