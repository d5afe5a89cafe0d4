import { SyscallError } from "../errors.js";
import { bind } from "../libc.js";
import { decodeSignalSet, encodeSignalSet, SIGNAL_SET_SIZE } from "./signal-set.js";

const SIG_SETMASK = 2;
const pthreadSigmask_ = bind<[how: number, set: Uint8Array | null, old: Uint8Array]>(
  "int pthread_sigmask(int how, const void *set, void *old)",
);

/** The signals that the calling thread blocks. Bit n - 1 is signal n, as in /proc/PID/status. */
export function getSignalMask(): bigint {
  return call(null);
}

/**
 * pthread_sigmask(3): replaces the set of signals that the calling thread blocks, and returns the set before. SIGKILL and
 * SIGSTOP are never blocked, nor are those that the C library keeps for itself (32 and 33).
 */
export function setSignalMask(blocked: bigint): bigint {
  return call(encodeSignalSet(blocked));
}

function call(set: Uint8Array | null): bigint {
  const old = Buffer.alloc(SIGNAL_SET_SIZE);
  // It returns the error number instead of setting errno.
  const number = pthreadSigmask_(SIG_SETMASK, set, old);
  if (number !== 0) throw new SyscallError("pthread_sigmask", number);
  return decodeSignalSet(old);
}
