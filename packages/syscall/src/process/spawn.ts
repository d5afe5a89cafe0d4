import { checkFd, invalidArgType } from "../arguments.js";
import type { Bytes } from "../c-string.js";
import { close } from "../close.js";
import { F_DUPFD_CLOEXEC } from "../constants/process.js";
import { errno } from "../errno.js";
import { SyscallError } from "../errors.js";
import { Fd } from "../fd.js";
import { bind } from "../libc.js";
import { type CStrings, cArguments, checkText, cStrings } from "./argument-list.js";
import { fcntl } from "./descriptor.js";
import { ownEnvironment } from "./environment.js";
import { SHELL, shellArguments } from "./exec.js";
import { encodeSignalSet } from "./signal-set.js";

/** What a child has that its maker has not, or has otherwise. */
export interface SpawnOptions {
  /**
   * What become its descriptors 0, 1, 2, …: open ones of the caller. Default: the caller's own, as far as they are not
   * close-on-exec. Of higher numbers it has those that are not close-on-exec: Node's all are.
   */
  readonly descriptors?: readonly number[] | undefined;
  /** Where it begins. Default: the calling thread's. */
  readonly workingDirectory?: Bytes | undefined;
  /** It leads a session, and a process group, of its own: setsid(2). */
  readonly newSession?: boolean | undefined;
  /** No signal is ignored or blocked, as for children of node:child_process. Default: as in the calling thread. */
  readonly ordinarySignals?: boolean | undefined;
}

type Spawn<Environment> = [
  pid: Int32Array,
  file: Bytes,
  actions: Uint8Array | null,
  attributes: Uint8Array | null,
  argv: CStrings,
  environment: Environment,
];
const START =
  "int posix_spawnp(void *pid, const char *path, const void *actions, const void *attributes, const void **argv, ";
const posixSpawnp_ = bind<Spawn<bigint>>(`${START}const void *environment)`);
const posixSpawnpWith_ = bind<Spawn<CStrings>>(`${START}const void **environment)`);

/**
 * posix_spawnp(3): the pid of a child that runs a program found along PATH, with all that the calling thread has:
 * namespaces, descriptors, signal mask. Like execvp, and unlike glibc's own, it runs a file in no known format by
 * /bin/sh. Somebody must wait for the child: `waitpid`, or `waitid` with a pidfd.
 *
 * @param environment `NAME=value` each; the process's own when not given.
 * @throws SyscallError as `execvp`, and of the working directory; EBADF for a descriptor that is not open, EAGAIN at the
 * limit of processes, ENOMEM
 */
export function posixSpawnp(
  file: Bytes,
  argv: readonly Bytes[],
  environment?: readonly Bytes[],
  options: SpawnOptions = {},
): number {
  checkText("file", file);
  const pid = new Int32Array(1);
  using actions = new FileActions(options);
  using attributes = new Attributes(options);
  // It returns the error number instead of setting errno.
  const start = (path: Bytes, words: readonly Bytes[]) =>
    environment === undefined
      ? posixSpawnp_(pid, path, actions.memory, attributes.memory, cArguments(words), ownEnvironment())
      : posixSpawnpWith_(
          pid,
          path,
          actions.memory,
          attributes.memory,
          cArguments(words),
          cStrings("environment", environment),
        );
  let number = start(file, argv);
  if (number === errno["ENOEXEC"]) number = start(SHELL, shellArguments(file, argv));
  if (number !== 0) throw new SyscallError("posix_spawnp", number, { path: file });
  return pid[0] as number;
}

/** posix_spawn_file_actions_t and posix_spawnattr_t have 80 and 336 bytes in both libcs, on both machines. */
const ROOM = 512;

const actionsInit = bind<[actions: Uint8Array]>("int posix_spawn_file_actions_init(void *actions)");
const actionsDestroy = bind<[actions: Uint8Array]>("int posix_spawn_file_actions_destroy(void *actions)");
const addDup2 = bind<[actions: Uint8Array, fd: number, target: number]>(
  "int posix_spawn_file_actions_adddup2(void *actions, int fd, int target)",
);
/** In glibc from 2.29, in musl from 1.1.24. */
const addChdir = bind<[actions: Uint8Array, path: Bytes]>(
  "int posix_spawn_file_actions_addchdir_np(void *actions, const char *path)",
);

/** What the child does before it becomes the program; no memory when that is nothing. */
class FileActions implements Disposable {
  readonly memory: Uint8Array | null = null;
  readonly #moved: Fd[] = [];

  constructor({ descriptors, workingDirectory }: SpawnOptions) {
    if (descriptors === undefined && workingDirectory === undefined) return;
    const memory = new Uint8Array(ROOM);
    ask("posix_spawn_file_actions_init", actionsInit(memory));
    this.memory = memory;
    try {
      if (workingDirectory !== undefined) {
        const path = checkText("options.workingDirectory", workingDirectory);
        ask("posix_spawn_file_actions_addchdir_np", addChdir(memory, path));
      }
      this.#addDescriptors(memory, descriptors ?? []);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    for (const fd of this.#moved) fd.close();
    if (this.memory !== null) ask("posix_spawn_file_actions_destroy", actionsDestroy(this.memory));
  }

  #addDescriptors(memory: Uint8Array, descriptors: readonly number[]): void {
    if (!Array.isArray(descriptors)) throw invalidArgType("options.descriptors", "an array", descriptors);
    // One after the other they would write over each other: [1, 0].
    const sources = descriptors.map((given: unknown, target) => {
      const fd = checkFd(given, `options.descriptors[${target}]`);
      if (fd === target || fd >= descriptors.length) return fd;
      const copy = new Fd(fcntl(fd, F_DUPFD_CLOEXEC, descriptors.length), { close });
      this.#moved.push(copy);
      return copy.fd;
    });
    // Of a descriptor to itself, it takes close-on-exec away (posix_spawn(3) in POSIX.1-2024).
    for (const [target, fd] of sources.entries()) {
      ask("posix_spawn_file_actions_adddup2", addDup2(memory, fd, target));
    }
  }
}

const attributesInit = bind<[attributes: Uint8Array]>("int posix_spawnattr_init(void *attributes)");
const attributesDestroy = bind<[attributes: Uint8Array]>("int posix_spawnattr_destroy(void *attributes)");
const setFlags = bind<[attributes: Uint8Array, flags: number]>(
  "int posix_spawnattr_setflags(void *attributes, int flags)",
);
const setDefault = bind<[attributes: Uint8Array, signals: Uint8Array]>(
  "int posix_spawnattr_setsigdefault(void *attributes, const void *signals)",
);
const setMask = bind<[attributes: Uint8Array, signals: Uint8Array]>(
  "int posix_spawnattr_setsigmask(void *attributes, const void *signals)",
);

/** From spawn.h: the same in both libcs. */
const POSIX_SPAWN_SETSIGDEF = 4;
const POSIX_SPAWN_SETSIGMASK = 8;
const POSIX_SPAWN_SETSID = 0x80;

const ALL_SIGNALS = 2n ** 64n - 1n;

class Attributes implements Disposable {
  readonly memory: Uint8Array | null = null;

  constructor({ newSession = false, ordinarySignals = false }: SpawnOptions) {
    if (!newSession && !ordinarySignals) return;
    const memory = new Uint8Array(ROOM);
    ask("posix_spawnattr_init", attributesInit(memory));
    this.memory = memory;
    try {
      const session = newSession ? POSIX_SPAWN_SETSID : 0;
      const signals = ordinarySignals ? POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK : 0;
      ask("posix_spawnattr_setflags", setFlags(memory, session | signals));
      if (!ordinarySignals) return;
      ask("posix_spawnattr_setsigdefault", setDefault(memory, encodeSignalSet(ALL_SIGNALS)));
      ask("posix_spawnattr_setsigmask", setMask(memory, encodeSignalSet(0n)));
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    if (this.memory !== null) ask("posix_spawnattr_destroy", attributesDestroy(this.memory));
  }
}

/** These return the error number. */
function ask(call: string, number: number): void {
  if (number !== 0) throw new SyscallError(call, number);
}
