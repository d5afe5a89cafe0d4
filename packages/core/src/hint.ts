import type { NetlinkError } from "@netns/rtnetlink";
import {
  CAP_NET_ADMIN,
  CAP_NET_RAW,
  CAP_SYS_ADMIN,
  CAP_SYS_PTRACE,
  hasCapability,
  hasCode,
  type System,
} from "@netns/syscall";
import type { InvalidNameError, NamespaceError, Step } from "./errors.js";
import { readOwnIdentity } from "./identity.js";
import { type EntryKind, inspectEntry } from "./list.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";

/**
 * What to do about an operation's error, where that is known: a missing right, a user namespace without any, a stale
 * file, a limit. For people: a sentence without a full stop, to stand below the message. It looks at how things are now.
 *
 * @param options Those that the operation was given.
 * @returns undefined when there is nothing to add to the message.
 * @example
 * try {
 *   createNamespace("blue");
 * } catch (error) {
 *   console.error(error.message, hintOf(error) ?? "");
 * }
 */
export function hintOf(error: unknown, options: Options = {}): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // By name: they may be of another copy of these packages, as where one part of a program is bundled and another is not.
  if (isNamed<InvalidNameError>(error, "InvalidNameError")) return hintOfName(error);
  const paths = withDefaults(options);
  if (isNamed<NetlinkError>(error, "NetlinkError")) return hintOfRefusal(error, paths.system);
  if (isNamed<NamespaceError>(error, "NamespaceError")) return hintOfStep(error, paths) ?? hintOfLimit(error);
  return error.name === "SyscallError" ? hintOfLimit(error) : undefined;
}

function isNamed<E extends Error>(error: Error, name: E["name"]): error is E {
  return error.name === name;
}

function hintOfName({ namespace }: InvalidNameError): string | undefined {
  return namespace.includes("/") ? "a path is no name: give it as { path }" : undefined;
}

function hintOfRefusal(error: NetlinkError, system: System): string | undefined {
  const { path } = error.extack;
  switch (error.code) {
    case "EPERM":
      return missing(ADMIN_NET, "the observer's namespace", system);
    case "EACCES":
      return missing(ADMIN_NET, "the target's namespace", system);
    case "EINVAL":
      return path === "nsid.fd"
        ? "it is no network namespace; if it is a stale file in the run directory, delete it"
        : undefined;
    case "EEXIST":
      if (path === "nsid.fd") return "an id stays as long as its namespace and cannot be changed";
      return `choose another number, or "auto"; that of a deleted namespace is free when the kernel has ended it`;
    default:
      return undefined;
  }
}

interface Right {
  readonly name: string;
  /** CAP_*. */
  readonly capability: number;
}

const ADMIN: Right = { name: "CAP_SYS_ADMIN", capability: CAP_SYS_ADMIN };
const ADMIN_NET: Right = { name: "CAP_NET_ADMIN", capability: CAP_NET_ADMIN };
const RAW: Right = { name: "CAP_NET_RAW", capability: CAP_NET_RAW };
const TRACE: Right = { name: "CAP_SYS_PTRACE", capability: CAP_SYS_PTRACE };

/** What each step takes, beside the run directory's permissions. */
const RIGHTS: Readonly<Partial<Record<Step, [right: Right, over: string]>>> = {
  "share-run-dir": [ADMIN, "this mount namespace"],
  "bind-run-dir": [ADMIN, "this mount namespace"],
  "unshare-run-dir": [ADMIN, "this mount namespace"],
  bind: [ADMIN, "this mount namespace"],
  "remove-file": [ADMIN, "this mount namespace"],
  create: [ADMIN, "this user namespace"],
  return: [ADMIN, "this process's own network namespace"],
  "raise-loopback": [ADMIN_NET, "the namespace"],
  enter: [ADMIN, "the namespace"],
  socket: [RAW, "the namespace"],
  "unshare-mounts": [ADMIN, "this user namespace"],
  "slave-mounts": [ADMIN, "this mount namespace"],
  "mount-sys": [ADMIN, "the namespace"],
};

function hintOfStep(error: NamespaceError, paths: Paths): string | undefined {
  const { step, code } = error;
  const { system } = paths;
  const right = RIGHTS[step];
  if (right !== undefined && code === "EPERM") return missing(...right, system);
  switch (`${step} ${code}`) {
    case "make-run-dir EACCES":
    case "create-file EACCES":
    case "remove-file EACCES":
      return `${paths.runDir} is not yours to write in: run as root, or choose another run directory`;
    case "open-run-dir EACCES":
    case "read-run-dir EACCES":
      return `${paths.runDir} is not yours to read: it was made by somebody who kept it to themselves (umask)`;
    case "make-run-dir EROFS":
    case "create-file EROFS":
    case "remove-file EROFS":
      return `${paths.runDir} cannot be written: choose another run directory`;
    case "create-file EEXIST":
      return hintOfTaken(kindOf(error, paths));
    case "remove-file EISDIR":
      return "it is a directory: remove it with rmdir";
    case "remove-file EBUSY":
      return hintOfMounted(kindOf(error, paths), paths);
    case "open ENOENT":
      return hintOfMissing(kindOf(error, paths));
    case "open EACCES":
      if (!/\/ns\/net$/.test(error.path ?? "")) return undefined;
      return missing(TRACE, "the process, which is another user's or has more rights", system);
    case "open EBADF":
      return "the handle is closed";
    case "open EINVAL":
    case "enter EINVAL":
      return hintOfStrange(kindOf(error, paths));
    case "create ENOSPC":
      return "the limit of network namespaces is reached: see /proc/sys/user/max_net_namespaces";
    case "lock-run-dir ETIMEDOUT":
      return `another process holds the lock: fuser ${paths.runDir} tells which`;
    case "start-watching EMFILE":
      return "the limit of inotify instances is reached: see /proc/sys/user/max_inotify_instances";
    case "watch-run-dir ENOSPC":
      return "the limit of inotify watches is reached: see /proc/sys/user/max_inotify_watches";
    default:
      return undefined;
  }
}

function kindOf({ rawName }: NamespaceError, paths: Paths): EntryKind | undefined {
  if (rawName === undefined) return undefined;
  try {
    const { runDir, system } = paths;
    const isSymlink = system.fs.lstatSync(entryPath(runDir, Buffer.from(rawName))).isSymbolicLink();
    return inspectEntry({ rawName: Buffer.from(rawName), isSymlink }, readOwnIdentity(system), paths)?.kind;
  } catch {
    // It is a hint: what goes wrong here is not what the caller has to hear of.
    return undefined;
  }
}

function hintOfTaken(kind: EntryKind | undefined): string | undefined {
  if (kind === "plain file") return "the name is a stale file, without a namespace: delete it first";
  if (kind === "namespace") return "the name is taken: choose another, or delete it first";
  return kind && `the name is taken, but by no network namespace (${kind}): choose another, or delete it first`;
}

/** What can be unmounted has been (delete.ts). */
function hintOfMounted(kind: EntryKind | undefined, { runDir }: Paths): string {
  return kind === "namespace"
    ? `it is mounted from outside of this user namespace, or in ${runDir} since before that was a mount itself`
    : "something is mounted on it: unmount that first";
}

/** As somebody makes it who links a name to /proc/PID/ns/net. */
function hintOfMissing(kind: EntryKind | undefined): string | undefined {
  return kind === "dangling link"
    ? "the name is a link to what is gone, perhaps with its process: delete the name"
    : undefined;
}

function hintOfStrange(kind: EntryKind | undefined): string | undefined {
  if (kind === undefined) return "it is no network namespace";
  if (kind === "plain file") return "it is a stale file, without a namespace: delete the name";
  return kind === "namespace" ? undefined : `it is no network namespace (${kind})`;
}

function hintOfLimit(error: Error): string | undefined {
  if (hasCode(error, "EMFILE"))
    return "this process has no descriptors left: close some, or raise the limit (ulimit -n)";
  if (hasCode(error, "ENFILE")) return "the system has no descriptors left: see /proc/sys/fs/file-max";
  return undefined;
}

function missing({ name, capability }: Right, over: string, system: System): string {
  const needed = `${name} is needed over ${over}`;
  if (hasCapability(capability, system)) {
    return `${needed}: it belongs to a user namespace where this process has no rights, or a security module or seccomp forbids it`;
  }
  if (isInUserNamespace(system)) {
    return `${needed}, and this user namespace gives no such right: see sysctl kernel.apparmor_restrict_unprivileged_userns (Ubuntu), or run as root outside of it`;
  }
  // What is there already is not owned by a user namespace that is made now.
  const alternative = over.startsWith("this ")
    ? ", or in a user namespace (unshare --user --map-root-user --net --mount)"
    : "";
  return `${needed}: run as root${alternative}`;
}

/** The first user namespace maps all ids to themselves, and others hardly ever do (user_namespaces(7)). */
function isInUserNamespace({ fs }: System): boolean {
  try {
    return !/^\s*0\s+0\s+4294967295\s*$/.test(fs.readFileSync("/proc/self/uid_map", "utf8"));
  } catch {
    return false;
  }
}
