import { constants } from "node:fs";
import {
  type Bytes,
  errno,
  Fd,
  hasCode,
  LOCK_EX,
  LOCK_NB,
  MNT_DETACH,
  MS_BIND,
  MS_PRIVATE,
  MS_REC,
  MS_SHARED,
  SyscallError,
  type System,
} from "@netns/syscall";
import { attempt, failureAt, NamespaceError, quietly } from "./errors.js";
import { entryPath, type Options, type Paths } from "./paths.js";

/** How to wait for the lock that ip(8) takes as well. */
export interface LockOptions extends Options {
  /** Milliseconds; then an error with code ETIMEDOUT. Default: no limit, as ip(8). */
  readonly lockTimeout?: number | undefined;
  /** Called once, when the lock has not come after a second. */
  readonly onLockWait?: ((runDir: string) => void) | undefined;
  /** Called when the directory cannot be locked at all; the work then goes on without the lock, as in ip(8). */
  readonly onWarning?: ((warning: NamespaceError) => void) | undefined;
}

/**
 * Makes the run directory and turns it into a shared mount, so that names which are mounted there appear in other
 * mount namespaces too and can be removed again in all of them. Does nothing that is done already. The lock keeps
 * two first callers from binding twice: each such bind doubles the mounts, up to locking up the host.
 */
export function shareRunDir(paths: Paths, lock: LockOptions): void {
  const { runDir, system } = paths;
  const facts = { path: runDir };
  const made = makeRunDir(paths);
  try {
    const directory = attempt("open-run-dir", facts, () => openRunDir(paths));
    try {
      lockRunDir(directory, paths, lock);
      if (!share(paths)) bindToItself(paths);
    } finally {
      quietly(() => directory.close());
    }
  } catch (error) {
    // Unless somebody has put a name there meanwhile: then it is theirs.
    if (made) quietly(() => system.fs.rmdirSync(runDir));
    throw error;
  }
}

function bindToItself({ runDir, system }: Paths): void {
  const facts = { path: runDir };
  attempt("bind-run-dir", facts, () => system.mount(runDir, runDir, "none", MS_BIND | MS_REC, null));
  try {
    // A bind joins its parent's peer group: under a shared /run each name would be mounted twice.
    attempt("unshare-run-dir", facts, () => system.mount(runDir, runDir, "none", MS_PRIVATE | MS_REC, null));
    attempt("share-run-dir", facts, () => system.mount("", runDir, "none", MS_SHARED | MS_REC, null));
  } catch (error) {
    quietly(() => system.umount2(runDir, MNT_DETACH));
    throw error;
  }
}

/** Whether the directory is a mount point, and shared from now on. */
function share({ runDir, system }: Paths): boolean {
  try {
    attempt("share-run-dir", { path: runDir }, () => system.mount("", runDir, "none", MS_SHARED | MS_REC, null));
    return true;
  } catch (error) {
    if (hasCode(error, "EINVAL")) return false;
    throw error;
  }
}

/** Makes the run directory; whether it was not there before. */
export function makeRunDir({ runDir, system }: Paths): boolean {
  return attempt("make-run-dir", { path: runDir }, () => {
    try {
      system.fs.mkdirSync(runDir, { mode: 0o755 });
      return true;
    } catch (error) {
      if (hasCode(error, "EEXIST")) return false;
      throw error;
    }
  });
}

/** The run directory itself. @throws SyscallError */
export function openRunDir({ runDir, system }: Paths): Fd {
  return openDirectory(runDir, system);
}

function openDirectory(path: Bytes, system: System): Fd {
  const { O_RDONLY, O_DIRECTORY } = constants;
  return new Fd(system.open(path, O_RDONLY | O_DIRECTORY), system);
}

/** flock(2) goes with the descriptor: closing that releases it. */
function lockRunDir(directory: Fd, { runDir, system }: Paths, options: LockOptions): void {
  try {
    attempt("lock-run-dir", { path: runDir }, () => takeLock(directory, runDir, system, options));
  } catch (error) {
    // Some file systems cannot lock at all; a lock that somebody holds for too long is another matter, and so is a
    // caller who lets signals end the waiting (`interruptible` of @netns/syscall).
    if (!(error instanceof NamespaceError) || error.code === "ETIMEDOUT" || error.code === "EINTR") throw error;
    options.onWarning?.(error);
  }
}

/** How long to wait before somebody who watches should be told, in milliseconds. */
const PATIENCE = 1000;
/** Between two attempts, in milliseconds. */
const PAUSE = 5;

function takeLock(directory: Fd, runDir: string, system: System, { lockTimeout, onLockWait }: LockOptions): void {
  // Asked for when it is needed: the first look at this clock loads node:perf_hooks, which takes a millisecond.
  let start: number | undefined;
  let told = false;
  for (;;) {
    try {
      system.flock(directory.fd, LOCK_EX | LOCK_NB);
      return;
    } catch (error) {
      if (!hasCode(error, "EAGAIN")) throw error;
    }
    start ??= performance.now();
    const waited = performance.now() - start;
    if (!told && waited >= PATIENCE) {
      told = true;
      onLockWait?.(runDir);
      // Nobody wants to be called again or to give up: the kernel's own queue is fairer than asking again and again.
      if (lockTimeout === undefined) {
        system.flock(directory.fd, LOCK_EX);
        return;
      }
    }
    if (lockTimeout !== undefined && waited >= lockTimeout)
      throw new SyscallError("flock", errno["ETIMEDOUT"] ?? 0, { path: runDir });
    sleep(PAUSE);
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** An entry of the run directory as the directory has it: nothing about it has been looked at. */
export interface RunDirEntry {
  readonly rawName: Buffer;
  readonly isSymlink: boolean;
}

/**
 * The entries in the directory's own order, which ip(8) shows and which readdirSync would sort. A missing directory
 * has none.
 */
export function readRunDir(paths: Paths): RunDirEntry[] {
  const { runDir, system } = paths;
  try {
    return readDirectory(runDir, system, (type, rawName) => ({ rawName, isSymlink: isSymlink(type, rawName, paths) }));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw failureAt("read-run-dir", { path: paths.runDir }, error);
  }
}

/** Room for some thousand short names; and for at least one entry, whose name has 255 bytes at most. */
const BUFFER_SIZE = 32_768;
const LEAST_ROOM = 512;
const DOT = 0x2e;

/**
 * ```
 * struct linux_dirent64, getdents64(2): 0 ino (u64) | 8 off (s64) | 16 reclen (u16) | 18 type (u8) | 19 name, NUL
 * ```
 */
const LENGTH = 16;
const TYPE = 18;
const NAME = 19;
const DT_UNKNOWN = 0;
const DT_LNK = 10;

/**
 * What `toEntry` makes of a directory's entries, in the directory's own order. Not by `opendirSync`: its first use takes
 * as long as all else that a small command does, and an entry longer than all that there is to know about a namespace.
 *
 * @throws SyscallError
 */
export function readDirectory<T>(
  path: Bytes,
  system: System,
  toEntry: (type: number | undefined, rawName: Buffer) => T,
): T[] {
  const directory = openDirectory(path, system);
  try {
    return readEntries(directory, system, toEntry);
  } finally {
    quietly(() => directory.close());
  }
}

function readEntries<T>({ fd }: Fd, system: System, toEntry: (type: number | undefined, rawName: Buffer) => T): T[] {
  const entries: T[] = [];
  let room = Buffer.alloc(0);
  for (;;) {
    if (room.length < LEAST_ROOM) room = Buffer.allocUnsafeSlow(BUFFER_SIZE);
    const length = system.getdents64(fd, room);
    if (length === 0) return entries;
    for (let at = 0; at < length; at += room.readUInt16LE(at + LENGTH)) {
      const rawName = nameAt(room, at + NAME);
      if (!isDots(rawName)) entries.push(toEntry(room[at + TYPE], rawName));
    }
    // Names are views of what was read.
    room = room.subarray(length);
  }
}

function nameAt(bytes: Buffer, start: number): Buffer {
  let end = start;
  while (bytes[end] !== 0) end++;
  return bytes.subarray(start, end);
}

/** The directory itself, and the one above. */
function isDots(name: Buffer): boolean {
  return name[0] === DOT && (name.length === 1 || (name.length === 2 && name[1] === DOT));
}

function isSymlink(type: number | undefined, rawName: Buffer, { runDir, system }: Paths): boolean {
  if (type !== DT_UNKNOWN) return type === DT_LNK;
  // Not all file systems say.
  try {
    return system.fs.lstatSync(entryPath(runDir, rawName)).isSymbolicLink();
  } catch (error) {
    // Removed meanwhile.
    if (hasCode(error, "ENOENT")) return false;
    throw error;
  }
}
