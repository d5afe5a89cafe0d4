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

/** The name of a number, or the number where it has none. */
export function nameOrNumber<T extends Names>(names: T, number: number): NameIn<T> {
  for (const name in names) if (names[name] === number) return name;
  return number;
}

/** One number of all the names' bits. @throws RangeError */
export function bitsOf<T extends Names>(what: string, names: T, values: readonly NameIn<T>[] = []): number {
  return values.reduce<number>((bits, value) => (bits | numberOf(what, names, value)) >>> 0, 0);
}

/** The names of the bits that are set; what has none is one number at the end. */
export function namesOfBits<T extends Names>(names: T, bits: number): NameIn<T>[] {
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

function unknown(what: string, names: Names, value: string): RangeError {
  return new RangeError(`${JSON.stringify(value)} is no ${what}: ${Object.keys(names).join(", ")}, or a number`);
}
