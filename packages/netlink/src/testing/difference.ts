import { isDeepStrictEqual } from "node:util";

/**
 * Fails unless two values are equal, and says where they first differ: two links, printed in full, help nobody.
 *
 * @throws Error
 */
export function expectSame(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  const [path, one, other] = firstDifference(actual, expected, "");
  throw new Error(`${what}${path}: ${show(one)}, not ${show(other)}`);
}

function firstDifference(actual: unknown, expected: unknown, path: string): [string, unknown, unknown] {
  if (isContainer(actual) && isContainer(expected)) {
    for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
      const [one, other] = [Reflect.get(actual, key), Reflect.get(expected, key)];
      if (!isDeepStrictEqual(one, other)) return firstDifference(one, other, `${path}.${key}`);
    }
  }
  return [path, actual, expected];
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  const text = JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? `${inner}n` : inner)) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
