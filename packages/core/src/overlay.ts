import {
  type Bytes,
  CLONE_NEWNET,
  CLONE_NEWNS,
  type HasFd,
  MNT_DETACH,
  MS_BIND,
  MS_RDONLY,
  MS_REC,
  MS_SLAVE,
  ST_RDONLY,
  type System,
} from "@netns/syscall";
import { attempt, isSystemCallFailure, NamespaceError } from "./errors.js";
import { locate, type NamespaceSource, withNamespaceFile } from "./namespace.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";
import { readDirectory } from "./run-dir.js";

/** Entering a namespace the way commands do. */
export interface EnterOptions extends Options {
  /**
   * Called for each file of the overlay that could not be put over its counterpart in /etc, and by `exec` and `runAndWait`
   * when they cannot leave a VRF; the rest goes on.
   */
  readonly onWarning?: ((warning: NamespaceError) => void) | undefined;
}

/**
 * Moves the calling thread into a namespace for good, with mounts of its own: /sys shows that namespace's devices,
 * and what lies in `etcDir/NAME` covers its counterpart in /etc; one that was not given by a name covers nothing. The
 * steps and their order are those of `ip netns exec` (ip-netns(8)).
 *
 * A thread that has done this no longer shares mounts, working directory and umask with its process's other threads:
 * only for a process, or a Worker, that ends soon or becomes another program.
 *
 * @throws NamespaceError with the step that failed; the thread may then be in between.
 * @throws InvalidNameError
 */
export function enterForGood(source: NamespaceSource, options: EnterOptions = {}): void {
  const paths = withDefaults(options);
  const { name } = locate(source, paths);
  withNamespaceFile(source, paths, (file) => enterNetwork(file, name, paths.system));
  leaveMounts(name, paths, options);
}

/** Moves the calling thread into an open namespace; mounts stay as they are. @throws NamespaceError with step "enter" */
export function enterNetwork({ fd }: HasFd, name: Bytes | undefined, system: System): void {
  attempt("enter", { name }, () => system.setns(fd, CLONE_NEWNET));
}

/** Gives the calling thread mounts of its own, for the network namespace that it is in. */
export function leaveMounts(name: Bytes | undefined, paths: Paths, options: EnterOptions): void {
  const { system } = paths;
  const facts = { name };
  attempt("unshare-mounts", facts, () => system.unshare(CLONE_NEWNS));
  // Slave, not private: what is mounted outside later still appears inside, what is mounted inside stays there.
  attempt("slave-mounts", facts, () => system.mount("", "/", "none", MS_SLAVE | MS_REC, null));
  attempt("mount-sys", facts, () => system.mount(name ?? "netns", "/sys", "sysfs", detachSys(system), null));
  if (name !== undefined) coverEtc(name, paths, options);
}

/** Takes the old /sys away. Flags for the new one, which must be read-only where it comes to lie over a read-only one. */
function detachSys(system: System): number {
  try {
    system.umount2("/sys", MNT_DETACH);
    return 0;
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    // Locked, in a user namespace: the new one is laid over it, and the kernel refuses more rights than the old one had.
    return (system.statfs("/sys").flags & ST_RDONLY) === 0 ? 0 : MS_RDONLY;
  }
}

function coverEtc(name: Bytes, { etcDir, system }: Paths, { onWarning }: EnterOptions): void {
  const overlay = entryPath(etcDir, name);
  for (const entry of entriesOf(overlay, system)) {
    const path = Buffer.concat([Buffer.from(overlay as string), Buffer.from("/"), entry]);
    const dest = Buffer.concat([Buffer.from("/etc/"), entry]);
    try {
      attempt("bind", { name, path, dest }, () => system.mount(path, dest, "none", MS_BIND, null));
    } catch (error) {
      if (!(error instanceof NamespaceError)) throw error;
      onWarning?.(error);
    }
  }
}

/** The overlay's entries in the directory's order; none when there is no such directory, or it cannot be read. */
function entriesOf(overlay: string | Buffer, system: System): Buffer[] {
  try {
    return readDirectory(overlay, system, (_type, rawName) => rawName);
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    return [];
  }
}
