import { TCSANOW } from "../constants/process.js";
import { SIGTTOU } from "../constants/signals.js";
import type { ProgramCalls } from "./program-calls.js";
import { signalBit } from "./signal-set.js";
import type { Undo } from "./undo.js";

/**
 * Takes the terminal out of the raw mode of setRawMode(true): what Node does when it ends, which exec does not wait for.
 * Leaves SIGTTOU blocked: a process in the background that changes its terminal is stopped by it otherwise (termios(3)).
 */
export function restoreTerminal(system: ProgramCalls, undo: Undo): void {
  const before = system.getSignalMask();
  const quiet = before | signalBit(SIGTTOU);
  undo.add(() => system.setSignalMask(before));
  system.setSignalMask(quiet);
  for (const fd of [0, 1, 2]) {
    if (!system.isatty(fd)) continue;
    const attributes = system.tcgetattr(fd);
    undo.add(() => system.tcsetattr(fd, TCSANOW, attributes));
  }
  undo.add(() => system.setSignalMask(quiet));
  system.resetTerminalMode();
}
