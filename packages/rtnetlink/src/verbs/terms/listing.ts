/** What a list gives: the entries, and how they came about. */
export interface Listing<T> {
  readonly entries: readonly T[];
  /** How often the list had to be asked for, because things changed meanwhile. */
  readonly attempts: number;
  /** Who did the filtering, by the names of the filter's fields. */
  readonly filteredBy: {
    /** The kernel sent no others. */
    readonly kernel: readonly string[];
    /** It has no such filter: all were sent, and left out here. */
    readonly client: readonly string[];
  };
}

/** Tests that the kernel cannot make, each under the name of its field; undefined where nothing is asked. */
export type Tests<T> = Readonly<Record<string, ((entry: T) => boolean) | undefined>>;

/** Applies what the kernel cannot, and says who has done what. `asked` is what the kernel was asked for. */
export function listingOf<T>(
  { entries, attempts }: { readonly entries: readonly T[]; readonly attempts: number },
  asked: Readonly<Record<string, unknown>>,
  tests: Tests<T> = {},
): Listing<T> {
  const given = Object.entries(tests).flatMap(([name, test]) => (test === undefined ? [] : [{ name, test }]));
  return {
    entries: given.length === 0 ? entries : entries.filter((entry) => given.every(({ test }) => test(entry))),
    attempts,
    filteredBy: {
      kernel: Object.keys(asked).filter((name) => asked[name] !== undefined),
      client: given.map(({ name }) => name),
    },
  };
}

/** A test for equality; undefined where nothing is asked. */
export function equals<T, V>(
  wanted: V | undefined,
  of: (entry: T) => V | undefined,
): ((entry: T) => boolean) | undefined {
  return wanted === undefined ? undefined : (entry) => of(entry) === wanted;
}
