import { constants } from "node:fs";
import {
  type Bytes,
  CLONE_NEWNET,
  CLONE_NEWNS,
  type ExitStatus,
  Fd,
  ordinaryState,
  restoreProcess,
  type System,
} from "@netns/syscall";
import { attempt } from "./errors.js";
import type { ExecOptions } from "./exec.js";
import { leaveVrf } from "./leave-vrf.js";
import { nameText } from "./name.js";
import type { NamespaceSource } from "./namespace.js";
import { enterForGood } from "./overlay.js";
import { withDefaults } from "./paths.js";

/**
 * Runs a command inside a namespace, waits for it, and comes back: a step of `ip -all netns exec`. The whole process
 * stands still meanwhile, has left the VRF that it may have been started in for good, and its main thread no longer
 * shares mounts and working directory with other threads afterwards: only for a program that does nothing else.
 *
 * @throws NamespaceError, with step "exec" when the command was not found or cannot run; with step "return" when this
 * thread cannot come back, and whatever else it does would happen elsewhere: end it.
 * @throws InvalidNameError
 */
export function runAndWait(
  source: NamespaceSource,
  command: Bytes,
  args: readonly Bytes[] = [],
  options: ExecOptions = {},
): ExitStatus {
  const { system } = withDefaults(options);
  const facts = { path: nameText(command) };
  attempt("exec", facts, () => restoreProcess(options.inherited ?? ordinaryState, system));
  return thereAndBack(system, () => {
    // Who knows what the command does to the run directory.
    options.session?.forgetRunDir();
    leaveVrf(system, options);
    enterForGood(source, options);
    const pid = attempt("exec", facts, () => system.posixSpawnp(command, [command, ...args]));
    return system.waitpid(pid);
  });
}

const OWN_NETWORK = "/proc/thread-self/ns/net";
const OWN_MOUNTS = "/proc/thread-self/ns/mnt";
/** From asm-generic/fcntl.h: a handle to come back to, which needs no right to read. */
const O_PATH = 0x200000;

/**
 * Comes back to this thread's namespaces, root and working directory, wherever the callback has left it.
 *
 * @throws NamespaceError with step "open-home" before anything is done; with step "return" when it cannot come back.
 */
function thereAndBack<T>(system: System, callback: () => T): T {
  const open = (path: string, flags: number) =>
    attempt("open-home", { path }, () => new Fd(system.fs.openSync(path, flags), system.fs));
  using network = open(OWN_NETWORK, constants.O_RDONLY);
  using mounts = open(OWN_MOUNTS, constants.O_RDONLY);
  using root = open("/", O_PATH);
  using directory = open(".", O_PATH);
  const home = attempt("open-home", {}, () => system.fs.readlinkSync(OWN_NETWORK));
  const homeMounts = attempt("open-home", {}, () => system.fs.readlinkSync(OWN_MOUNTS));
  try {
    return callback();
  } finally {
    attempt("return", {}, () => {
      comeBack(network, CLONE_NEWNET, OWN_NETWORK, home, system);
      if (!comeBack(mounts, CLONE_NEWNS, OWN_MOUNTS, homeMounts, system)) return;
      // setns(2): joining a mount namespace moves root and working directory to that namespace's root.
      if (!isRoot(root, system)) {
        system.fchdir(root.fd);
        system.chroot(".");
      }
      system.fchdir(directory.fd);
    });
  }
}

/**
 * Without a look at where the thread is, as long as all goes well: the command may have unmounted /proc in the mounts
 * that it shared with this thread.
 *
 * @returns false where it has never left, and may not enter: without the right, or while file system state is still
 * shared with other threads (EINVAL).
 */
function comeBack({ fd }: Fd, type: number, path: string, home: string, system: System): boolean {
  try {
    system.setns(fd, type);
    return true;
  } catch (error) {
    if (readLink(path, system) !== home) throw error;
    return false;
  }
}

function readLink(path: string, system: System): string | undefined {
  try {
    return system.fs.readlinkSync(path);
  } catch {
    return undefined;
  }
}

function isRoot({ fd }: Fd, { fs }: System): boolean {
  const root = fs.statSync("/");
  const { dev, ino } = fs.fstatSync(fd);
  return root.dev === dev && root.ino === ino;
}
