import type { Codec, Names } from "./codec.js";
import type { Sized } from "./integers.js";

/** A number whose values, or whose bits, have names. Those without a name are kept as they are. */
export type Named<N extends Names, T = number> = Sized<T> & { readonly names: N; readonly meaning: "values" | "bits" };

/**
 * A number with a name for each value: `enumeration(u8, { MACVLAN_MODE_BRIDGE: 4, … })`. Decoded as the number, because
 * a newer kernel has values that we do not know; `nameOf` looks one up.
 */
/* @__NO_SIDE_EFFECTS__ */
export function enumeration<const N extends Names, T extends number | bigint>(codec: Sized<T>, names: N): Named<N, T> {
  return { ...codec, names, meaning: "values" };
}

/** A number with a name for each bit: `flagWord(u32, { IFF_UP: 1, … })`. Unknown bits are kept. */
/* @__NO_SIDE_EFFECTS__ */
export function flagWord<const N extends Names, T extends number | bigint>(codec: Sized<T>, names: N): Named<N, T> {
  return { ...codec, names, meaning: "bits" };
}

/** The kernel's name of a value; undefined when it has none. */
export function nameOf(codec: { readonly names: Names }, value: number): string | undefined {
  return Object.keys(codec.names).find((name) => codec.names[name] === value);
}

/** The kernel's names of the bits that are set; what has none as one hexadecimal number at the end. */
export function namesOf(codec: { readonly names: Names }, value: number): string[] {
  let rest = value >>> 0;
  const found: string[] = [];
  for (const [name, bits] of Object.entries(codec.names)) {
    if (bits === 0 || (value & bits) >>> 0 !== bits >>> 0) continue;
    found.push(name);
    rest = (rest & ~bits) >>> 0;
  }
  return rest === 0 ? found : [...found, `0x${rest.toString(16)}`];
}

/** Whether a codec's values have names. */
export function isNamed(codec: Codec<unknown> | undefined): codec is Named<Names> {
  return codec?.names !== undefined;
}
