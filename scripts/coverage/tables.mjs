/**
 * @typedef {{ name: string, kernelName: string, type: number, codec: { name: string, size?: number } }} Line
 * @typedef {{ prefix: string, lines: readonly Line[] }} Set
 * @typedef {{ sets: Set[], constants: Map<string, number | bigint> }} Tables
 */

const kernelName = /^[A-Z][A-Z\d]*_\w+$/;

/**
 * The sets of attributes and the named numbers that can be reached from what a package exports: directly, in objects,
 * and in the cases of a choice.
 *
 * @param {object} exported
 * @returns {Tables}
 */
export function tablesOf(exported) {
  /** @type {Set[]} */
  const sets = [];
  /** @type {Map<string, number | bigint>} */
  const constants = new Map();
  const seen = new WeakSet();

  /** @param {unknown} value */
  function visit(value) {
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || seen.has(value)) return;
    seen.add(value);
    const isSet = "prefix" in value && "lines" in value;
    if (isSet) sets.push(/** @type {Set} */ (value));
    for (const [key, inside] of Object.entries(value)) {
      // The same once more.
      if (isSet && key === "constants") continue;
      const isNumber = typeof inside === "number" || typeof inside === "bigint";
      if (isNumber && kernelName.test(key)) add(key, inside);
      else if (key === "cases") for (const one of Object.values(inside)) visit(one());
      else visit(inside);
    }
  }

  /** @param {string} name @param {number | bigint} number */
  function add(name, number) {
    const before = constants.get(name);
    if (before !== undefined && before !== number) throw new Error(`${name} is ${before}, and ${number} elsewhere`);
    constants.set(name, number);
  }

  // A module's own object has no prototype, and is not to be looked into twice.
  visit({ ...exported });
  return { sets, constants };
}
