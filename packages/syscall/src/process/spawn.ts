import type { Bytes } from "../c-string.js";
import { errno } from "../errno.js";
import { SyscallError } from "../errors.js";
import { bind } from "../libc.js";
import { type CStrings, cArguments, checkText, cStrings } from "./argument-list.js";
import { ownEnvironment } from "./environment.js";
import { SHELL, shellArguments } from "./exec.js";

type Spawn<Environment> = [
  pid: Int32Array,
  file: Bytes,
  actions: null,
  attributes: null,
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
 * /bin/sh. Somebody must wait for the child: `waitpid`.
 *
 * @param environment `NAME=value` each; the process's own when not given.
 * @throws SyscallError as `execvp`, EAGAIN at the limit of processes, ENOMEM
 */
export function posixSpawnp(file: Bytes, argv: readonly Bytes[], environment?: readonly Bytes[]): number {
  checkText("file", file);
  const pid = new Int32Array(1);
  // It returns the error number instead of setting errno.
  const start = (path: Bytes, words: readonly Bytes[]) =>
    environment === undefined
      ? posixSpawnp_(pid, path, null, null, cArguments(words), ownEnvironment())
      : posixSpawnpWith_(pid, path, null, null, cArguments(words), cStrings("environment", environment));
  let number = start(file, argv);
  if (number === errno["ENOEXEC"]) number = start(SHELL, shellArguments(file, argv));
  if (number !== 0) throw new SyscallError("posix_spawnp", number, { path: file });
  return pid[0] as number;
}
