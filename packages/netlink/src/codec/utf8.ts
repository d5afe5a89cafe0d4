import { CodecError } from "../errors.js";

/** Where the bytes that are not UTF-8 stand in a string: 0x80 as U+DC80, as Python's surrogateescape has it. */
const ESCAPE = 0xdc00;

/**
 * UTF-8 of our own, because this package runs where there is no TextDecoder. What is not UTF-8 becomes a lone
 * surrogate, byte by byte; almost all text that the kernel sends is ASCII.
 */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; ) {
    const first = bytes[at] as number;
    if (first < 0x80) {
      text += String.fromCharCode(first);
      at++;
      continue;
    }
    const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    const code = at + length > end ? -1 : sequence(bytes, at, length);
    text += String.fromCodePoint(code === -1 ? ESCAPE + first : code);
    at += code === -1 ? 1 : length;
  }
  return text;
}

/** Smallest code point that needs so many bytes: a longer form of a smaller one is not UTF-8. */
const LEAST = [0, 0, 0x80, 0x800, 0x10000];

function sequence(bytes: Uint8Array, at: number, length: number): number {
  if (length === 0) return -1;
  let code = (bytes[at] as number) & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] as number;
    if ((next & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (next & 0x3f);
  }
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < (LEAST[length] as number) || surrogate || code > 0x10ffff ? -1 : code;
}

/** @throws CodecError for half of a surrogate pair that is not one of our escapes: UTF-8 cannot say it. */
export function encodeUtf8(text: string, offset: number): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff) bytes.push(code - ESCAPE);
    else if (code >= 0xd800 && code <= 0xdfff) throw new CodecError("encode", "half of a surrogate pair", offset);
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}
