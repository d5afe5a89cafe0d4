/**
 * The calling process: becoming another program (`becomeProgram`, read that first), starting one and waiting for it,
 * signals, limits, capabilities, terminal.
 */
export { becomeProgram, type ProgramOptions } from "./become-program.js";
export { type Capabilities, capget, hasCapability } from "./capability.js";
export { fcntl } from "./descriptor.js";
export { chroot, fchdir } from "./directory.js";
export { execve, execvp } from "./exec.js";
export { type InheritedDescriptor, type InheritedState, ordinaryState } from "./inherited-state.js";
export { prctl } from "./prctl.js";
export type { ProgramCalls } from "./program-calls.js";
export { getrlimit, prlimit, type ResourceLimit, setrlimit } from "./resource-limit.js";
export { type RestoredProcess, restoreProcess } from "./restore-process.js";
export { type SignalAction, sigaction, signal } from "./signal-action.js";
export { getSignalMask, setSignalMask } from "./signal-mask.js";
export { posixSpawnp, type SpawnOptions } from "./spawn.js";
export { isatty, resetTerminalMode, tcgetattr, tcsetattr } from "./terminal.js";
export { gettid } from "./thread.js";
export { type ChildEvent, waitid, waitpid } from "./wait.js";
export { type ChildStatus, decodeWaitStatus, type ExitStatus, type PauseStatus } from "./wait-status.js";
