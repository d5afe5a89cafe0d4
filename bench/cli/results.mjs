/**
 * @typedef {{ contest: string, unit: string, name: string, minimum: number, median: number, value?: number,
 *   valueUnit?: string, target?: number, met?: boolean }} Row What is judged is the value.
 */

/** The numbers of one contestant, a turn each. */
export class Numbers {
  /** @type {number[]} */
  #list = [];

  /** @param {number[]} numbers */
  add(...numbers) {
    this.#list.push(...numbers);
  }

  get minimum() {
    return Math.min(...this.#list);
  }

  get median() {
    const sorted = [...this.#list].sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? Number.NaN;
  }

  get maximum() {
    return Math.max(...this.#list);
  }
}

/** @param {Row} row @returns {Row} */
export function judged(row) {
  const { value, target } = row;
  return value === undefined || target === undefined ? row : { ...row, met: value <= target };
}

/** @param {Row[]} rows */
export function print(rows) {
  let last = "";
  for (const { contest, unit, name, minimum, median, value, valueUnit = "", target, met } of rows) {
    if (contest !== last) {
      const columns = ["minimum", "median", "compared", "target"].map((column) => column.padStart(11)).join("");
      console.log(`\n${`${contest}; ${unit}`.padEnd(58)}${columns}`);
    }
    last = contest;
    /** @param {number | undefined} number */
    const text = (number) => (number === undefined ? "" : `${number.toFixed(2)}${valueUnit}`);
    const verdict = met === undefined ? "" : met ? "  met" : "  MISSED";
    const cells = [minimum.toFixed(2), median.toFixed(2), text(value), text(target)];
    console.log(`  ${name.padEnd(56)}${cells.map((cell) => cell.padStart(11)).join("")}${verdict}`);
  }
  const missed = rows.filter(({ met }) => met === false).length;
  console.log(`\n${missed} of ${rows.filter(({ met }) => met !== undefined).length} targets missed`);
}
