import fs from "node:fs";
import { fcntl } from "./descriptor.js";
import { execvp } from "./exec.js";
import { getrlimit, setrlimit } from "./resource-limit.js";
import { sigaction } from "./signal-action.js";
import { getSignalMask, setSignalMask } from "./signal-mask.js";
import { isatty, resetTerminalMode, tcgetattr, tcsetattr } from "./terminal.js";

/** The calls that becoming a program takes: of `System`, or the real ones. */
export const programCalls = {
  fs: fs as Pick<typeof fs, "readdirSync" | "readFileSync">,
  execvp,
  fcntl,
  getrlimit,
  getSignalMask,
  isatty,
  resetTerminalMode,
  setrlimit,
  setSignalMask,
  sigaction,
  tcgetattr,
  tcsetattr,
} as const;

export type ProgramCalls = typeof programCalls;
