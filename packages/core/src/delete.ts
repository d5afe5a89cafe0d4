import { constants } from "node:fs";
import { type Bytes, MNT_DETACH, NSFS_MAGIC, UMOUNT_NOFOLLOW } from "@netns/syscall";
import { attempt, isSystemCallFailure } from "./errors.js";
import { checkName, nameText } from "./name.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";

/**
 * Removes a name, as `ip netns delete`: also one that has no namespace any more, and a symbolic link (only the link).
 * The namespace itself ends when no process, descriptor or other mount holds it; then its virtual devices die, and
 * physical ones go back to the initial namespace.
 *
 * @throws NamespaceError with step "remove-file": ENOENT when there is no such name, EISDIR for a directory.
 * @throws InvalidNameError
 */
export function deleteNamespace(name: Bytes, options: Options = {}): void {
  checkName(name);
  const paths = withDefaults(options);
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
