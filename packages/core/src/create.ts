import { constants } from "node:fs";
import { raiseLoopback } from "@netns/rtnetlink";
import { type Bytes, Fd, type HasFd, inNewNamespace, MS_BIND } from "@netns/syscall";
import { deleteNamespaces } from "./delete.js";
import { attempt, isSystemCallFailure, NamespaceError, quietly, type Step } from "./errors.js";
import { checkName, eachName } from "./name.js";
import { locate, type Namespace, openNamespaceFile, openNetworkNamespace, toHandle } from "./namespace.js";
import { entryPath, type Paths, withDefaults } from "./paths.js";
import { inRunDir } from "./prepared.js";
import { type LockOptions, shareRunDir } from "./run-dir.js";

/** Making a namespace. */
export interface CreateOptions extends LockOptions {
  /** Whether its loopback device is up. Default false: as the kernel makes it, and `ip netns add` leaves it. */
  readonly loopbackUp?: boolean | undefined;
}

/**
 * Makes a network namespace and gives it a name, as `ip netns add`. When anything fails neither name nor namespace is
 * left behind, and this thread is where it was; a run directory that was prepared whole stays, because others may be
 * using it by then.
 *
 * @throws NamespaceError: EEXIST when the name is taken, EPERM without CAP_SYS_ADMIN, ENOSPC at the user's limit of
 * namespaces (user.max_net_namespaces).
 * @throws InvalidNameError
 * @example
 * using blue = createNamespace("blue", { loopbackUp: true });
 */
export function createNamespace(name: Bytes, options: CreateOptions = {}): Namespace {
  const paths = withDefaults(options);
  checkName(name);
  return inRunDir(paths, options, () => createIn(name, paths, options));
}

/**
 * Makes many, with one preparation of the run directory; all or none: when one fails, those before it are removed.
 *
 * @throws as `createNamespace`
 * @throws TypeError for a single name, whose letters would be names.
 */
export function createNamespaces(names: Iterable<Bytes>, options: CreateOptions = {}): void {
  const paths = withDefaults(options);
  const wanted = [...eachName(names)];
  for (const name of wanted) checkName(name);
  if (wanted.length === 0) return;
  shareRunDir(paths, options);
  const made: Bytes[] = [];
  try {
    for (const name of wanted) {
      const namespace = createIn(name, paths, options);
      made.push(name);
      quietly(() => namespace.close());
    }
  } catch (error) {
    // What cannot be removed is left; why the others are gone is what the caller must hear.
    deleteNamespaces(made, paths);
    throw error;
  }
}

/**
 * Gives a name to a namespace that is there: of a process, as `ip netns attach`; of a file; or held open.
 *
 * @throws NamespaceError: EEXIST when the name is taken; with step "bind" ENOENT when there is no such process or file,
 * EINVAL when it is no network namespace.
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
  return inRunDir(paths, options, () =>
    named(name, paths, (path) =>
      attempt("bind", { name, path: file, dest: path }, () => {
        const handle = toHandle(openNetworkNamespace(file, "mount", paths.system), paths, name);
        // What was opened and looked at: by now the path may be another file's, the pid another process's.
        return bound(handle, `/proc/self/fd/${handle.fd}`, path, paths);
      }),
    ),
  );
}

function createIn(name: Bytes, paths: Paths, { loopbackUp }: CreateOptions): Namespace {
  const { system } = paths;
  return named(name, paths, (path) => {
    const facts = { name, path: "/proc/self/ns/net", dest: path };
    const fill = () => {
      if (loopbackUp === true) attempt("raise-loopback", facts, () => raiseLoopback({ system }));
      // Last, so that who watches the name finds the namespace complete.
      return attempt("bind", facts, () =>
        bound(toHandle(openNamespaceFile(OWN, system), paths, name), OWN, path, paths),
      );
    };
    try {
      return inNewNamespace(fill, system);
    } catch (error) {
      if (error instanceof NamespaceError || !isSystemCallFailure(error)) throw error;
      throw new NamespaceError(stepOf[error.syscall ?? ""] ?? "create", facts, error);
    }
  });
}

/** The calling thread's namespace; /proc/self would be the main thread's. */
const OWN = "/proc/thread-self/ns/net";

/** Of the switch into the new namespace: it notes first where this thread has to come back to, and whether it can. */
const stepOf: Readonly<Record<string, Step>> = { open: "open-home", fstat: "open-home", setns: "return" };

/**
 * The steps around a bind that gives a namespace its name. That is the last one that can fail: whoever takes back what
 * is half done has a file to remove, never a mount.
 */
function named(name: Bytes, paths: Paths, bind: (path: string | Buffer) => Namespace): Namespace {
  const path = entryPath(paths.runDir, name);
  const placeholder = reserve(name, path, paths);
  try {
    return bind(path);
  } catch (error) {
    takeBack(placeholder, path, paths);
    throw error;
  } finally {
    quietly(() => placeholder.close());
  }
}

/** A taken name fails with EEXIST here, before anything has changed. */
function reserve(name: Bytes, path: string | Buffer, { system }: Paths): Fd {
  const { O_RDONLY, O_CREAT, O_EXCL } = constants;
  // Mode 0, as ip(8) makes it: what counts is the namespace's own file that is mounted over it.
  const open = () => system.open(path, O_RDONLY | O_CREAT | O_EXCL, 0);
  return new Fd(attempt("create-file", { name, path }, open), system);
}

/** Unless somebody has deleted it meanwhile: what is there now is not ours. */
function takeBack({ fd }: Fd, path: string | Buffer, { system }: Paths): void {
  quietly(() => {
    if (system.fs.fstatSync(fd).nlink > 0) system.fs.unlinkSync(path);
  });
}

/** Mounts a namespace's file over the placeholder; the handle is opened before, so that nothing can fail afterwards. */
function bound(handle: Namespace, file: string, path: string | Buffer, { system }: Paths): Namespace {
  try {
    system.mount(file, path, "none", MS_BIND, null);
    return handle;
  } catch (error) {
    quietly(() => handle.close());
    throw error;
  }
}
