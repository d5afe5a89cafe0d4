import { constants } from "node:fs";
import { type Bytes, Fd, hasCode, MNT_DETACH, MS_BIND, NSFS_MAGIC, UMOUNT_NOFOLLOW } from "@netns/syscall";
import { attempt, InvalidNameError, NamespaceError, quietly } from "./errors.js";
import { checkName, eachName } from "./name.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";

/**
 * Removes a name, as `ip netns delete`: also one that has no namespace any more, and a symbolic link (only the link).
 * When it fails the name still is the namespace's.
 *
 * The namespace itself ends when no process, descriptor or other mount holds it; the kernel then does what it does in its
 * own time: virtual devices die, and with a veth its other end; physical ones go back to the initial namespace; ids that
 * others had for it are free again. As long as processes are in it nothing of that happens, only nobody finds it by name
 * any more: so end them first, while `listPids` can still say which they are.
 *
 * @throws NamespaceError with step "remove-file": ENOENT when there is no such name, EISDIR for a directory, EBUSY when
 * something other than a namespace is mounted there.
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
 * @throws TypeError for a single name, whose letters would be names.
 */
export function deleteNamespaces(names: Iterable<Bytes>, options: Options = {}): DeleteFailure[] {
  const paths = withDefaults(options);
  const failures: DeleteFailure[] = [];
  for (const name of eachName(names)) {
    try {
      remove(name, paths);
    } catch (error) {
      if (!(error instanceof NamespaceError) && !(error instanceof InvalidNameError)) throw error;
      failures.push({ name, error });
    }
  }
  return failures;
}

/** More mounts than this on one name are somebody's accident; each deletion takes away that many. */
const MOST_MOUNTS = 64;

function remove(name: Bytes, paths: Paths): void {
  checkName(name);
  const path = entryPath(paths.runDir, name);
  attempt("remove-file", { name, path }, () => {
    let taken: Fd | undefined;
    try {
      // Several mounts may lie on one name, one above the other; with any of them there, unlink says EBUSY.
      for (let mounts = 1; ; mounts++) {
        const mount = unmount(path, paths);
        if (mount !== undefined) {
          closeQuietly(taken);
          taken = mount;
        }
        try {
          paths.system.fs.unlinkSync(path);
          return;
        } catch (error) {
          if (mount !== undefined && mounts < MOST_MOUNTS && hasCode(error, "EBUSY")) continue;
          // Not where somebody else was faster: what has that name next is not ours.
          if (taken !== undefined && !hasCode(error, "ENOENT")) putBack(taken, path, paths);
          throw error;
        }
      }
    } finally {
      closeQuietly(taken);
    }
  });
}

/** Takes the uppermost mount off a name when it is a namespace: that, still open, or undefined. */
function unmount(path: string | Buffer, { runDir, system }: Paths): Fd | undefined {
  // It opens nothing, neither what a link leads to nor a FIFO.
  const file = new Fd(system.fs.openSync(path, O_PATH | constants.O_NOFOLLOW), system.fs);
  try {
    if (system.fstatfs(file.fd).type === NSFS_MAGIC) {
      // On a read-only file system, say: what is mounted stays where the file cannot be removed.
      system.fs.accessSync(runDir, constants.W_OK);
      system.umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW);
      return file;
    }
  } catch (error) {
    closeQuietly(file);
    // Unmounted by somebody else meanwhile, or not to be unmounted here (mount_namespaces(7)): unlink says which.
    if (hasCode(error, "EINVAL") || hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
  closeQuietly(file);
  return undefined;
}

/** open(2); node:fs does not name it. */
const O_PATH = 0x20_0000;

/** A name without a namespace would block its name, and nobody would find the namespace any more. */
function putBack({ fd }: Fd, path: string | Buffer, { system }: Paths): void {
  quietly(() => system.mount(`/proc/self/fd/${fd}`, path, "none", MS_BIND, null));
}

function closeQuietly(file: Fd | undefined): void {
  quietly(() => file?.close());
}
