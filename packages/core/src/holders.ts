import { isSystemCallFailure } from "./errors.js";
import { isSameNamespace, type NamespaceIdentity } from "./identity.js";
import { type Options, type Paths, withDefaults } from "./paths.js";
import { scanProcesses } from "./pids.js";

/** What keeps a network namespace alive, as far as /proc shows it. */
export interface Holder {
  /** The process; for a mount, one of those that have it in their mount namespace. */
  readonly pid: number;
  /** What the process is called, of 15 bytes at most (comm in proc(5)). */
  readonly command: string;
  /** Where the namespace is mounted; undefined when the process is in it. */
  readonly mountPoint: string | undefined;
}

/**
 * Who keeps a network namespace alive: processes that are in it, and mounts of it, once for each mount namespace. Devices
 * in it stay until all of them are gone. (With a name that is deleted its mounts go everywhere; those elsewhere stay.)
 * Descriptors, and mount namespaces of processes that may not be looked at, are not found.
 *
 * @throws NamespaceError as `scanProcesses`.
 */
export function findHolders(namespace: NamespaceIdentity, options: Options = {}): Holder[] {
  const paths = withDefaults(options);
  const holders: Holder[] = [];
  const seen = new Set<string>();
  for (const { pid, identity } of scanProcesses(options)) {
    const command = look(() => read(pid, "comm", paths).trimEnd()) ?? "";
    if (identity !== undefined && isSameNamespace(identity, namespace)) {
      holders.push({ pid, command, mountPoint: undefined });
    }
    const mounts = look(() => paths.system.fs.readlinkSync(`${paths.procDir}/${pid}/ns/mnt`));
    if (mounts === undefined || seen.has(mounts)) continue;
    seen.add(mounts);
    const mountInfo = look(() => read(pid, "mountinfo", paths)) ?? "";
    for (const mountPoint of mountPointsOf(namespace, mountInfo)) holders.push({ pid, command, mountPoint });
  }
  return holders;
}

const read = (pid: number, file: string, { procDir, system }: Paths) =>
  system.fs.readFileSync(`${procDir}/${pid}/${file}`, "utf8");

/** Field 4 of a line is the root of the mount, `net:[INODE]` for a namespace's, and field 5 the mount point (proc(5)). */
function mountPointsOf({ inode }: NamespaceIdentity, mountInfo: string): string[] {
  const root = `net:[${inode}]`;
  return mountInfo
    .split("\n")
    .map((line) => line.split(" "))
    .filter((fields) => fields[3] === root)
    .map((fields) => unescaped(fields[4] ?? ""));
}

/** Blanks and the like are octal there: `\040`. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Processes end while we look, and others' are not ours to see. */
function look(at: () => string): string | undefined {
  try {
    return at();
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    return undefined;
  }
}
