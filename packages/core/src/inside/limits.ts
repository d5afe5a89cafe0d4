import type { NamespaceProcess } from "./process.js";
import { signalNumber } from "./signals.js";

/** What ends a child before its time. */
export interface Limits {
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number | undefined;
  readonly killSignal?: NodeJS.Signals | number | undefined;
}

/** Longer ones setTimeout takes for a millisecond. */
const LONGEST = 0x7fff_ffff;

/** @throws RangeError ERR_OUT_OF_RANGE, TypeError ERR_UNKNOWN_SIGNAL: before anything is started. */
export function checkLimits({ timeout, killSignal }: Limits): void {
  if (killSignal !== undefined) signalNumber(killSignal);
  if (timeout === undefined || (Number.isInteger(timeout) && timeout >= 0 && timeout <= LONGEST)) return;
  const error = new RangeError(`timeout is a whole number of milliseconds up to ${LONGEST}, not ${String(timeout)}`);
  throw Object.assign(error, { code: "ERR_OUT_OF_RANGE" });
}

/** Ends it when time is over, or nobody wants it any more. */
export function limit(child: NamespaceProcess, { signal, timeout = 0, killSignal }: Limits): void {
  const timer = timeout === 0 ? undefined : setTimeout(() => child.kill(killSignal), timeout);
  const abort = () => {
    if (child.pid === undefined) {
      child.once("spawn", abort);
      return;
    }
    if (!child.kill(killSignal)) return;
    // In the shape of Node's own.
    const error = new Error("The operation was aborted", { cause: signal?.reason });
    child.emit("error", Object.assign(error, { name: "AbortError", code: "ABORT_ERR" }));
  };
  if (signal?.aborted) process.nextTick(abort);
  else signal?.addEventListener("abort", abort, { once: true });
  const forget = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  child.once("exit", forget);
  child.once("close", forget);
}
