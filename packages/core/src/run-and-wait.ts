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
import { nameText } from "./name.js";
import type { NamespaceSource } from "./namespace.js";
import { enterForGood } from "./overlay.js";
import { withDefaults } from "./paths.js";

/**
 * Runs a command inside a namespace, waits for it, and comes back: a step of `ip -all netns exec`. The whole process
 * stands still meanwhile, and its main thread no longer shares mounts and working directory with other threads
 * afterwards: only for a program that does nothing else.
 *
 * @throws NamespaceError, with step "exec" when the command was not found or cannot run.
 * @throws InvalidNameError
 */
export function runAndWait(
  source: NamespaceSource,
  command: Bytes,
  args: readonly Bytes[] = [],
  options: ExecOptions = {},
): ExitStatus {
  const { system } = withDefaults(options);
  restoreProcess(options.inherited ?? ordinaryState, system);
  return thereAndBack(system, () => {
    // Who knows what the command does to the run directory.
    options.session?.forgetRunDir();
    enterForGood(source, options);
    const pid = attempt("exec", { path: nameText(command) }, () => system.posixSpawnp(command, [command, ...args]));
    return system.waitpid(pid);
  });
}

const OWN_NETWORK = "/proc/thread-self/ns/net";
const OWN_MOUNTS = "/proc/thread-self/ns/mnt";
/** From asm-generic/fcntl.h: a handle to come back to, which needs no right to read. */
const O_PATH = 0x200000;

/** Comes back to this thread's namespaces, root and working directory, wherever the callback has left it. */
function thereAndBack<T>(system: System, callback: () => T): T {
  const open = (path: string, flags: number) => new Fd(system.fs.openSync(path, flags), system.fs);
  using network = open(OWN_NETWORK, constants.O_RDONLY);
  using mounts = open(OWN_MOUNTS, constants.O_RDONLY);
  using root = open("/", O_PATH);
  using directory = open(".", O_PATH);
  const home = system.fs.readlinkSync(OWN_NETWORK);
  const homeMounts = system.fs.readlinkSync(OWN_MOUNTS);
  try {
    return callback();
  } finally {
    // Never left where it may not be entered, by somebody who might not come back either.
    if (system.fs.readlinkSync(OWN_NETWORK) !== home) system.setns(network.fd, CLONE_NEWNET);
    // EINVAL while file system state is still shared with other threads: then it was never left either.
    if (system.fs.readlinkSync(OWN_MOUNTS) !== homeMounts) {
      system.setns(mounts.fd, CLONE_NEWNS);
      // setns(2): joining a mount namespace moves root and working directory to that namespace's root.
      if (!isRoot(root, system)) {
        system.fchdir(root.fd);
        system.chroot(".");
      }
      system.fchdir(directory.fd);
    }
  }
}

function isRoot({ fd }: Fd, { fs }: System): boolean {
  const root = fs.statSync("/");
  const { dev, ino } = fs.fstatSync(fd);
  return root.dev === dev && root.ino === ino;
}
