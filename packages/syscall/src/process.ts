import { type Bytes, cString } from "./c-string.js";
import { errno } from "./errno.js";
import { SyscallError } from "./errors.js";
import { findOnPath } from "./find-on-path.js";
import { bind, libc } from "./libc.js";

/** fcntl(2) with an int argument. EBADF: not open. */
export const fcntl = bind<[fd: number, command: number, argument: number]>(
  "int fcntl(int fd, int command, int argument)",
);

/** fchdir(2): the working directory of the calling thread's process. */
export const fchdir = bind<[fd: number]>("int fchdir(int fd)");

/** chroot(2). */
export const chroot = bind<[path: Bytes]>("int chroot(const char *path)");

const signal_ = bind<[signal: number, disposition: number]>("intptr_t signal(int signal, intptr_t disposition)");

/** signal(2) with SIG_DFL or SIG_IGN, behind Node's back: only for a process that is about to become another program. */
export function signal(number: number, disposition: number): void {
  signal_(number, disposition);
}

const SIG_SETMASK = 2;
const SIGSET_SIZE = 128;
const sigprocmask_ = bind<[how: number, set: Uint8Array, old: null]>(
  "int sigprocmask(int how, const void *set, void *old)",
);

/** sigprocmask(2): replaces the calling thread's mask. Bit n - 1 of `blocked` is signal n, as in /proc/PID/status. */
export function setSignalMask(blocked: bigint): void {
  const set = Buffer.alloc(SIGSET_SIZE);
  set.writeBigUInt64LE(blocked, 0);
  sigprocmask_(SIG_SETMASK, set, null);
}

/** A resource limit; a missing limit is 2n ** 64n - 1n. */
export interface ResourceLimit {
  readonly soft: bigint;
  readonly hard: bigint;
}

const getrlimit_ = bind<[resource: number, limit: Uint8Array]>("int getrlimit(int resource, void *limit)");
const setrlimit_ = bind<[resource: number, limit: Uint8Array]>("int setrlimit(int resource, const void *limit)");

/** getrlimit(2). */
export function getrlimit(resource: number): ResourceLimit {
  const limit = Buffer.alloc(16);
  getrlimit_(resource, limit);
  return { soft: limit.readBigUInt64LE(0), hard: limit.readBigUInt64LE(8) };
}

/** setrlimit(2). */
export function setrlimit(resource: number, { soft, hard }: ResourceLimit): void {
  const limit = Buffer.alloc(16);
  limit.writeBigUInt64LE(soft, 0);
  limit.writeBigUInt64LE(hard, 8);
  setrlimit_(resource, limit);
}

const execvp_ = bind<[file: Bytes, argv: readonly (Buffer | null)[]]>(
  "int execvp(const char *path, const void **argv)",
);

/** execvp(3): this process becomes another program; only a failure returns, as SyscallError. */
export function execvp(file: Bytes, argv: readonly Bytes[]): never {
  execvp_(file, [...argv.map(cString), null]);
  throw new Error("execvp returned without an error");
}

const posixSpawnp_ = bind<
  [
    pid: Int32Array,
    file: Bytes,
    actions: null,
    attributes: null,
    argv: readonly (Buffer | null)[],
    environment: unknown,
  ]
>(
  "int posix_spawnp(void *pid, const char *path, const void *actions, const void *attributes, const void **argv, const void *environment)",
);

/**
 * posix_spawnp(3): the pid of a child that runs a program found along PATH, with all that the calling thread has:
 * namespaces, descriptors, signal mask. Like execvp, and unlike glibc's own, it runs a file without `#!` by /bin/sh.
 */
export function posixSpawnp(file: Bytes, argv: readonly Bytes[]): number {
  const { koffi, libc: library } = libc();
  // The C library's own environment: process.env would replace what is not UTF-8.
  const environment = koffi.decode(library.symbol("environ"), "void *");
  const pid = new Int32Array(1);
  // It returns the error number instead of setting errno.
  const start = (path: Bytes, words: readonly Bytes[]) =>
    posixSpawnp_(pid, path, null, null, [...words.map(cString), null], environment);
  let number = start(file, argv);
  if (number === errno["ENOEXEC"]) {
    number = start("/bin/sh", ["sh", findOnPath(file), ...argv.slice(1)]);
  }
  if (number !== 0) throw new SyscallError("posix_spawnp", number, { path: file });
  return pid[0] as number;
}

const waitpid_ = bind<[pid: number, status: Int32Array, options: number]>(
  "int waitpid(int pid, void *status, int options)",
  { restart: true },
);

/** How a child ended: with a status, or by a signal. */
export type ExitStatus =
  | { readonly code: number; readonly signal?: never }
  | { readonly signal: number; readonly code?: never };

/** waitpid(2): waits for a child that `posixSpawnp` started. */
export function waitpid(pid: number): ExitStatus {
  const word = new Int32Array(1);
  waitpid_(pid, word, 0);
  const status = word[0] as number;
  const signal = status & 0x7f;
  return signal === 0 ? { code: (status >> 8) & 0xff } : { signal };
}
