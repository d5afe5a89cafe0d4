import { errnoName, errnoText } from "./errno.js";

/** What a system call was asked to work on: kept on the error, and part of its message. */
export interface SyscallFacts {
  readonly path?: string | Uint8Array | undefined;
  readonly dest?: string | Uint8Array | undefined;
}

/**
 * A system call said no. It has the shape of Node's own system errors: `code` is the kernel's name ("EEXIST"),
 * `errno` the negative number, `syscall` the call's name, `path` and `dest` what it was about.
 */
export class SyscallError extends Error {
  override readonly name: string = "SyscallError";
  readonly code: string;
  readonly errno: number;
  readonly syscall: string;
  declare readonly path?: string;
  declare readonly dest?: string;

  constructor(syscall: string, errno: number, facts: SyscallFacts = {}) {
    const path = shown(facts.path);
    const dest = shown(facts.dest);
    const where = (path === undefined ? "" : ` '${path}'`) + (dest === undefined ? "" : ` -> '${dest}'`);
    super(`${errnoName(errno)}: ${errnoText(errno)}, ${syscall}${where}`);
    this.code = errnoName(errno);
    this.errno = -Math.abs(errno);
    this.syscall = syscall;
    if (path !== undefined) this.path = path;
    if (dest !== undefined) this.dest = dest;
  }
}

/** The first call on a system that is not Linux. Importing the package works everywhere. */
export class UnsupportedPlatformError extends Error {
  override readonly name: string = "UnsupportedPlatformError";
  readonly code = "ERR_UNSUPPORTED_PLATFORM";

  constructor(readonly platform: string) {
    super(`network namespaces exist on Linux only: this is ${platform}`);
  }
}

/** Whether an error carries this errno name in `code`: true for ours and for those of node:fs. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** What SyscallError and the errors of node:fs have in common. */
export interface SystemCallFailure extends Error {
  readonly code: string;
  readonly errno: number;
  readonly syscall?: string;
}

/** Whether an error is a system call's failure, ours or node:fs's. */
export function isSystemCallFailure(error: unknown): error is SystemCallFailure {
  return error instanceof Error && "errno" in error && typeof error.errno === "number" && "code" in error;
}

/**
 * Takes something back after a failure, or closes it: what the system says of that is nothing to the caller. Anything
 * else that is thrown is a mistake in the program, and goes through.
 */
export function quietly(call: () => void): void {
  try {
    call();
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
  }
}

function shown(path: string | Uint8Array | undefined): string | undefined {
  return path === undefined || typeof path === "string" ? path : Buffer.from(path).toString();
}
