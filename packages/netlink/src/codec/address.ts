import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";
import { type Sized, wrongLength } from "./integers.js";
import type { Reader } from "./reader.js";
import type { Writer } from "./writer.js";

/** Two digits for every byte: looked up, because most of a link is addresses. */
const digits: string[] = [];

function pair(byte: number): string {
  if (digits.length === 0) for (let i = 0; i < 256; i++) digits.push((i < 16 ? "0" : "") + i.toString(16));
  return digits[byte] as string;
}

function showLink({ bytes }: Reader, start: number, end: number): string {
  if (end === start) return "";
  let text = pair(bytes[start] as number);
  for (let at = start + 1; at < end; at++) text += `:${pair(bytes[at] as number)}`;
  return text;
}

function putLink(writer: Writer, value: string): void {
  const at = writer.length;
  let well = typeof value === "string" && (value === "" || value.length % 3 === 2);
  for (let i = 0; well && i < value.length; i += 3) {
    const byte = (digit(value.charCodeAt(i)) << 4) | digit(value.charCodeAt(i + 1));
    well = byte >= 0 && (i + 2 === value.length || value.charCodeAt(i + 2) === 0x3a);
    if (well) writer.u8(writer.reserve(1), byte);
  }
  if (!well) throw new CodecError("encode", `${JSON.stringify(value)} is not a link-layer address`, at);
}

/** A hexadecimal digit's value; negative when it is none. */
function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** A link-layer address of any length, as lower-case hexadecimal with colons: `02:00:00:00:00:01`. */
export const linkAddress: Codec<string> = /* @__PURE__ */ scalar<string>({
  name: "link-layer address",
  decode: showLink,
  encode: putLink,
});

/** An Ethernet address: six bytes. */
export const mac: Sized<string> = /* @__PURE__ */ ofSize("MAC address", 6, showLink, putLink);

/** Four bytes, dotted. */
export const ipv4: Sized<string> = /* @__PURE__ */ ofSize(
  "IPv4 address",
  4,
  ({ bytes }, start) => `${bytes[start]}.${bytes[start + 1]}.${bytes[start + 2]}.${bytes[start + 3]}`,
  (writer, value) => {
    const number = typeof value === "string" ? parseIpv4(value) : -1;
    if (number < 0) throw new CodecError("encode", `${JSON.stringify(value)} is not an IPv4 address`, writer.length);
    writer.u32(writer.reserve(4), number, false);
  },
);

/** Sixteen bytes, as RFC 5952 and inet_ntop(3) write them: the first of the longest runs of zeros is `::`. */
export const ipv6: Sized<string> = /* @__PURE__ */ ofSize("IPv6 address", 16, showIpv6, (writer, value) => {
  const groups = parseIpv6(value);
  if (groups === undefined) {
    throw new CodecError("encode", `${JSON.stringify(value)} is not an IPv6 address`, writer.length);
  }
  const at = writer.reserve(16);
  for (let i = 0; i < 8; i++) writer.u16(at + 2 * i, groups[i] as number, false);
});

/** An IP address of either version, by its length. */
export const ip: Codec<string> = /* @__PURE__ */ scalar<string>({
  name: "IP address",
  decode(reader, start, end) {
    if (end - start === 4) return ipv4.decode(reader, start, end);
    if (end - start === 16) return ipv6.decode(reader, start, end);
    throw new CodecError("decode", `an IP address takes 4 or 16 bytes, here are ${end - start}`, start);
  },
  encode: (writer, value) => (String(value).includes(":") ? ipv6 : ipv4).encode(writer, value),
});

/* @__NO_SIDE_EFFECTS__ */
function ofSize(
  name: string,
  size: number,
  show: (reader: Reader, start: number, end: number) => string,
  encode: (writer: Writer, value: string) => void,
): Sized<string> {
  return {
    ...scalar<string>({
      name,
      decode(reader, start, end) {
        if (end - start !== size) throw wrongLength(name, size, start, end);
        return show(reader, start, end);
      },
      encode(writer, value) {
        const start = writer.length;
        encode(writer, value);
        if (writer.length - start !== size) {
          throw new CodecError("encode", `${JSON.stringify(value)} is not a ${name} (${size} bytes)`, start);
        }
      },
    }),
    size,
  };
}

function showIpv6({ view }: Reader, start: number): string {
  let zeros = -1;
  let longest = 1;
  for (let i = 0; i < 8; ) {
    if (view.getUint16(start + 2 * i) !== 0) {
      i++;
      continue;
    }
    let j = i + 1;
    while (j < 8 && view.getUint16(start + 2 * j) === 0) j++;
    if (j - i > longest) {
      zeros = i;
      longest = j - i;
    }
    i = j;
  }
  // The last four bytes are an IPv4 address: mapped ones, and the compatible ones that are not `::` or `::1`.
  if (zeros === 0 && (longest === 6 || (longest === 5 && view.getUint16(start + 10) === 0xffff))) {
    const dotted = `${view.getUint8(start + 12)}.${view.getUint8(start + 13)}.${view.getUint8(start + 14)}.${view.getUint8(start + 15)}`;
    return longest === 6 ? `::${dotted}` : `::ffff:${dotted}`;
  }
  let text = "";
  for (let i = 0; i < 8; i++) {
    if (i === zeros) {
      text += "::";
      i += longest - 1;
      continue;
    }
    if (i > 0 && i !== zeros + longest) text += ":";
    text += view.getUint16(start + 2 * i).toString(16);
  }
  return text;
}

/** Four decimal numbers with dots as one of 32 bits; -1 for anything else. No regular expression: it is hot. */
function parseIpv4(text: string): number {
  let address = 0;
  let part = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x2e) {
      if (part < 0 || ++dots > 3) return -1;
      address = address * 256 + part;
      part = -1;
    } else if (code >= 0x30 && code <= 0x39) {
      // A leading zero would be octal to inet_aton(3), and is nothing to inet_pton(3).
      if (part === 0) return -1;
      part = Math.max(part, 0) * 10 + code - 0x30;
      if (part > 255) return -1;
    } else return -1;
  }
  return dots === 3 && part >= 0 ? address * 256 + part : -1;
}

function parseIpv6(text: string): number[] | undefined {
  if (typeof text !== "string" || !/^[\da-f:.]+$/i.test(text)) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [front, back] = halves.map((half, i) => groupsOf(half, i === halves.length - 1));
  if (front === undefined) return undefined;
  if (halves.length === 1) return front.length === 8 ? front : undefined;
  if (back === undefined || front.length + back.length > 7) return undefined;
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
}

function groupsOf(text: string, isLast: boolean): number[] | undefined {
  if (text === "") return [];
  const words = text.split(":");
  const groups: number[] = [];
  for (const [i, word] of words.entries()) {
    const dotted = isLast && i === words.length - 1 ? parseIpv4(word) : -1;
    if (dotted >= 0) groups.push(Math.floor(dotted / 65536), dotted % 65536);
    else if (/^[\da-f]{1,4}$/i.test(word)) groups.push(Number.parseInt(word, 16));
    else return undefined;
  }
  return groups;
}
