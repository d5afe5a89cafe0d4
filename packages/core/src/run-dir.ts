import { constants } from "node:fs";
import {
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
import { attempt, NamespaceError, quietly } from "./errors.js";
import type { Options, Paths } from "./paths.js";

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
    const directory = attempt("open-run-dir", facts, () => openDirectory(paths));
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

function openDirectory({ runDir, system }: Paths): Fd {
  const { O_RDONLY, O_DIRECTORY } = constants;
  return new Fd(system.fs.openSync(runDir, O_RDONLY | O_DIRECTORY), system.fs);
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
  const start = performance.now();
  let told = false;
  for (;;) {
    try {
      system.flock(directory.fd, LOCK_EX | LOCK_NB);
      return;
    } catch (error) {
      if (!hasCode(error, "EAGAIN")) throw error;
    }
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
export function* readRunDir({ runDir, system }: Paths): Generator<RunDirEntry> {
  const directory = attempt("read-run-dir", { path: runDir }, () => {
    try {
      return system.fs.opendirSync(runDir, { encoding: BYTES });
    } catch (error) {
      if (hasCode(error, "ENOENT")) return undefined;
      throw error;
    }
  });
  if (directory === undefined) return;
  try {
    const next = () => attempt("read-run-dir", { path: runDir }, () => directory.readSync());
    for (let entry = next(); entry !== null; entry = next()) {
      // Node gives bytes for this encoding; its types know that for readdir only.
      yield { rawName: entry.name as unknown as Buffer, isSymlink: entry.isSymbolicLink() };
    }
  } finally {
    quietly(() => directory.closeSync());
  }
}

const BYTES = "buffer" as BufferEncoding;
