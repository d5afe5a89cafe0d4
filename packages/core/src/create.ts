import { constants } from "node:fs";
import { type Bytes, Fd, hasCode, inNewNamespace, MNT_DETACH, MS_BIND, UMOUNT_NOFOLLOW } from "@netns/syscall";
import { attempt, isSystemCallFailure, NamespaceError, type Step } from "./errors.js";
import { checkName, nameText } from "./name.js";
import { type Namespace, openNamespace } from "./namespace.js";
import { entryPath, type Paths, withDefaults } from "./paths.js";
import { type LockOptions, shareRunDir } from "./run-dir.js";

/**
 * Makes a network namespace and gives it a name, as `ip netns add`. It has a loopback device, which is down. When
 * anything fails nothing is left behind, and this thread is where it was.
 *
 * @throws NamespaceError: EEXIST when the name is taken, EPERM without CAP_SYS_ADMIN.
 * @throws InvalidNameError
 * @example
 * using blue = createNamespace("blue");
 */
export function createNamespace(name: Bytes, options: LockOptions = {}): Namespace {
  const paths = withDefaults(options);
  return nameNamespace(name, paths, options, (path) => {
    const facts = { name: nameText(name), path: "/proc/self/ns/net", dest: nameText(path) };
    const bind = () =>
      // The calling thread's namespace; /proc/self would be the main thread's.
      attempt("bind", facts, () => paths.system.mount("/proc/thread-self/ns/net", path, "none", MS_BIND, null));
    try {
      inNewNamespace(bind, paths.system);
    } catch (error) {
      if (error instanceof NamespaceError || !isSystemCallFailure(error)) throw error;
      throw new NamespaceError(stepOf[error.syscall ?? ""] ?? "create", facts, error);
    }
  });
}

const stepOf: Readonly<Record<string, Step>> = { open: "open-home", setns: "return" };

/**
 * Gives a name to the namespace that a process is in, as `ip netns attach`.
 *
 * @throws NamespaceError: EEXIST when the name is taken, ENOENT when there is no such process.
 * @throws InvalidNameError
 */
export function attachNamespace(name: Bytes, pid: number, options: LockOptions = {}): Namespace {
  const paths = withDefaults(options);
  return nameNamespace(name, paths, options, (path) => {
    const source = `${paths.procDir}/${pid}/ns/net`;
    const facts = { name: nameText(name), path: source, dest: nameText(path) };
    attempt("bind", facts, () => paths.system.mount(source, path, "none", MS_BIND, null));
  });
}

/** The steps around a bind that gives a namespace its name; what is half done when something fails is taken back. */
function nameNamespace(name: Bytes, paths: Paths, lock: LockOptions, bind: (path: string | Buffer) => void): Namespace {
  checkName(name);
  const path = entryPath(paths.runDir, name);
  shareRunDir(paths, lock);
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
