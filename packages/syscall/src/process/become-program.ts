import type { Bytes } from "../c-string.js";
import { type InheritedState, ordinaryState } from "./inherited-state.js";
import { type ProgramCalls, programCalls } from "./program-calls.js";
import { restoreProcess } from "./restore-process.js";

/** Becoming a program. */
export interface ProgramOptions {
  /** What the program shall inherit. Default: standard input, output and error, no signal ignored or blocked. */
  readonly inherited?: InheritedState | undefined;
  /** `NAME=value` each; the process's own when not given. */
  readonly environment?: readonly Bytes[] | undefined;
  /** What makes the calls; `linux` when not given. */
  readonly system?: ProgramCalls | undefined;
}

/**
 * Replaces this process by a program, found along PATH, as if Node had never been here: same pid, working directory,
 * namespaces; descriptors, signals, terminal and limit of open files as `inherited` says; and whoever waits gets the
 * program's own exit status.
 *
 * The other threads end without notice, and so does everything that Node had not done yet: no "exit" event, no output
 * that is still in a stream (await its end first). A signal that arrives in the last moment and that has a listener of
 * `process.on` is lost.
 *
 * @throws SyscallError when the program is not there or cannot be run (`execvp`), or something could not be put back;
 * the process is then as it was before, and goes on.
 */
export function becomeProgram(file: Bytes, argv: readonly Bytes[], options: ProgramOptions = {}): never {
  const { inherited = ordinaryState, environment, system = programCalls } = options;
  const restored = restoreProcess(inherited, system);
  try {
    return system.execvp(file, argv, environment);
  } catch (error) {
    restored.undo();
    throw error;
  }
}
