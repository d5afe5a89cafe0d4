/** Milliseconds until the next try, after so many in vain: 1 s, 2 s, 4 s … 30 s. */
export function retryAfter(tries: number): number {
  return Math.min(1_000 * 2 ** tries, 30_000);
}
