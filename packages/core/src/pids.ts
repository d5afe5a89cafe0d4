import { hasCode, type System } from "@netns/syscall";
import { attempt, isSystemCallFailure, NamespaceError, type SystemCallFailure } from "./errors.js";
import { isOurOwnTrouble, isSameNamespace, type NamespaceIdentity, readIdentity } from "./identity.js";
import { locate, type NamespaceSource } from "./namespace.js";
import { type Options, type Paths, withDefaults } from "./paths.js";

/** A process, and the network namespace of its main thread. */
export interface ProcessEntry {
  readonly pid: number;
  /** Undefined where the caller may not look (ptrace(2) access): `failure` says why. */
  readonly identity: NamespaceIdentity | undefined;
  readonly failure: SystemCallFailure | undefined;
}

/** What to do with processes that cannot be looked at. */
export interface PidsOptions extends Options {
  /** Called for each process that may be in the namespace, but is not the caller's to look at. Default: left out, as ip(8). */
  readonly onUnreadable?: ((process: ProcessEntry) => void) | undefined;
}

/**
 * The processes whose main thread is in a namespace, ascending, as `ip netns pids`.
 *
 * @throws NamespaceError with step "open" when there is no such name; as `scanProcesses`.
 * @throws InvalidNameError
 */
export function listPids(source: NamespaceSource, options: PidsOptions = {}): number[] {
  const paths = withDefaults(options);
  const { path } = locate(source, paths);
  const namespace = attempt("open", {}, () => readIdentity(path, paths.system));
  const pids: number[] = [];
  for (const process of scan(paths)) {
    if (process.identity === undefined) options.onUnreadable?.(process);
    else if (isSameNamespace(process.identity, namespace)) pids.push(process.pid);
  }
  return pids;
}

/**
 * All processes with their network namespaces, ascending, in one pass over /proc; those that end meanwhile are left out.
 * A generator, since there may be thousands.
 *
 * @throws NamespaceError with step "read-proc"; with step "stat" where the system has no memory left.
 * @example
 * for (const { pid, identity } of scanProcesses()) …
 */
export function scanProcesses(options: Options = {}): Generator<ProcessEntry, undefined, undefined> {
  return scan(withDefaults(options));
}

function* scan({ procDir, system }: Paths): Generator<ProcessEntry, undefined, undefined> {
  for (const pid of readPids(procDir, system)) {
    const process = inspect(pid, `${procDir}/${pid}/ns/net`, system);
    if (process !== undefined) yield process;
  }
}

function inspect(pid: number, path: string, system: System): ProcessEntry | undefined {
  try {
    return { pid, identity: readIdentity(path, system), failure: undefined };
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    // Ended meanwhile; and a zombie has no namespaces any more.
    if (hasCode(error, "ENOENT") || hasCode(error, "ESRCH")) return undefined;
    if (isOurOwnTrouble(error)) throw new NamespaceError("stat", { path }, error);
    return { pid, identity: undefined, failure: error };
  }
}

/**
 * The pids that /proc shows, ascending. Not with opendirSync: /proc shows a process that ends meanwhile as an entry of
 * unknown type, which Node then looks up to find the type, and throws ENOENT (seen twice in 137,000 readings).
 */
function readPids(procDir: string, system: System): number[] {
  return attempt("read-proc", { path: procDir }, () => system.fs.readdirSync(procDir))
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}
