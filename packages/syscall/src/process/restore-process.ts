import { RLIMIT_NOFILE } from "../constants/process.js";
import { checkState, type InheritedState } from "./inherited-state.js";
import { type ProgramCalls, programCalls } from "./program-calls.js";
import { restoreDescriptors } from "./restore-descriptors.js";
import { restoreDispositions } from "./restore-signals.js";
import { restoreTerminal } from "./restore-terminal.js";
import { Undo } from "./undo.js";

/** What `restoreProcess` has changed. */
export interface RestoredProcess {
  /** Makes of the process what Node had made of it. */
  undo(): void;
}

/**
 * Puts the process back to the state it was started in, for a program that is to inherit it: descriptors, ignored and
 * blocked signals, terminal, soft limit of open files. Node itself hardly notices, except that it dies of SIGPIPE from
 * now on, as a C program does. When something fails, all is as before.
 */
export function restoreProcess(state: InheritedState, system: ProgramCalls = programCalls): RestoredProcess {
  checkState(state);
  const undo = new Undo();
  try {
    restoreTerminal(system, undo);
    restoreDispositions(state.ignoredSignals, system, undo);
    restoreDescriptors(state.descriptors, system, undo);
    // Behind everything that opens something: there may be more open than the limit allows.
    restoreOpenFilesLimit(state.openFilesLimit, system, undo);
    // Last, for the terminal's sake, and because what is no longer blocked comes now. Undone with the terminal.
    system.setSignalMask(state.blockedSignals);
  } catch (error) {
    undo.run();
    throw error;
  }
  return { undo: () => undo.run() };
}

function restoreOpenFilesLimit(soft: bigint | undefined, system: ProgramCalls, undo: Undo): void {
  if (soft === undefined) return;
  const before = system.getrlimit(RLIMIT_NOFILE);
  const { hard } = before;
  system.setrlimit(RLIMIT_NOFILE, { soft: soft < hard ? soft : hard, hard });
  undo.add(() => system.setrlimit(RLIMIT_NOFILE, before));
}
