import { constants } from "node:fs";
import { type Bytes, MNT_DETACH, NSFS_MAGIC, UMOUNT_NOFOLLOW } from "@netns/syscall";
import { attempt, InvalidNameError, isSystemCallFailure, NamespaceError } from "./errors.js";
import { checkName, nameText } from "./name.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";

/**
 * Removes a name, as `ip netns delete`: also one that has no namespace any more, and a symbolic link (only the link).
 *
 * The namespace itself ends when no process, descriptor or other mount holds it; the kernel then does what it does in its
 * own time: virtual devices die, and with a veth its other end; physical ones go back to the initial namespace; ids that
 * others had for it are free again. As long as processes are in it nothing of that happens, only nobody finds it by name
 * any more: so end them first, while `listPids` can still say which they are.
 *
 * @throws NamespaceError with step "remove-file": ENOENT when there is no such name, EISDIR for a directory.
 * @throws InvalidNameError
 * @example
 * for (const pid of listPids("blue")) process.kill(pid);
 * deleteNamespace("blue");
 */
export function deleteNamespace(name: Bytes, options: Options = {}): void {
  remove(name, withDefaults(options));
}

/** A name that could not be removed. */
export interface DeleteFailure {
  readonly name: Bytes;
  readonly error: NamespaceError | InvalidNameError;
}

/**
 * Removes many names, as `deleteNamespace` does each; goes on after one that cannot be removed.
 *
 * @returns Those that could not be removed, in the order given: empty when all are gone.
 */
export function deleteNamespaces(names: Iterable<Bytes>, options: Options = {}): DeleteFailure[] {
  const paths = withDefaults(options);
  const failures: DeleteFailure[] = [];
  for (const name of names) {
    try {
      remove(name, paths);
    } catch (error) {
      if (!(error instanceof NamespaceError) && !(error instanceof InvalidNameError)) throw error;
      failures.push({ name, error });
    }
  }
  return failures;
}

function remove(name: Bytes, paths: Paths): void {
  checkName(name);
  const path = entryPath(paths.runDir, name);
  attempt("remove-file", { name: nameText(name), path: nameText(path) }, () => {
    // Where the file could not be removed afterwards, an unmount would leave a name without a namespace.
    if (isWritable(paths)) unmountAll(path, paths);
    paths.system.fs.unlinkSync(path);
  });
}

function isWritable({ runDir, system }: Paths): boolean {
  try {
    system.fs.accessSync(runDir, constants.W_OK);
    return true;
  } catch (error) {
    if (isSystemCallFailure(error)) return false;
    throw error;
  }
}

/** More mounts than this on one name are somebody's accident that we leave to them. */
const MOST_MOUNTS = 64;

/** Names may carry several mounts, one above the other: only namespaces are taken away. */
function unmountAll(path: string | Buffer, { system }: Paths): void {
  for (let mounts = 0; mounts < MOST_MOUNTS; mounts++) {
    try {
      system.umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW);
      if (system.statfs(path).type !== NSFS_MAGIC) return;
    } catch (error) {
      // No mount (EINVAL), not allowed (EPERM): what unlink says about the file then is the better answer.
      if (isSystemCallFailure(error)) return;
      throw error;
    }
  }
}
