/** Of the threads that start children, which take some megabytes each: a thousand children are no reason for a thousand. */
const MOST_AT_ONCE = 8;

let running = 0;
const waiting: (() => void)[] = [];

/** Starts now, or when one of those before has finished. */
export async function inTurn<T>(start: () => Promise<T>): Promise<T> {
  if (running < MOST_AT_ONCE) running++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await start();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}
