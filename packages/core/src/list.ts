import { getNsid, listNsids, openClient, type RtnetlinkClient } from "@netns/rtnetlink";
import { type Fd, hasCode, NSFS_MAGIC, type System } from "@netns/syscall";
import { isSystemCallFailure } from "./errors.js";
import { type NamespaceIdentity, readIdentity } from "./identity.js";
import { type Name, nameOf } from "./name.js";
import { isNetworkNamespace, openNamespaceFile } from "./namespace.js";
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
  /** Where a symbolic link leads, whether or not there is anything; undefined for what is none. */
  readonly target?: Uint8Array | undefined;
  /** Of a live namespace. */
  readonly identity?: NamespaceIdentity | undefined;
  /** The id that the observer has for this one; undefined when it has none. */
  readonly nsid?: number | undefined;
  /** In whose table the id stands: the calling thread's network namespace. One object for all entries. */
  readonly observer: NamespaceIdentity;
}

/** What order entries come in. */
export interface ListOptions extends Options {
  /** By their bytes. Default: in the run directory's own order, as `ip netns list`. */
  readonly sort?: boolean | undefined;
}

/** The names in the run directory, without a look at what they are. */
export function listNames(options: ListOptions = {}): Name[] {
  return read(options).map(({ rawName }) => nameOf(rawName));
}

/**
 * The named network namespaces with their ids, as `ip netns list`. Entries that are no network namespace are in it too
 * and say what they are; a strange file is never waited for.
 *
 * @throws NamespaceError with step "read-run-dir"; a missing run directory has no names.
 * @throws NetlinkError
 */
export function listNamespaces(options: ListOptions = {}): NamespaceEntry[] {
  const paths = withDefaults(options);
  const found = read(options);
  if (found.length === 0) return [];
  const observer = readIdentity("/proc/thread-self/ns/net", paths.system);
  using client = openClient({ system: paths.system });
  // Each look-up costs the kernel time for every id there is; one empty dump spares them all.
  const lookUp = listNsids(client).entries.length > 0 ? client : undefined;
  return found.map((entry) => ({ ...inspect(entry, paths, lookUp), observer }));
}

function read(options: ListOptions): RunDirEntry[] {
  const entries = [...readRunDir(withDefaults(options))];
  return options.sort === true ? entries.sort((a, b) => Buffer.compare(a.rawName, b.rawName)) : entries;
}

function inspect(
  { rawName, isSymlink }: RunDirEntry,
  { runDir, system }: Paths,
  client?: RtnetlinkClient,
): Omit<NamespaceEntry, "observer"> {
  const path = entryPath(runDir, rawName);
  const name = { ...nameOf(rawName), target: isSymlink ? targetOf(path, system) : undefined };
  let file: Fd;
  try {
    file = openNamespaceFile(path, system);
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

function targetOf(path: string | Buffer, system: System): Uint8Array | undefined {
  try {
    return system.fs.readlinkSync(path, { encoding: "buffer" });
  } catch (error) {
    // Removed meanwhile, or replaced by something that is no link.
    if (hasCode(error, "ENOENT") || hasCode(error, "EINVAL")) return undefined;
    throw error;
  }
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
