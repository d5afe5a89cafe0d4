import { becomeProgram, errnoText, type InheritedState, SyscallError } from "@netns/core";
import { toBytes } from "../words.js";
import { findRealIp, isScript } from "./real-ip.js";

/**
 * The files that a command line was handed to, as in PATH. Set for scripts only: one that calls this command again
 * would be called for ever. To all else the environment is as it was given. head.sh does the same.
 */
const TRIED_VARIABLE = "NETNS_HANDED_TO";

/** A command line that is handed over. */
export interface HandOver {
  /** The file of this command, or a link to it. */
  readonly self: string;
  readonly inherited: InheritedState;
  /** A line on standard error. */
  readonly warn: (line: string) => void;
}

/** Becomes the real ip(8), with all that this process was started with. Returns, with a status, only when it cannot. */
export function handOver(words: readonly string[], { self, inherited, warn }: HandOver): number {
  const tried = process.env[TRIED_VARIABLE]?.split(":") ?? [];
  const file = findRealIp({ path: process.env["PATH"], self, tried });
  if (file === undefined) {
    warn("ip: the real ip was not found on the PATH");
    return NOT_FOUND;
  }
  if (isScript(file)) process.env[TRIED_VARIABLE] = [...tried, file].join(":");
  else delete process.env[TRIED_VARIABLE];
  try {
    return becomeProgram(file, [file, ...words.map(toBytes)], { inherited });
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    warn(`ip: ${file}: ${errnoText(error.errno)}`);
    return error.code === "ENOENT" ? NOT_FOUND : CANNOT_RUN;
  }
}

/** A shell's statuses for both. */
const CANNOT_RUN = 126;
const NOT_FOUND = 127;
