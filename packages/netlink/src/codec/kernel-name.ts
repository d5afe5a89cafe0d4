/** The type of what `attributeName` returns. */
export type KernelName<Prefix extends string, Name extends string> = `${Prefix}_${UpperSnake<Name>}`;

// One letter a step: a capital or not is all there is to know.
type UpperSnake<S extends string> = S extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? Uppercase<First> : `_${First}`}${UpperSnake<Rest>}`
  : "";

/** The kernel's spelling of a name of ours: `targetNsid` in set NETNSA is NETNSA_TARGET_NSID. */
export function attributeName(prefix: string, name: string): string {
  return `${prefix}_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
