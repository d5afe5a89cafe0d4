import { type Bytes, hasCode, type System } from "@netns/syscall";

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

/** Device and inode of the file at a path, or undefined when it cannot be looked at. */
export function identityOf(path: Bytes, system: System): NamespaceIdentity | undefined {
  try {
    return readIdentity(path, system);
  } catch (error) {
    // Gone meanwhile, a dangling link, or (a process's) not ours to see: EACCES even as root for some.
    if (["ENOENT", "EACCES", "EPERM", "ESRCH", "ELOOP", "ENOTDIR"].some((code) => hasCode(error, code)))
      return undefined;
    throw error;
  }
}
