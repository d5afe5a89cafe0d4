import { constants } from "node:fs";
import { type Bytes, hasCode, MNT_DETACH, MS_BIND, NSFS_MAGIC, type System, UMOUNT_NOFOLLOW } from "@netns/syscall";
import { failureAt, InvalidNameError, NamespaceError, quietly } from "./errors.js";
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
  new Remover(withDefaults(options)).remove(name);
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
  const remover = new Remover(withDefaults(options));
  const failures: DeleteFailure[] = [];
  for (const name of eachName(names)) {
    try {
      remover.remove(name);
    } catch (error) {
      if (!(error instanceof NamespaceError) && !(error instanceof InvalidNameError)) throw error;
      failures.push({ name, error });
    }
  }
  return failures;
}

/** More mounts than this on one name are somebody's accident; each deletion takes away that many. */
const MOST_MOUNTS = 64;

/** Removes names from one run directory. */
class Remover {
  readonly #runDir: string;
  readonly #system: System;
  #mayRemove = false;

  constructor({ runDir, system }: Paths) {
    this.#runDir = runDir;
    this.#system = system;
  }

  /** @throws NamespaceError with step "remove-file" @throws InvalidNameError */
  remove(name: Bytes): void {
    checkName(name);
    const path = entryPath(this.#runDir, name);
    try {
      this.#remove(path);
    } catch (error) {
      throw failureAt("remove-file", { name, path }, error);
    }
  }

  #remove(path: string | Buffer): void {
    let taken: number | undefined;
    try {
      // Several mounts may lie on one name, one above the other; with any of them there, unlink says EBUSY.
      for (let mounts = 1; ; mounts++) {
        const mount = this.#unmount(path);
        if (mount !== undefined) {
          this.#close(taken);
          taken = mount;
        }
        try {
          this.#system.fs.unlinkSync(path);
          return;
        } catch (error) {
          if (mount !== undefined && mounts < MOST_MOUNTS && hasCode(error, "EBUSY")) continue;
          // Not where somebody else was faster: what has that name next is not ours.
          if (taken !== undefined && !hasCode(error, "ENOENT")) this.#putBack(taken, path);
          throw error;
        }
      }
    } finally {
      this.#close(taken);
    }
  }

  /** Takes the uppermost mount off a name when it is a namespace: that, still open, or undefined. */
  #unmount(path: string | Buffer): number | undefined {
    const system = this.#system;
    // It opens nothing, neither what a link leads to nor a FIFO.
    const file = system.open(path, O_PATH | constants.O_NOFOLLOW);
    try {
      if (system.fstatfs(file).type === NSFS_MAGIC) {
        this.#checkDirectory();
        system.umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW);
        return file;
      }
    } catch (error) {
      this.#close(file);
      // Unmounted by somebody else meanwhile, or not to be unmounted here (mount_namespaces(7)): unlink says which.
      if (hasCode(error, "EINVAL") || hasCode(error, "ENOENT")) return undefined;
      throw error;
    }
    this.#close(file);
    return undefined;
  }

  /** On a read-only file system, say: what is mounted stays where the file cannot be removed. Asked until it may be. */
  #checkDirectory(): void {
    if (this.#mayRemove) return;
    this.#system.fs.accessSync(this.#runDir, constants.W_OK);
    this.#mayRemove = true;
  }

  /** A name without a namespace would block its name, and nobody would find the namespace any more. */
  #putBack(fd: number, path: string | Buffer): void {
    quietly(() => this.#system.mount(`/proc/self/fd/${fd}`, path, "none", MS_BIND, null));
  }

  #close(fd: number | undefined): void {
    if (fd !== undefined) quietly(() => this.#system.close(fd));
  }
}

/** open(2); node:fs does not name it. */
const O_PATH = 0x20_0000;
