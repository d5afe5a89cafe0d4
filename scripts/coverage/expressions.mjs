/** Macros of the kernel's headers that take one bit's number. */
const bits = new Set(["BIT", "__BIT", "_BIT", "_BITUL", "_BITULL", "BIT_ULL"]);

/** And those that only say in which order the number lies on the wire. */
const orders = new Set(["__cpu_to_be16", "__cpu_to_be32", "__constant_htons", "__constant_htonl"]);

/** @type {ReadonlyArray<Readonly<Record<string, (a: bigint, b: bigint) => bigint>>>} Weakest first. */
const operators = [
  { "|": (a, b) => a | b },
  { "^": (a, b) => a ^ b },
  { "&": (a, b) => a & b },
  { "<<": (a, b) => a << b, ">>": (a, b) => a >> b },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b },
];

/**
 * The value of a C expression of integers and of names that are known; undefined for anything else.
 *
 * @param {string} text
 * @param {ReadonlyMap<string, bigint>} known
 * @returns {bigint | undefined}
 */
export function evaluate(text, known) {
  const tokens = text.match(/\w+|<<|>>|\S/g) ?? [];
  let at = 0;

  /** @param {number} level @returns {bigint | undefined} */
  function binary(level) {
    const here = operators[level];
    if (here === undefined) return unary();
    let left = binary(level + 1);
    for (let apply = here[tokens[at] ?? ""]; apply !== undefined; apply = here[tokens[at] ?? ""]) {
      at++;
      const right = binary(level + 1);
      left = left === undefined || right === undefined ? undefined : apply(left, right);
    }
    return left;
  }

  /** @returns {bigint | undefined} */
  function unary() {
    const token = tokens[at++] ?? "";
    if (token === "-" || token === "~") {
      const value = unary();
      if (value === undefined) return undefined;
      // 32 bits, as the `~0U` of a header means it.
      return token === "-" ? -value : BigInt.asUintN(32, ~value);
    }
    if (token === "(") return parenthesized();
    if (bits.has(token) && tokens[at] === "(") {
      at++;
      const bit = parenthesized();
      return bit === undefined ? undefined : 1n << bit;
    }
    if (orders.has(token) && tokens[at] === "(") {
      at++;
      return parenthesized();
    }
    const [, digits] = /^(0x[\da-f]+|\d+)[ul]*$/i.exec(token) ?? [];
    if (digits !== undefined) return BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
    return known.get(token);
  }

  function parenthesized() {
    const value = binary(0);
    return tokens[at++] === ")" ? value : undefined;
  }

  const value = binary(0);
  return at === tokens.length ? value : undefined;
}
