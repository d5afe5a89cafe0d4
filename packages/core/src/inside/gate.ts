/** Shared by a thread and the one that has started it. */
export type Gate = Int32Array<SharedArrayBuffer>;

const NOT_YET = 0;
const CALLING = 1;
const CALLED = 2;
const NEVER = 3;

/** Longer than any call here takes, in milliseconds: what hangs must not keep the program from ending. */
const PATIENCE = 5000;

/**
 * A thread that is ended while it loads koffi, or while koffi makes what it returns, takes the whole process along: native
 * code is then refused what it asks of V8, and knows no other way out (napi_throw of node-addon-api; seen in one of fifty
 * programs that ended while a thread began). So a thread calls libc behind a gate, and who ends it closes that first.
 */
export function makeGate(): Gate {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** In the thread: calls what calls libc, once. Undefined when the gate is closed: the thread is about to be ended. */
export function throughGate<T>(gate: Gate, call: () => T): T | undefined {
  if (Atomics.compareExchange(gate, 0, NOT_YET, CALLING) !== NOT_YET) return undefined;
  try {
    return call();
  } finally {
    Atomics.store(gate, 0, CALLED);
    Atomics.notify(gate, 0);
  }
}

/** Before the thread is ended: it does not begin any more, or is let through. */
export function closeGate(gate: Gate): void {
  if (Atomics.compareExchange(gate, 0, NOT_YET, NEVER) === CALLING) Atomics.wait(gate, 0, CALLING, PATIENCE);
}
