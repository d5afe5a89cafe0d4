import { constants } from "node:fs";
import { raiseLoopback } from "@netns/rtnetlink";
import {
  type Bytes,
  errno,
  Fd,
  type HasFd,
  hasCode,
  inNewNamespace,
  MNT_DETACH,
  MS_BIND,
  SyscallError,
  UMOUNT_NOFOLLOW,
} from "@netns/syscall";
import { attempt, isSystemCallFailure, NamespaceError, type Step } from "./errors.js";
import { checkName, nameText } from "./name.js";
import { isNetworkNamespace, locate, type Namespace, openNamespace, openNamespaceFile } from "./namespace.js";
import { entryPath, type Paths, withDefaults } from "./paths.js";
import { type LockOptions, shareRunDir } from "./run-dir.js";

/** Making a namespace. */
export interface CreateOptions extends LockOptions {
  /** Whether its loopback device is up. Default false: as the kernel makes it, and `ip netns add` leaves it. */
  readonly loopbackUp?: boolean | undefined;
}

/**
 * Makes a network namespace and gives it a name, as `ip netns add`. When anything fails nothing is left behind, and this
 * thread is where it was.
 *
 * @throws NamespaceError: EEXIST when the name is taken, EPERM without CAP_SYS_ADMIN.
 * @throws InvalidNameError
 * @example
 * using blue = createNamespace("blue", { loopbackUp: true });
 */
export function createNamespace(name: Bytes, options: CreateOptions = {}): Namespace {
  const paths = withDefaults(options);
  checkName(name);
  shareRunDir(paths, options);
  return named(name, paths, (path) => bindNew(name, path, paths, options));
}

/**
 * Makes many, with one preparation of the run directory; all or none: when one fails, those before it are removed.
 *
 * @throws as `createNamespace`
 */
export function createNamespaces(names: Iterable<Bytes>, options: CreateOptions = {}): void {
  const paths = withDefaults(options);
  const wanted = [...names];
  for (const name of wanted) checkName(name);
  if (wanted.length === 0) return;
  shareRunDir(paths, options);
  const made: Bytes[] = [];
  try {
    for (const name of wanted) {
      named(name, paths, (path) => bindNew(name, path, paths, options)).close();
      made.push(name);
    }
  } catch (error) {
    for (const name of made) takeBack(entryPath(paths.runDir, name), paths);
    throw error;
  }
}

/**
 * Gives a name to a namespace that is there: of a process, as `ip netns attach`; of a file; or held open.
 *
 * @throws NamespaceError: EEXIST when the name is taken, ENOENT when there is no such process or file, EINVAL when it is
 * no network namespace.
 * @throws InvalidNameError
 */
export function attachNamespace(
  name: Bytes,
  source: { readonly pid: number } | { readonly path: Bytes } | HasFd,
  options: LockOptions = {},
): Namespace {
  const paths = withDefaults(options);
  checkName(name);
  const { path: file } = locate(source, paths);
  shareRunDir(paths, options);
  return named(name, paths, (path) => {
    const facts = { name: nameText(name), path: nameText(file), dest: nameText(path) };
    attempt("bind", facts, () => {
      if (!("pid" in source)) checkNamespace(file, paths);
      paths.system.mount(file, path, "none", MS_BIND, null);
    });
  });
}

/** A process's file is one; any other would be mounted as well, whatever it is. */
function checkNamespace(path: Bytes, { system }: Paths): void {
  using file = openNamespaceFile(path, system);
  if (!isNetworkNamespace(file, system)) throw new SyscallError("mount", errno["EINVAL"] ?? 0, { path });
}

function bindNew(name: Bytes, path: string | Buffer, { system }: Paths, { loopbackUp }: CreateOptions): void {
  const facts = { name: nameText(name), path: "/proc/self/ns/net", dest: nameText(path) };
  const fill = () => {
    if (loopbackUp === true) attempt("raise-loopback", facts, () => raiseLoopback({ system }));
    // The calling thread's namespace; /proc/self would be the main thread's. Last, so that who watches finds it complete.
    attempt("bind", facts, () => system.mount("/proc/thread-self/ns/net", path, "none", MS_BIND, null));
  };
  try {
    inNewNamespace(fill, system);
  } catch (error) {
    if (error instanceof NamespaceError || !isSystemCallFailure(error)) throw error;
    throw new NamespaceError(stepOf[error.syscall ?? ""] ?? "create", facts, error);
  }
}

const stepOf: Readonly<Record<string, Step>> = { open: "open-home", setns: "return" };

/** The steps around a bind that gives a namespace its name; what is half done when something fails is taken back. */
function named(name: Bytes, paths: Paths, bind: (path: string | Buffer) => void): Namespace {
  const path = entryPath(paths.runDir, name);
  const placeholder = reserve(path, paths);
  try {
    placeholder.close();
    bind(path);
    return openNamespace(name, paths);
  } catch (error) {
    takeBack(path, paths);
    throw error;
  }
}

/** A taken name fails with EEXIST here, before anything has changed. */
function reserve(path: string | Buffer, { system }: Paths): Fd {
  const { O_RDONLY, O_CREAT, O_EXCL } = constants;
  // Mode 0, as ip(8) makes it: what counts is the namespace's own file that is mounted over it.
  const open = () => system.fs.openSync(path, O_RDONLY | O_CREAT | O_EXCL, 0);
  return new Fd(attempt("create-file", { path: nameText(path) }, open), system.fs);
}

function takeBack(path: string | Buffer, { system }: Paths): void {
  try {
    system.umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW);
  } catch (error) {
    // Not mounted yet: EPERM instead of EINVAL for an ordinary user.
    if (!hasCode(error, "EINVAL") && !hasCode(error, "EPERM")) throw error;
  }
  system.fs.unlinkSync(path);
}
