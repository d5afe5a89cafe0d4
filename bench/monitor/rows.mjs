/**
 * @typedef {{ contest: string, name: string, p50: number, p99: number, maximum: number, value?: number | undefined,
 *   target?: number | undefined, met?: boolean | undefined }} Row `value` is what is judged: how far it is behind the first.
 */

/** Numbers, of which some are larger than others. */
export class Quantiles {
  /** @type {number[]} */
  #list = [];

  /** @param {number[]} numbers */
  add(...numbers) {
    this.#list.push(...numbers);
    this.#list.sort((a, b) => a - b);
  }

  /** @param {number} part From 0 to 1. */
  at(part) {
    return this.#list[Math.min(this.#list.length - 1, Math.floor(part * this.#list.length))] ?? Number.NaN;
  }
}

/**
 * @param {string} contest @param {string} name @param {Quantiles} numbers
 * @param {{ value?: number, target?: number }} [judgement]
 * @returns {Row}
 */
export function row(contest, name, numbers, { value, target } = {}) {
  const met = value === undefined || target === undefined ? undefined : value <= target;
  return { contest, name, p50: numbers.at(0.5), p99: numbers.at(0.99), maximum: numbers.at(1), value, target, met };
}

/** @param {Row[]} rows */
export function print(rows) {
  let last = "";
  for (const { contest, name, p50, p99, maximum, value, target, met } of rows) {
    if (contest !== last) {
      const columns = ["p50", "p99", "maximum", "behind", "target"].map((column) => column.padStart(11)).join("");
      console.log(`\n${contest.padEnd(72)}${columns}`);
    }
    last = contest;
    const verdict = met === undefined ? "" : met ? "  met" : "  MISSED";
    const cells = [p50, p99, maximum, value, target].map((number) => (number?.toFixed(0) ?? "").padStart(11));
    console.log(`  ${name.padEnd(70)}${cells.join("")}${verdict}`);
  }
}
