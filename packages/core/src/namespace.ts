import { constants } from "node:fs";
import {
  type Bytes,
  CLONE_NEWNET,
  errno,
  Fd,
  type HasFd,
  NS_GET_NSTYPE,
  NSFS_MAGIC,
  SyscallError,
  type System,
} from "@netns/syscall";
import { attempt, failureAt, NamespaceError, quietly } from "./errors.js";
import { isSameNamespace, type NamespaceIdentity, readIdentityOf } from "./identity.js";
import { checkName, type Name, nameText } from "./name.js";
import { namesOf } from "./names-of.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";

/**
 * Where a namespace is found: its name (`"blue"`); the path of its file; a process whose main thread is in it; or
 * whatever holds it open, such as a `Namespace`.
 */
export type NamespaceSource = Bytes | { readonly path: Bytes } | { readonly pid: number } | HasFd;

/**
 * An open network namespace. It lives as long as the handle is open, whatever becomes of its name and processes;
 * closing the handle removes no name.
 */
export class Namespace implements NamespaceIdentity, HasFd, Disposable {
  readonly #fd: Fd;
  readonly #paths: Paths;
  /** The name, where it was given as bytes. */
  readonly #bytes: Uint8Array | undefined;
  readonly device: bigint;
  readonly inode: bigint;
  /** The name it was opened by, if it was: U+FFFD where it is not UTF-8. */
  readonly name: string | undefined;

  constructor(fd: Fd, identity: NamespaceIdentity, paths: Paths, name?: Bytes) {
    this.#fd = fd;
    this.#paths = paths;
    this.device = identity.device;
    this.inode = identity.inode;
    this.name = name === undefined ? undefined : nameText(name);
    this.#bytes = typeof name === "object" ? Buffer.from(name) : undefined;
  }

  /** The name as bytes. */
  get rawName(): Uint8Array | undefined {
    return this.#bytes ?? (this.name === undefined ? undefined : Buffer.from(this.name));
  }

  /** Of the open namespace file: for setns(2), for a request's NETNSA_FD, for rtnetlink's `namespace` option. */
  get fd(): number {
    return this.#fd.fd;
  }

  /** All names that it has at this moment in the run directory it was opened with, in that directory's order. */
  names(): Name[] {
    return namesOf(this, this.#paths);
  }

  /** Whether another handle, or what is known of a namespace, is the same namespace. */
  equals(other: NamespaceIdentity): boolean {
    return isSameNamespace(this, other);
  }

  close(): void {
    this.#fd.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/**
 * Opens a namespace: by its name, by the path of its file, by a process that is in it, or once more by what holds it
 * open.
 *
 * @throws NamespaceError with step "open": ENOENT when there is no such name or process, EINVAL when the file is not
 * a network namespace, EACCES for a process that is not ours to look at, EBADF for a handle that is closed.
 * @throws InvalidNameError
 * @throws TypeError for what is no source.
 */
export function openNamespace(source: NamespaceSource, options: Options = {}): Namespace {
  const paths = withDefaults(options);
  const { system } = paths;
  const { path, name } = locate(source, paths);
  try {
    return toHandle(openNetworkNamespace(path, "open", system), paths, name);
  } catch (error) {
    throw failureAt("open", { name, path }, error);
  }
}

/** A handle to what is open; that is closed when there can be none. @throws SyscallError */
export function toHandle(file: Fd, paths: Paths, name: Bytes | undefined): Namespace {
  try {
    return new Namespace(file, readIdentityOf(file, paths.system), paths, name);
  } catch (error) {
    quietly(() => file.close());
    throw error;
  }
}

/** Where a source's file is, and the name that it was given by. */
export interface Location {
  readonly path: string | Buffer;
  readonly name: Bytes | undefined;
}

/** @throws InvalidNameError @throws TypeError @throws NamespaceError with step "open" and EBADF for a closed handle. */
export function locate(source: NamespaceSource, { runDir, procDir }: Paths): Location {
  if (typeof source === "string" || source instanceof Uint8Array) {
    checkName(source);
    return { path: entryPath(runDir, source), name: source };
  }
  if (typeof source === "object" && source !== null) {
    // The kernel's own: `procDir` may be another pid namespace's, where this process is not.
    if ("fd" in source) return { path: `/proc/self/fd/${openFd(source)}`, name: nameOfHandle(source) };
    if ("pid" in source) return { path: `${procDir}/${checkPid(source.pid)}/ns/net`, name: undefined };
    if ("path" in source) return { path: toPath(source.path), name: undefined };
  }
  throw new TypeError("a namespace is given by its name, or as { path }, { pid } or { fd }");
}

/**
 * Its number: a handle that is closed has none (-1), and what is no number at all would become one on its way down.
 *
 * @throws NamespaceError @throws TypeError
 */
function openFd(source: HasFd): number {
  const { fd } = source;
  if (!Number.isInteger(fd)) throw new TypeError(`a descriptor is a whole number, not ${String(fd)}`);
  if (fd >= 0) return fd;
  const name = nameOfHandle(source);
  const facts = { name };
  throw new NamespaceError("open", facts, new SyscallError("open", errno["EBADF"] ?? 0));
}

/** Also of a `Namespace` that is another copy's of this package, and no instance of ours. */
function nameOfHandle(source: HasFd): Bytes | undefined {
  return "rawName" in source && source.rawName instanceof Uint8Array ? source.rawName : undefined;
}

function toPath(path: Bytes): string | Buffer {
  return typeof path === "string" ? path : Buffer.from(path);
}

/** A pid becomes part of a path: it must be a number. Whether there is such a process, /proc says. @throws TypeError */
export function checkPid(pid: number): number {
  if (Number.isInteger(pid)) return pid;
  throw new TypeError(`a pid is a whole number, not ${String(pid)}`);
}

/**
 * Calls with a namespace's open file, whatever it is: the kernel's answer to a request about one that is none says more
 * than we could. What the caller holds open is not opened again.
 *
 * @throws NamespaceError with step "open"
 */
export function withNamespaceFile<T>(source: NamespaceSource, paths: Paths, use: (file: HasFd) => T): T {
  const { path, name } = locate(source, paths);
  if (typeof source === "object" && "fd" in source) return use(source);
  const facts = { name, path };
  using file = attempt("open", facts, () => openNamespaceFile(path, paths.system));
  return use(file);
}

/**
 * Opens what should be a namespace's file. Other things may lie in the run directory: a FIFO must not block, a
 * terminal must not become ours.
 */
export function openNamespaceFile(path: Bytes, system: System): Fd {
  return new Fd(openAnyFile(path, system), system);
}

const { O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;

/** The same, for who closes it himself, with `system.close`. */
export function openAnyFile(path: Bytes, system: System): number {
  return system.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

/**
 * Opens a network namespace's file.
 *
 * @param wanted The system call that takes no other file.
 * @throws SyscallError: of that call, with EINVAL, when it is one.
 */
export function openNetworkNamespace(path: Bytes, wanted: "open" | "mount", system: System): Fd {
  const file = openNamespaceFile(path, system);
  try {
    if (isNetworkNamespace(file, system)) return file;
    throw new SyscallError(wanted, errno["EINVAL"] ?? 0, { path });
  } catch (error) {
    quietly(() => file.close());
    throw error;
  }
}

/** Whether an open file is a network namespace: on nsfs, and of that type (ioctl_ns(2)). */
export function isNetworkNamespace({ fd }: HasFd, system: System): boolean {
  if (system.fstatfs(fd).type !== NSFS_MAGIC) return false;
  return system.ioctl(fd, NS_GET_NSTYPE) === CLONE_NEWNET;
}
