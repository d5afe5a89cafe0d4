import { getNsid, listNsids, openClient, type RtnetlinkClient } from "@netns/rtnetlink";
import { type Fd, hasCode, NSFS_MAGIC, type System } from "@netns/syscall";
import { isSystemCallFailure } from "./errors.js";
import { type Name, nameOf } from "./name.js";
import { isNetworkNamespace, type NamespaceIdentity, openNamespaceFile } from "./namespace.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";
import { type RunDirEntry, readRunDir } from "./run-dir.js";

/** What an entry of the run directory turned out to be: only a "namespace" is alive. */
export type EntryKind =
  | "namespace"
  | "plain file"
  | "directory"
  | "dangling link"
  | "namespace of another kind"
  | "special file"
  /** It could not be opened, mostly for want of permission: it may be alive. */
  | "unreadable";

/** One entry of the run directory. */
export interface NamespaceEntry extends Name {
  readonly kind: EntryKind;
  readonly isSymlink: boolean;
  /** Of a live namespace. */
  readonly identity?: NamespaceIdentity | undefined;
  /** The id that the calling thread's network namespace has for this one; undefined when it has none. */
  readonly nsid?: number | undefined;
}

/** The names in the run directory, in its own order, without a look at what they are. */
export function listNames(options: Options = {}): Name[] {
  return Array.from(readRunDir(withDefaults(options)), ({ rawName }) => nameOf(rawName));
}

/**
 * The named network namespaces with their ids, in the run directory's own order, as `ip netns list`. Entries that are
 * no network namespace are in it too and say what they are; a strange file is never waited for.
 *
 * @throws NamespaceError with step "read-run-dir"; a missing run directory has no names.
 * @throws NetlinkError
 */
export function listNamespaces(options: Options = {}): NamespaceEntry[] {
  const paths = withDefaults(options);
  const found = [...readRunDir(paths)];
  if (found.length === 0) return [];
  using client = openClient({ system: paths.system });
  // Each look-up costs the kernel time for every id there is; one empty dump spares them all.
  const lookUp = listNsids(client).entries.length > 0 ? client : undefined;
  return found.map((entry) => inspect(entry, paths, lookUp));
}

function inspect(
  { rawName, isSymlink }: RunDirEntry,
  { runDir, system }: Paths,
  client?: RtnetlinkClient,
): NamespaceEntry {
  const name = { ...nameOf(rawName), isSymlink };
  let file: Fd;
  try {
    file = openNamespaceFile(entryPath(runDir, rawName), system);
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    return {
      ...name,
      kind:
        isSymlink && hasCode(error, "ENOENT")
          ? "dangling link"
          : hasCode(error, "ENXIO")
            ? "special file"
            : "unreadable",
    };
  }
  using _ = file;
  if (!isNetworkNamespace(file, system)) return { ...name, kind: kindOf(file, system) };
  const { dev, ino } = system.fs.fstatSync(file.fd, { bigint: true });
  return {
    ...name,
    kind: "namespace",
    identity: { device: dev, inode: ino },
    nsid: client && getNsid(client, { fd: file.fd }).nsid,
  };
}

function kindOf(file: Fd, system: System): EntryKind {
  const status = system.fs.fstatSync(file.fd);
  if (status.isDirectory()) return "directory";
  if (!status.isFile()) return "special file";
  return system.fstatfs(file.fd).type === NSFS_MAGIC ? "namespace of another kind" : "plain file";
}

/** Whether there is a run directory that can be read: without one `ip netns list` prints nothing at all. */
export function hasRunDir(options: Options = {}): boolean {
  const { runDir, system } = withDefaults(options);
  try {
    system.fs.opendirSync(runDir).closeSync();
    return true;
  } catch (error) {
    if (isSystemCallFailure(error)) return false;
    throw error;
  }
}
