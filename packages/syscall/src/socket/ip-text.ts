import { invalidArgType, invalidArgValue } from "../arguments.js";

// The codec package writes addresses too, but it knows nothing of this one, nor this one of it.

export function formatIpv4(bytes: Uint8Array): string {
  return bytes.join(".");
}

/** Four decimal numbers from 0 to 255; "010" is refused, because some read it as octal. */
export function parseIpv4(name: string, text: string): Uint8Array {
  const bytes = typeof text === "string" ? ipv4Bytes(text) : undefined;
  if (bytes === undefined) throw refused(name, "an IPv4 address", text);
  return bytes;
}

/** As RFC 5952 and inet_ntop(3): the first of the longest runs of two or more zeros is `::`; mapped IPv4 is dotted. */
export function formatIpv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] as number) << 8) | (bytes[2 * i + 1] as number));
  const { start, length } = longestZeros(groups);
  if (start === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff))) {
    return `${length === 6 ? "::" : "::ffff:"}${formatIpv4(bytes.subarray(12))}`;
  }
  const words = groups.map((group) => group.toString(16));
  if (length < 2) return words.join(":");
  return `${words.slice(0, start).join(":")}::${words.slice(start + length).join(":")}`;
}

/** Eight groups with colons; `::` once for zeros; the last two groups may be an IPv4 address. */
export function parseIpv6(name: string, text: string): Uint8Array {
  const bytes = typeof text === "string" ? ipv6Bytes(text) : undefined;
  if (bytes === undefined) throw refused(name, "an IPv6 address", text);
  return bytes;
}

function refused(name: string, what: string, value: unknown): TypeError {
  return typeof value === "string"
    ? invalidArgValue(name, `is not ${what}: ${JSON.stringify(value.slice(0, 60))}`)
    : invalidArgType(name, what, value);
}

function ipv4Bytes(text: string): Uint8Array | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const numbers = parts.map(Number);
  return numbers.every((number) => number <= 255) ? Uint8Array.from(numbers) : undefined;
}

function ipv6Bytes(text: string): Uint8Array | undefined {
  const [left = "", right, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const before = groupBytes(left, right === undefined);
  const after = groupBytes(right ?? "", true);
  if (before === undefined || after === undefined) return undefined;
  const length = before.length + after.length;
  // `::` stands for one group of zeros at least.
  if (right === undefined ? length !== 16 : length > 14) return undefined;
  const bytes = new Uint8Array(16);
  bytes.set(before);
  bytes.set(after, 16 - after.length);
  return bytes;
}

function groupBytes(text: string, isEnd: boolean): number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const last = isEnd ? ipv4Bytes(groups.at(-1) ?? "") : undefined;
  if (last !== undefined) groups.pop();
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const numbers = groups.map((group) => Number.parseInt(group, 16));
  return [...numbers.flatMap((number) => [number >> 8, number & 0xff]), ...(last ?? [])];
}

function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: -1, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  return longest;
}
