import { constants } from "node:fs";
import { F_GETFD, F_GETFL, F_SETFD, F_SETFL, FD_CLOEXEC } from "../constants/process.js";
import { hasCode } from "../errors.js";
import type { InheritedDescriptor } from "./inherited-state.js";
import { withProc } from "./proc.js";
import type { ProgramCalls } from "./program-calls.js";
import type { Undo } from "./undo.js";

/** The calling thread's own; /proc/self would be the main thread's. */
const OPEN = "/proc/thread-self/fd";

/**
 * Lets exactly these descriptors outlive an exec, blocking or not as they were. The others do not: what Node opened in
 * the place of a closed standard descriptor, and what native code opened without O_CLOEXEC.
 */
export function restoreDescriptors(
  descriptors: readonly InheritedDescriptor[],
  system: ProgramCalls,
  undo: Undo,
): void {
  const inherited = new Map(descriptors.map((descriptor) => [descriptor.fd, descriptor]));
  const open = withProc(() => system.fs.readdirSync(OPEN).map(Number));
  // All else that Node opens it has marked itself.
  for (const fd of open ?? new Set([0, 1, 2, ...inherited.keys()])) {
    const descriptor = inherited.get(fd);
    const change = (get: number, set: number, bit: number, wanted: boolean) =>
      changeFlag({ fd, get, set, bit, wanted }, system, undo);
    change(F_GETFD, F_SETFD, FD_CLOEXEC, descriptor === undefined);
    if (descriptor !== undefined) change(F_GETFL, F_SETFL, constants.O_NONBLOCK, descriptor.nonBlocking);
  }
}

interface Change {
  readonly fd: number;
  readonly get: number;
  readonly set: number;
  readonly bit: number;
  readonly wanted: boolean;
}

function changeFlag({ fd, get, set, bit, wanted }: Change, system: ProgramCalls, undo: Undo): void {
  try {
    const before = system.fcntl(fd, get, 0);
    const flags = wanted ? before | bit : before & ~bit;
    if (flags === before) return;
    system.fcntl(fd, set, flags);
    undo.add(() => system.fcntl(fd, set, before));
  } catch (error) {
    // Closed since: the one that the directory was read through, or another thread's.
    if (!hasCode(error, "EBADF")) throw error;
  }
}
