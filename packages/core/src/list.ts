import { CLONE_NEWNET, hasCode, NS_GET_NSTYPE, NSFS_MAGIC, type System } from "@netns/syscall";
import { failureAt, isSystemCallFailure, NamespaceError, quietly } from "./errors.js";
import { isOurOwnTrouble, type NamespaceIdentity, readOwnIdentity } from "./identity.js";
import { type Name, nameOf, nameText } from "./name.js";
import { openAnyFile } from "./namespace.js";
import { Numbering } from "./numbering.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";
import { openRunDir, type RunDirEntry, readRunDir } from "./run-dir.js";

/** What an entry of the run directory turned out to be: only a "namespace" is alive. */
export type EntryKind =
  | "namespace"
  | "plain file"
  | "directory"
  /** A symbolic link to nothing, or to itself. */
  | "dangling link"
  | "namespace of another kind"
  /** A FIFO, a socket, a device. */
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

/** Listing namespaces, which takes its time where there are thousands. */
export interface ListNamespacesOptions extends ListOptions {
  /** Called with how many names there are, before any of them is looked at. */
  readonly onNames?: ((count: number) => void) | undefined;
}

/** The names in the run directory, without a look at what they are. */
export function listNames(options: ListOptions = {}): Name[] {
  return read(options).map(({ rawName }) => nameOf(rawName));
}

/**
 * The named network namespaces with their ids, as `ip netns list`. Entries that are no network namespace are in it too
 * and say what they are; a strange file is never waited for. A name that is removed meanwhile is left out.
 *
 * @throws NamespaceError with step "read-run-dir"; a missing run directory has no names. With step "open" or "stat"
 * when the process has no descriptor or memory left: what an entry is cannot be said then. With step
 * "socket" when there is no netlink socket to be had.
 * @throws NetlinkError
 */
export function listNamespaces(options: ListNamespacesOptions = {}): NamespaceEntry[] {
  const paths = withDefaults(options);
  const found = read(options);
  options.onNames?.(found.length);
  if (found.length === 0) return [];
  const observer = readOwnIdentity(paths.system);
  using ids = new Numbering(options);
  // Each look-up costs the kernel time for every id there is; one empty dump spares them all.
  return inspectAll(found, observer, paths, ids.hasAny() ? ids : undefined);
}

/** What the entries are; with a numbering also which ids their namespaces have. @throws as `listNamespaces` */
export function inspectAll(
  found: readonly RunDirEntry[],
  observer: NamespaceIdentity,
  paths: Paths,
  numbering: Numbering | undefined,
): NamespaceEntry[] {
  const entries: NamespaceEntry[] = [];
  for (const entry of found) {
    const inspected = inspectEntry(entry, observer, paths, numbering);
    if (inspected !== undefined) entries.push(inspected);
  }
  numbering?.finish();
  return entries;
}

function read(options: ListOptions): RunDirEntry[] {
  const entries = readRunDir(withDefaults(options));
  return options.sort === true ? entries.sort((a, b) => Buffer.compare(a.rawName, b.rawName)) : entries;
}

/**
 * What an entry is; with a numbering also which id its namespace has, when that is finished; undefined for a name that is
 * gone.
 *
 * @throws as `listNamespaces`
 */
export function inspectEntry(
  { rawName, isSymlink }: RunDirEntry,
  observer: NamespaceIdentity,
  { runDir, system }: Paths,
  numbering?: Numbering,
): NamespaceEntry | undefined {
  const name = nameText(rawName);
  const path = entryPath(runDir, rawName, name);
  const target = isSymlink ? targetOf(path, system) : undefined;
  let file: number;
  try {
    file = openEntry(path, system, numbering);
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    if (isOurOwnTrouble(error)) throw new NamespaceError("open", { name }, error);
    const kind = kindOfUnopened(path, isSymlink, system);
    return kind && { name, rawName, target, kind, observer };
  }
  // Written out, each time: to spread objects into one takes longer than all calls to the kernel.
  let entry: NamespaceEntry & { nsid?: number | undefined };
  try {
    const identity = system.fstat(file);
    // All namespaces' files are of one file system: that of the observer's.
    const isNamespace = identity.device === observer.device && system.ioctl(file, NS_GET_NSTYPE) === CLONE_NEWNET;
    entry = isNamespace
      ? { name, rawName, target, kind: "namespace", identity, nsid: undefined, observer }
      : { name, rawName, target, kind: kindOf(file, system), observer };
  } catch (error) {
    quietly(() => system.close(file));
    throw failureAt("stat", { name }, error);
  }
  if (entry.identity !== undefined && numbering !== undefined) numbering.add(file, entry);
  else system.close(file);
  return entry;
}

function openEntry(path: string | Buffer, system: System, numbering: Numbering | undefined): number {
  try {
    return openAnyFile(path, system);
  } catch (error) {
    // Those that wait for their ids have descriptors too.
    if (numbering === undefined || numbering.isEmpty || !hasCode(error, "EMFILE")) throw error;
    numbering.finish();
    return openAnyFile(path, system);
  }
}

function targetOf(path: string | Buffer, system: System): Uint8Array | undefined {
  try {
    return system.fs.readlinkSync(path, { encoding: "buffer" });
  } catch (error) {
    // Removed meanwhile, or replaced by something that is no link.
    if (hasCode(error, "ENOENT") || hasCode(error, "EINVAL")) return undefined;
    if (!isSystemCallFailure(error)) throw error;
    throw new NamespaceError("stat", { path: nameText(path) }, error);
  }
}

/**
 * What could not be opened: a socket never can, nor a device on a mount without devices. The error does not tell:
 * /dev/ptmx outside of its file system says ENOENT.
 *
 * @returns undefined for a name that is gone.
 */
function kindOfUnopened(path: string | Buffer, isSymlink: boolean, system: System): EntryKind | undefined {
  try {
    const status = system.fs.statSync(path);
    if (status.isDirectory()) return "directory";
    return status.isFile() ? "unreadable" : "special file";
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    if (!hasCode(error, "ENOENT") && !hasCode(error, "ELOOP")) return "unreadable";
    return isSymlink ? "dangling link" : undefined;
  }
}

function kindOf(file: number, system: System): EntryKind {
  const status = system.fs.fstatSync(file);
  if (status.isDirectory()) return "directory";
  if (!status.isFile()) return "special file";
  return system.fstatfs(file).type === NSFS_MAGIC ? "namespace of another kind" : "plain file";
}

/**
 * Whether there is a run directory that can be read: without one `ip netns list` prints nothing at all.
 *
 * @throws NamespaceError with step "read-run-dir" when the process has no descriptor or memory left: that says nothing.
 */
export function hasRunDir(options: Options = {}): boolean {
  const paths = withDefaults(options);
  try {
    // The call that listing makes as well: the first `opendirSync` takes as long as all else here.
    const directory = openRunDir(paths);
    quietly(() => directory.close());
    return true;
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    if (isOurOwnTrouble(error)) throw new NamespaceError("read-run-dir", { path: paths.runDir }, error);
    return false;
  }
}
