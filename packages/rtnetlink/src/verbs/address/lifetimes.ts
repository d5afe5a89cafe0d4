import type { AddressInput, Lifetime } from "./types.js";

/** What the kernel has for "forever" (INFINITY_LIFE_TIME). */
export const FOREVER = 0xffffffff;

/** A lifetime as users see it. */
export function lifetimeOf(seconds: number): Lifetime {
  return seconds === FOREVER ? "forever" : seconds;
}

/**
 * An address's lifetimes as the kernel has them, or undefined where none are given.
 *
 * @throws RangeError for what the kernel would refuse as "address lifetime invalid", whichever it is.
 */
export function cacheinfoOf({ validLifetime, preferredLifetime }: AddressInput) {
  if (validLifetime === undefined && preferredLifetime === undefined) return undefined;
  const valid = secondsOf("validLifetime", validLifetime ?? "forever");
  if (valid === 0) throw new RangeError("validLifetime is at least a second: an address is deleted, not given none");
  // Longer than it is valid the kernel refuses.
  const prefered = preferredLifetime === undefined ? valid : secondsOf("preferredLifetime", preferredLifetime);
  if (prefered > valid)
    throw new RangeError(`preferredLifetime ${preferredLifetime} is longer than validLifetime ${valid}`);
  return { valid, prefered };
}

function secondsOf(name: string, lifetime: Lifetime): number {
  if (lifetime === "forever") return FOREVER;
  if (Number.isInteger(lifetime) && lifetime >= 0 && lifetime <= FOREVER) return lifetime;
  throw new RangeError(`${name} is a whole number of seconds or "forever", not ${lifetime}`);
}
