/** AF_INET and AF_INET6. */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const AF_BRIDGE = 7;

/** The version of an address, as ip(8) has it: 4 or 6. */
export type IpVersion = 4 | 6;

/** An address with the length of its network's prefix. */
export interface Prefix {
  readonly family: number;
  readonly address: string;
  readonly length: number;
}

/** AF_INET or AF_INET6, from how an address is written. Whether it is one, the codec says. */
export function familyOf(address: string): number {
  return address.includes(":") ? AF_INET6 : AF_INET;
}

/** AF_* of a version; undefined stands for both, which is AF_UNSPEC. @throws RangeError */
export function familyOfVersion(version: IpVersion | undefined): number {
  if (version === undefined) return 0;
  if (version !== 4 && version !== 6) throw new RangeError(`${JSON.stringify(version)} is no version of IP: 4 or 6`);
  return version === 4 ? AF_INET : AF_INET6;
}

/** 4 or 6, of AF_INET or AF_INET6. */
export function versionOf(family: number): IpVersion {
  return family === AF_INET6 ? 6 : 4;
}

/** How many bits an address of the family has. */
export function bitsIn(family: number): number {
  return family === AF_INET6 ? 128 : 32;
}

/**
 * "192.0.2.0/24", or an address alone, whose prefix is all of it.
 *
 * @param what The parameter that it is, for the error.
 * @throws RangeError for a length that there is not, TypeError for what is no text.
 */
export function parsePrefix(text: string, what = "a prefix"): Prefix {
  if (typeof text !== "string") throw new TypeError(`${what} is written "192.0.2.0/24", not ${String(text)}`);
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const family = familyOf(address);
  const bits = bitsIn(family);
  const digits = slash < 0 ? String(bits) : text.slice(slash + 1);
  const length = /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN;
  if (!(length <= bits)) throw new RangeError(`${what} ${JSON.stringify(text)}: the prefix is 0 to ${bits} bits long`);
  return { family, address, length };
}

/** "default" (or "all") besides, whose family has to be known: IPv4 unless something says otherwise. */
export function parseDestination(text: string, family: number | undefined, what?: string): Prefix {
  if (text !== "default" && text !== "all") return parsePrefix(text, what);
  const known = family === undefined || family === 0 ? AF_INET : family;
  return { family: known, address: zeroOf(known), length: 0 };
}

/** What is no address, in either version. */
function zeroOf(family: number): string {
  return family === AF_INET6 ? "::" : "0.0.0.0";
}
