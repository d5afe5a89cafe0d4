/** Waits so many milliseconds, and nothing else is done meanwhile: for a descriptor that somebody has made non-blocking. */
export function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, milliseconds);
}
