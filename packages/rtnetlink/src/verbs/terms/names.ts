/** Numbers by the names that ip(8) has for them. */
export type Names = Readonly<Record<string, number>>;

/** A value of a table by its name; or, for what the table does not have, its number. */
export type NameIn<T extends Names> = (keyof T & string) | number;

/** The number of a name. @throws RangeError for a name that is not in the table. */
export function numberOf<T extends Names>(what: string, names: T, value: NameIn<T>): number {
  if (typeof value === "number") return value;
  const number = Object.hasOwn(names, value) ? names[value] : undefined;
  if (number === undefined) throw unknown(what, names, value);
  return number;
}

/** What names a table's numbers, built once: of 100,000 routes, each has five of them. A number without a name stays. */
/* @__NO_SIDE_EFFECTS__ */
export function namer<T extends Names>(names: T): (number: number) => NameIn<T> {
  const byNumber = new Map<number, keyof T & string>();
  for (const name in names) {
    const number = names[name] as number;
    if (!byNumber.has(number)) byNumber.set(number, name);
  }
  return (number) => byNumber.get(number) ?? number;
}

const namers = new WeakMap<Names, (number: number) => string | number>();

/** The name of a number, or the number where it has none. */
export function nameOrNumber<T extends Names>(names: T, number: number): NameIn<T> {
  let known = namers.get(names);
  if (known === undefined) {
    known = namer(names);
    namers.set(names, known);
  }
  // What TypeScript cannot see: it was made of the same table.
  return known(number) as NameIn<T>;
}

/** One number of all the names' bits. @throws RangeError */
export function bitsOf<T extends Names>(what: string, names: T, values: readonly NameIn<T>[] = []): number {
  return values.reduce<number>((bits, value) => (bits | numberOf(what, names, value)) >>> 0, 0);
}

/** The names of the bits that are set; what has none is one number at the end. */
export function namesOfBits<T extends Names>(names: T, bits: number): readonly NameIn<T>[] {
  if (bits === 0) return NONE;
  const found: NameIn<T>[] = [];
  let rest = bits >>> 0;
  for (const name in names) {
    const bit = names[name] as number;
    if ((bits & bit) === 0) continue;
    found.push(name);
    rest = (rest & ~bit) >>> 0;
  }
  return rest === 0 ? found : [...found, rest];
}

const NONE: readonly never[] = Object.freeze([]);

function unknown(what: string, names: Names, value: string): RangeError {
  return new RangeError(`${JSON.stringify(value)} is no ${what}: ${Object.keys(names).join(", ")}, or a number`);
}
