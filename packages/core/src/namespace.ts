import { constants } from "node:fs";
import {
  type Bytes,
  CLONE_NEWNET,
  errno,
  Fd,
  type HasFd,
  hasCode,
  NS_GET_NSTYPE,
  NSFS_MAGIC,
  SyscallError,
  type System,
} from "@netns/syscall";
import { attempt } from "./errors.js";
import { checkName, nameText } from "./name.js";
import { entryPath, type Options, withDefaults } from "./paths.js";

/** Where a namespace is found: a name, or a path to its file, or a process in it. */
export type NamespaceSource = Bytes | { readonly path: Bytes } | { readonly pid: number };

/** What tells one namespace from another (namespaces(7)): the device and inode of its file. */
export interface NamespaceIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

/**
 * An open network namespace. It lives as long as the handle is open, whatever becomes of its name and processes;
 * closing the handle removes no name.
 */
export class Namespace implements NamespaceIdentity, HasFd, Disposable {
  readonly #fd: Fd;
  readonly device: bigint;
  readonly inode: bigint;
  /** The name it was opened by, if it was. */
  readonly name: string | undefined;

  constructor(fd: Fd, identity: NamespaceIdentity, name?: string) {
    this.#fd = fd;
    this.device = identity.device;
    this.inode = identity.inode;
    this.name = name;
  }

  /** Of the open namespace file: for setns(2), for a request's NETNSA_FD, for rtnetlink's `namespace` option. */
  get fd(): number {
    return this.#fd.fd;
  }

  close(): void {
    this.#fd.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Whether both are the same namespace. */
export function isSameNamespace(a: NamespaceIdentity, b: NamespaceIdentity): boolean {
  return a.inode === b.inode && a.device === b.device;
}

/**
 * Opens a namespace by name (`"blue"`), by the path of its file, or by a process that is in it.
 *
 * @throws NamespaceError with step "open": ENOENT when there is no such name or process, EINVAL when the file is not
 * a network namespace.
 * @throws InvalidNameError
 */
export function openNamespace(source: NamespaceSource, options: Options = {}): Namespace {
  const { runDir, procDir, system } = withDefaults(options);
  if (typeof source === "string" || source instanceof Uint8Array) {
    checkName(source);
    return open(entryPath(runDir, source), nameText(source), system);
  }
  return open("path" in source ? source.path : `${procDir}/${source.pid}/ns/net`, undefined, system);
}

function open(path: Bytes, name: string | undefined, system: System): Namespace {
  return attempt("open", { name, path: nameText(path) }, () => {
    const fd = openNamespaceFile(path, system);
    try {
      if (!isNetworkNamespace(fd, system)) throw new SyscallError("open", errno["EINVAL"] ?? 0, { path });
      const { dev, ino } = system.fs.fstatSync(fd.fd, { bigint: true });
      return new Namespace(fd, { device: dev, inode: ino }, name);
    } catch (error) {
      fd.close();
      throw error;
    }
  });
}

/**
 * Opens what should be a namespace's file. Other things may lie in the run directory: a FIFO must not block, a
 * terminal must not become ours.
 */
export function openNamespaceFile(path: Bytes, system: System): Fd {
  const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;
  return new Fd(system.fs.openSync(path as string | Buffer, O_RDONLY | O_NONBLOCK | O_NOCTTY), system.fs);
}

/** Whether an open file is a network namespace: on nsfs, and of that type (ioctl_ns(2)). */
export function isNetworkNamespace({ fd }: HasFd, system: System): boolean {
  if (system.fstatfs(fd).type !== NSFS_MAGIC) return false;
  return system.ioctl(fd, NS_GET_NSTYPE) === CLONE_NEWNET;
}

/** Device and inode of the file at a path, or undefined when it cannot be looked at. */
export function identityOf(path: Bytes, system: System): NamespaceIdentity | undefined {
  try {
    const { dev, ino } = system.fs.statSync(path as string | Buffer, { bigint: true });
    return { device: dev, inode: ino };
  } catch (error) {
    // Gone meanwhile, a dangling link, or (a process's) not ours to see: EACCES even as root for some.
    if (["ENOENT", "EACCES", "EPERM", "ESRCH", "ELOOP", "ENOTDIR"].some((code) => hasCode(error, code)))
      return undefined;
    throw error;
  }
}
