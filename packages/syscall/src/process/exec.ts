import type { Bytes } from "../c-string.js";
import { hasCode } from "../errors.js";
import { findOnPath } from "../find-on-path.js";
import { bind } from "../libc.js";
import { type CStrings, cArguments, checkText, cStrings } from "./argument-list.js";
import { ownEnvironment } from "./environment.js";

const execve_ = bind<[path: Bytes, argv: CStrings, environment: bigint]>(
  "int execve(const char *path, const void **argv, const void *environment)",
);
const execveWith_ = bind<[path: Bytes, argv: CStrings, environment: CStrings]>(
  "int execve(const char *path, const void **argv, const void **environment)",
);
const execvp_ = bind<[path: Bytes, argv: CStrings]>("int execvp(const char *path, const void **argv)");
const execvpe_ = bind<[path: Bytes, argv: CStrings, environment: CStrings]>(
  "int execvpe(const char *path, const void **argv, const void **environment)",
);

/**
 * execve(2): this process becomes the program in a file, and only a failure returns. The program inherits what Node has
 * made of descriptors, signals and limits, which is rarely what is wanted: see `becomeProgram`.
 *
 * @param environment `NAME=value` each; the process's own when not given.
 * @throws SyscallError ENOENT, EACCES, ENOEXEC (no known format, `#!` is missing), E2BIG (too many words, or one over
 * 128 KiB), ENOTDIR, ELOOP, ETXTBSY, ENOMEM
 */
export function execve(path: Bytes, argv: readonly Bytes[], environment?: readonly Bytes[]): never {
  const file = checkText("path", path);
  const words = cArguments(argv);
  if (environment === undefined) execve_(file, words, ownEnvironment());
  else execveWith_(file, words, cStrings("environment", environment));
  throw returned("execve");
}

/**
 * execvp(3): as `execve`, but a name without a slash is looked for along PATH, and a file in no known format is run by
 * /bin/sh.
 *
 * @throws SyscallError as `execve`. EACCES is also what comes of a directory of PATH that may not be searched.
 */
export function execvp(file: Bytes, argv: readonly Bytes[], environment?: readonly Bytes[]): never {
  const path = checkText("file", file);
  const words = cArguments(argv);
  try {
    if (environment === undefined) execvp_(path, words);
    else execvpe_(path, words, cStrings("environment", environment));
  } catch (error) {
    // glibc has turned to the shell by itself; musl leaves that to the caller.
    if (hasCode(error, "ENOEXEC")) execve(SHELL, shellArguments(path, argv), environment);
    throw error;
  }
  throw returned("execvp");
}

/** What runs a file in no known format. */
export const SHELL = "/bin/sh";

/** The words with which it does, as glibc's execvp puts them. */
export function shellArguments(file: Bytes, argv: readonly Bytes[]): Bytes[] {
  return [SHELL, findOnPath(file), ...argv.slice(1)];
}

function returned(call: string): Error {
  return new Error(`${call} returned without an error`);
}
