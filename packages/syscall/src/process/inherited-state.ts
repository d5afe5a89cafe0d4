import { checkBigInt, checkFd, invalidArgType } from "../arguments.js";
import { RLIM_INFINITY } from "../constants/process.js";

/** A descriptor that a process was started with. */
export interface InheritedDescriptor {
  readonly fd: number;
  readonly nonBlocking: boolean;
}

/**
 * What a Node process was started with and no longer shows: Node marks descriptors close-on-exec, opens /dev/null where
 * standard ones are missing, resets signal dispositions and mask, and raises the soft limit of open files. Someone must
 * have looked before Node started: /proc/PID/status, /proc/PID/fd and /proc/PID/limits tell it all.
 */
export interface InheritedState {
  /** All of them: what is not here is not passed on. */
  readonly descriptors: readonly InheritedDescriptor[];
  /** Bit n - 1 is signal n: SigIgn of /proc/PID/status. */
  readonly ignoredSignals: bigint;
  /** Bit n - 1 is signal n: SigBlk of /proc/PID/status. */
  readonly blockedSignals: bigint;
  /** Soft limit of open files; `undefined` leaves it as it is. */
  readonly openFilesLimit?: bigint | undefined;
}

/** What is certain without a record: the three standard descriptors, and nothing ignored or blocked. */
export const ordinaryState: InheritedState = {
  descriptors: [
    { fd: 0, nonBlocking: false },
    { fd: 1, nonBlocking: false },
    { fd: 2, nonBlocking: false },
  ],
  ignoredSignals: 0n,
  blockedSignals: 0n,
};

/** Before anything is changed. */
export function checkState({ descriptors, ignoredSignals, blockedSignals, openFilesLimit }: InheritedState): void {
  if (!Array.isArray(descriptors)) throw invalidArgType("descriptors", "an array", descriptors);
  for (const [index, descriptor] of descriptors.entries()) checkFd(descriptor?.fd, `descriptors[${index}].fd`);
  checkBigInt("ignoredSignals", ignoredSignals, 0n, 2n ** 64n - 1n);
  checkBigInt("blockedSignals", blockedSignals, 0n, 2n ** 64n - 1n);
  if (openFilesLimit !== undefined) checkBigInt("openFilesLimit", openFilesLimit, 0n, RLIM_INFINITY);
}
