import { checkInt, invalidArgValue } from "../arguments.js";
import { LAST_SIGNAL, SIG_DFL, SIG_IGN } from "../constants/signals.js";
import { bind } from "../libc.js";
import { decodeSignalSet } from "./signal-set.js";

/** What a process does when a signal comes. */
export interface SignalAction {
  readonly disposition: "default" | "ignore" | "handler";
  /** The handler's address; 0 is SIG_DFL, 1 is SIG_IGN. */
  readonly handler: bigint;
  /** SA_…, from asm-generic/signal-defs.h. */
  readonly flags: number;
  /** The signals that are blocked while the handler runs. Bit n - 1 is signal n. */
  readonly mask: bigint;
}

/** The bytes that an action was read from. Only such an action can be set again: an address from elsewhere would crash. */
const structs = new WeakMap<SignalAction, Buffer>();

const sigaction_ = bind<[signal: number, action: Uint8Array | null, old: Uint8Array]>(
  "int sigaction(int signal, const void *action, void *old)",
);

/**
 * sigaction(2), behind Node's back: what the process does when a signal comes. With a second argument it is changed: to
 * SIG_DFL, to SIG_IGN, or to an action that this function has returned. Returns what it was.
 *
 * @throws SyscallError EINVAL: one of the signals that the C library keeps for itself (32 and 33), or a change of SIGKILL
 * or SIGSTOP
 */
export function sigaction(signal: number, action?: SignalAction | typeof SIG_DFL | typeof SIG_IGN): SignalAction {
  checkInt("signal", signal, 1, LAST_SIGNAL);
  const old = Buffer.alloc(SIZE);
  sigaction_(signal, action === undefined ? null : encode(action), old);
  return decode(old);
}

/**
 * signal(2) with SIG_DFL or SIG_IGN, behind Node's back.
 *
 * @throws SyscallError as `sigaction`
 */
export function signal(number: number, disposition: number): void {
  if (disposition !== SIG_DFL && disposition !== SIG_IGN) {
    throw invalidArgValue("disposition", "must be SIG_DFL or SIG_IGN");
  }
  sigaction(number, disposition);
}

/** struct sigaction of libc, not the kernel's: handler 0, mask 8, flags 136, restorer 144; on both machines, in both libcs. */
const SIZE = 152;
const HANDLER = 0;
const MASK = 8;
const FLAGS = 136;

function decode(struct: Buffer): SignalAction {
  const handler = struct.readBigUInt64LE(HANDLER);
  const action: SignalAction = Object.freeze({
    disposition: handler === BigInt(SIG_DFL) ? "default" : handler === BigInt(SIG_IGN) ? "ignore" : "handler",
    handler,
    flags: struct.readUInt32LE(FLAGS),
    mask: decodeSignalSet(struct, MASK),
  });
  structs.set(action, struct);
  return action;
}

function encode(action: SignalAction | number): Buffer {
  if (action === SIG_DFL || action === SIG_IGN) {
    const struct = Buffer.alloc(SIZE);
    struct.writeBigUInt64LE(BigInt(action), HANDLER);
    return struct;
  }
  const struct = structs.get(action as SignalAction);
  if (struct === undefined) throw invalidArgValue("action", "must be SIG_DFL, SIG_IGN or what sigaction returned");
  return struct;
}
