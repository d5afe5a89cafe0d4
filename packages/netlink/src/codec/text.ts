import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";
import { type Sized, wrongLength } from "./integers.js";
import type { Reader } from "./reader.js";
import { decodeUtf8, encodeUtf8 } from "./utf8.js";
import type { Writer } from "./writer.js";

/** Appends the text's bytes, and returns how many they are. */
function append(writer: Writer, value: string, max: number): number {
  if (typeof value !== "string") throw new CodecError("encode", `${String(value)} is not text`, writer.length);
  const at = writer.length;
  let ascii = 0;
  while (ascii < value.length && value.charCodeAt(ascii) < 0x80) ascii++;
  if (ascii === value.length) {
    writer.reserve(ascii);
    for (let i = 0; i < ascii; i++) writer.u8(at + i, value.charCodeAt(i));
  } else writer.append(encodeUtf8(value, at));
  if (value.includes("\0")) throw new CodecError("encode", "a NUL inside would end the text there", at);
  const length = writer.length - at;
  if (length > max) throw new CodecError("encode", `${length} bytes of text, at most ${max} fit`, at);
  return length;
}

function nulFrom({ bytes }: Reader, start: number, end: number): number {
  let nul = start;
  while (nul < end && bytes[nul] !== 0) nul++;
  return nul;
}

/**
 * A string: up to the first NUL, and always written with one, as the kernel's own NLA_NUL_STRING wants it. A byte that
 * is not UTF-8 reads as a lone surrogate, U+DC80 to U+DCFF, and is written back as that byte: the kernel's names are
 * bytes, whatever they look like.
 *
 * @param max Most bytes without the NUL: IFNAMSIZ - 1 is 15.
 */
/* @__NO_SIDE_EFFECTS__ */
export function text(max = 65_530): Codec<string> {
  return scalar<string>({
    name: "text",
    decode: (reader, start, end) => decodeUtf8(reader.bytes, start, nulFrom(reader, start, end)),
    encode(writer, value) {
      append(writer, value, max);
      writer.reserve(1);
    },
    // With a longer one than fits, or without its NUL at the very end, it would be written otherwise.
    keeps: (reader, start, end) => nulFrom(reader, start, end) === end - 1 && end - 1 - start <= max,
  });
}

/** A string in a field of so many bytes, filled up with NULs, as a struct has it. */
/* @__NO_SIDE_EFFECTS__ */
export function fixedText(size: number): Sized<string> {
  const name = `text[${size}]`;
  return {
    ...scalar<string>({
      name,
      decode(reader, start, end) {
        if (end - start !== size) throw wrongLength(name, size, start, end);
        return decodeUtf8(reader.bytes, start, nulFrom(reader, start, end));
      },
      encode(writer, value) {
        writer.reserve(size - append(writer, value, size));
      },
      keeps(reader, start, end) {
        for (let at = nulFrom(reader, start, end); at < end; at++) if (reader.bytes[at] !== 0) return false;
        return true;
      },
    }),
    size,
  };
}
