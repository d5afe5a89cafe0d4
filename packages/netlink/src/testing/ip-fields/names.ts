import type { Names } from "../../codec/codec.js";
import { nameOf } from "../../codec/numbers.js";
import type { Scene } from "./compare.js";

/** The kernel's name without its prefix, in small letters; a number as text where there is none. */
export function named(
  codec: { readonly names: Names },
  prefix: string,
  value: number | undefined,
  other: Readonly<Record<string, string>> = {},
): string | undefined {
  if (value === undefined) return undefined;
  const name = nameOf(codec, value);
  if (name === undefined) return String(value);
  return other[name] ?? name.slice(prefix.length).toLowerCase();
}

/** The same, but always the number with `ip -N`. */
export function namedUnless(
  scene: Scene,
  codec: { readonly names: Names },
  prefix: string,
  value: number | undefined,
  other: Readonly<Record<string, string>> = {},
): string | undefined {
  return scene.numeric && value !== undefined ? String(value) : named(codec, prefix, value, other);
}

export function hex(value: number | undefined, digits = 0): string | undefined {
  return value === undefined ? undefined : `0x${value.toString(16).padStart(digits, "0")}`;
}

/** Whether the bit with the kernel's name is set. */
export function has<N extends Names>(codec: { readonly names: N }, value: number | undefined, name: keyof N): boolean {
  return ((value ?? 0) & (codec.names[name] as number)) !== 0;
}

/** A number of 32 bits as an IPv4 address: how keys of tunnels are written. */
export function dotted(value: number | undefined): string | undefined {
  return value === undefined ? undefined : [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join(".");
}

const isMulticast = (address: string | undefined): boolean => /^(22[4-9]|23\d)\.|^ff/.test(address ?? "");

/** An address that is a group's: the tools show it under another name than a single one. */
export const multicast = (address: string | undefined): string | undefined =>
  isMulticast(address) ? address : undefined;

/** An address that is no group's. */
export const unicast = (address: string | undefined): string | undefined =>
  isMulticast(address) ? undefined : address;

/** JSON has no bigint. What does not fit would be shown without its last digits. */
export function plain(value: number | bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
