import { linux, type System } from "../system.js";
import { type CountedCall, failingSystem, numberOf } from "./failing-system.js";
import type { Call } from "./intercept.js";
import { showCall } from "./show-call.js";

/** The one call that failed in a run. */
export interface Fault {
  readonly call: Call;
  /** Its place among the run's calls: 0 is the first. */
  readonly nth: number;
  /** `EPERM` … */
  readonly errno: string;
}

/** How a run of the operation ended. In the first one, which counts the calls, nothing fails: `fault` is undefined. */
export type FaultOutcome<T> = { readonly fault: Fault | undefined; readonly calls: readonly Call[] } & (
  | { readonly status: "returned"; readonly value: T }
  | { readonly status: "threw"; readonly error: unknown }
);

export interface FaultSweepOptions<T> {
  /** What each call fails with, one run for each. Default: EPERM, ENOMEM, EMFILE, EINTR, EBUSY. */
  readonly errnos?: readonly string[] | undefined;
  /** Looks at what a run has left, takes it away, and throws when it is not as it should be. */
  readonly verify: (outcome: FaultOutcome<T>) => void | PromiseLike<void>;
  /** What makes the calls that do not fail. Default: the real system. */
  readonly base?: System | undefined;
}

export interface FaultSweepReport {
  /** Of the first run. */
  readonly calls: readonly Call[];
  /** Runs in which a call failed. */
  readonly runs: number;
  /** Those in which the operation threw; in the others it did without the call, or made it again. */
  readonly threw: number;
}

const ERRNOS = ["EPERM", "ENOMEM", "EMFILE", "EINTR", "EBUSY"];

/**
 * Lets every system call of an operation fail once: runs the operation as it is, to count its calls, then once for each
 * of them and each errno, and hands every outcome to `verify`. The operation finds the same state in each run, so
 * `verify`, or the operation itself, puts it back.
 *
 * @throws Error that names the call and the errno, with what `verify` threw as `cause`; also when the operation fails
 * by itself, or makes other calls in a second run, because then the sweep would prove nothing.
 * @example
 * await faultSweep((system) => createNamespace("blue", { runDir, system }), {
 *   verify(outcome) {
 *     if (outcome.status === "returned") {
 *       outcome.value.close();
 *       deleteNamespace("blue", { runDir });
 *     }
 *     expect(readdirSync(runDir)).toEqual([]);
 *   },
 * });
 */
export async function faultSweep<T>(
  operation: (system: System) => T | PromiseLike<T>,
  { errnos = ERRNOS, verify, base = linux }: FaultSweepOptions<T>,
): Promise<FaultSweepReport> {
  for (const errno of errnos) numberOf(errno);
  const run = async (nth?: number, errno?: string): Promise<FaultOutcome<T>> => {
    const { system, calls } = failingSystem({ nth, errno, base });
    const outcome = await outcomeOf(operation, system);
    const common = { fault: faultOf(calls, errno), calls: calls.slice() };
    await explained(common.fault, () => verify({ ...common, ...outcome }));
    return { ...common, ...outcome };
  };
  const first = await run();
  if (first.status === "threw") throw new Error("the operation fails with no call failing", { cause: first.error });
  const { calls } = first;
  const outcomes: FaultOutcome<T>[] = [];
  for (const errno of errnos) {
    for (let nth = 0; nth < calls.length; nth++) {
      const outcome = await run(nth, errno);
      if (outcome.fault === undefined) throw unsteady(nth, calls, outcome.calls);
      outcomes.push(outcome);
    }
  }
  return { calls, runs: outcomes.length, threw: outcomes.filter(({ status }) => status === "threw").length };
}

async function outcomeOf<T>(operation: (system: System) => T | PromiseLike<T>, system: System) {
  try {
    return { status: "returned", value: await operation(system) } as const;
  } catch (error) {
    return { status: "threw", error } as const;
  }
}

function faultOf(calls: readonly CountedCall[], errno = ""): Fault | undefined {
  const nth = calls.findIndex(({ failed }) => failed);
  const call = calls[nth];
  return call && { call, nth, errno };
}

async function explained(fault: Fault | undefined, verify: () => void | PromiseLike<void>) {
  try {
    await verify();
  } catch (cause) {
    const when =
      fault === undefined
        ? "with no call failing"
        : `with call ${fault.nth + 1} failing with ${fault.errno}, ${showCall(fault.call)}`;
    throw new Error(`${when}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** Calls that are not made in a second run would count as tested. */
function unsteady(nth: number, first: readonly Call[], second: readonly Call[]): Error {
  const names = (calls: readonly Call[]) => calls.map(({ name }) => name).join(", ");
  return new Error(
    `the operation does not make the same calls each time: call ${nth + 1} of ${first.length} was not reached; ` +
      `at first: ${names(first)}; now: ${names(second)}`,
  );
}
