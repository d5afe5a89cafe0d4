/** @typedef {{ name: string, run: () => void }} Contestant */
/** @typedef {{ name: string, median: number, minimum: number, ratio: number }} Row */

/**
 * Times contestants in turns, so that whatever else the machine does falls on all of them alike. The ratio is of the
 * minima, to the first contestant's.
 *
 * @param {Contestant[]} contestants
 * @param {number} rounds
 * @returns {Row[]} Milliseconds.
 */
export function compare(contestants, rounds) {
  const times = contestants.map(() => /** @type {number[]} */ ([]));
  for (let round = -1; round < rounds; round++) {
    for (const [i, { run }] of contestants.entries()) {
      const start = performance.now();
      run();
      // The first round fills caches, and does not count.
      if (round >= 0) times[i]?.push(performance.now() - start);
    }
  }
  const minima = times.map((list) => Math.min(...list));
  return contestants.map(({ name }, i) => ({
    name,
    median: median(times[i] ?? []),
    minimum: minima[i] ?? Number.NaN,
    ratio: (minima[i] ?? Number.NaN) / (minima[0] ?? Number.NaN),
  }));
}

/** @param {number[]} list */
function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
