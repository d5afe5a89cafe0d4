import { LAST_SIGNAL, SIG_DFL, SIG_IGN, SIGKILL, SIGSTOP } from "../constants/signals.js";
import { hasCode } from "../errors.js";
import { withProc } from "./proc.js";
import type { ProgramCalls } from "./program-calls.js";
import { signalBit } from "./signal-set.js";
import type { Undo } from "./undo.js";

/**
 * Ignores exactly these signals, and not those that Node ignores for itself (SIGPIPE, SIGXFSZ). Handlers stay: exec
 * makes the default of them.
 */
export function restoreDispositions(ignored: bigint, system: ProgramCalls, undo: Undo): void {
  // One look instead of a sigaction(2) per signal: hardly any differs.
  const now = ignoredNow(system);
  const different = now === undefined ? ALL : ignored ^ now;
  for (let signal = 1; signal <= LAST_SIGNAL; signal++) {
    if ((different & signalBit(signal)) === 0n || reserved.has(signal)) continue;
    try {
      const before = system.sigaction(signal, (ignored & signalBit(signal)) === 0n ? SIG_DFL : SIG_IGN);
      undo.add(() => system.sigaction(signal, before));
    } catch (error) {
      if (signal !== FIRST_OF_GLIBC || !hasCode(error, "EINVAL")) throw error;
    }
  }
}

/** Cannot be changed, or are what both C libraries keep for their threads. */
const reserved: ReadonlySet<number> = new Set([SIGKILL, SIGSTOP, 32, 33]);

/** The first real-time signal that glibc leaves to programs; musl keeps that one too. */
const FIRST_OF_GLIBC = 34;

const ALL = 2n ** 64n - 1n;

/** SigIgn of proc(5); undefined where /proc is not mounted. */
function ignoredNow(system: ProgramCalls): bigint | undefined {
  const status = withProc(() => system.fs.readFileSync("/proc/thread-self/status", "utf8"));
  if (status === undefined) return undefined;
  const [, digits] = /^SigIgn:\t([0-9a-f]+)$/m.exec(status) ?? [];
  return BigInt(`0x${digits ?? "0"}`);
}
