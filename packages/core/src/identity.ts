import { type Bytes, type HasFd, hasCode, type System } from "@netns/syscall";
import { attempt, isSystemCallFailure, NamespaceError } from "./errors.js";

/** What tells one namespace from another (namespaces(7)): the device and inode of its file. */
export interface NamespaceIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

/** Whether both are the same namespace. */
export function isSameNamespace(a: NamespaceIdentity, b: NamespaceIdentity): boolean {
  return a.inode === b.inode && a.device === b.device;
}

/** Device and inode of the file at a path. @throws Error of node:fs */
export function readIdentity(path: Bytes, system: System): NamespaceIdentity {
  const { dev, ino } = system.fs.statSync(path as string | Buffer, { bigint: true });
  return { device: dev, inode: ino };
}

/** Device and inode of what is open. @throws SyscallError */
export function readIdentityOf({ fd }: HasFd, system: System): NamespaceIdentity {
  return system.fstat(fd);
}

/** The calling thread's network namespace. @throws NamespaceError with step "open-home", where /proc is missing. */
export function readOwnIdentity(system: System): NamespaceIdentity {
  return attempt("open-home", {}, () => readIdentity("/proc/thread-self/ns/net", system));
}

/**
 * Device and inode of the file at a path, or undefined when it cannot be looked at.
 *
 * @throws NamespaceError with step "stat" when that says nothing about the file.
 */
export function identityOf(path: Bytes, system: System): NamespaceIdentity | undefined {
  try {
    return readIdentity(path, system);
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    if (isOurOwnTrouble(error)) throw new NamespaceError("stat", {}, error);
    return undefined;
  }
}

/**
 * Whether a call failed for want of what this process or the system has no more of. Every other failure (gone meanwhile,
 * a dangling link, not ours to see, a device without a driver) says something about the file that was asked for.
 */
export function isOurOwnTrouble(error: unknown): boolean {
  return ["EMFILE", "ENFILE", "ENOMEM", "EINTR"].some((code) => hasCode(error, code));
}
