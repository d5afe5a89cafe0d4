import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";
import type { Reader } from "./reader.js";
import type { Writer } from "./writer.js";

/** Numbers are checked when they are written: JavaScript would cut off what does not fit, without a word. */
function integer(
  name: string,
  size: 1 | 2 | 4,
  signed: boolean,
  read: (reader: Reader, at: number) => number,
  write: (writer: Writer, at: number, value: number) => void,
): Codec<number> & { readonly size: number } {
  const bits = size * 8;
  const min = signed ? -(2 ** (bits - 1)) : 0;
  const max = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  return {
    ...scalar<number>({
      name,
      size,
      decode(reader, start, end) {
        if (end - start !== size) throw wrongLength(name, size, start, end);
        return read(reader, start);
      },
      encode(writer, value) {
        if (!Number.isInteger(value) || value < min || value > max) {
          throw new CodecError("encode", `${String(value)} is not a ${name} (${min} to ${max})`, writer.length);
        }
        write(writer, writer.reserve(size), value);
      },
    }),
    size,
  };
}

function bigInteger(name: string, signed: boolean): Codec<bigint> & { readonly size: number } {
  const fit = signed ? BigInt.asIntN : BigInt.asUintN;
  return {
    ...scalar<bigint>({
      name,
      size: 8,
      decode(reader, start, end) {
        if (end - start !== 8) throw wrongLength(name, 8, start, end);
        return fit(64, reader.u64(start));
      },
      encode(writer, value) {
        if (typeof value !== "bigint" || fit(64, value) !== value) {
          throw new CodecError("encode", `${String(value)} is not a ${name} (a bigint of 64 bits)`, writer.length);
        }
        writer.u64(writer.reserve(8), value);
      },
    }),
    size: 8,
  };
}

function wrongLength(name: string, size: number, start: number, end: number): CodecError {
  return new CodecError("decode", `${name} takes ${size} bytes, here are ${end - start}`, start);
}

export const u8 = integer(
  "u8",
  1,
  false,
  (r, at) => r.u8(at),
  (w, at, v) => w.u8(at, v),
);
export const s8 = integer(
  "s8",
  1,
  true,
  (r, at) => (r.u8(at) << 24) >> 24,
  (w, at, v) => w.u8(at, v),
);
export const u16 = integer(
  "u16",
  2,
  false,
  (r, at) => r.u16(at),
  (w, at, v) => w.u16(at, v),
);
export const s16 = integer(
  "s16",
  2,
  true,
  (r, at) => (r.u16(at) << 16) >> 16,
  (w, at, v) => w.u16(at, v),
);
export const u32 = integer(
  "u32",
  4,
  false,
  (r, at) => r.u32(at),
  (w, at, v) => w.u32(at, v),
);
export const s32 = integer(
  "s32",
  4,
  true,
  (r, at) => r.s32(at),
  (w, at, v) => w.u32(at, v),
);
/** 64 bits are a bigint, because the kernel uses all of them. */
export const u64 = bigInteger("u64", false);
export const s64 = bigInteger("s64", true);
/** Network byte order, whatever the host's. */
export const be16 = integer(
  "be16",
  2,
  false,
  (r, at) => r.be16(at),
  (w, at, v) => w.be16(at, v),
);
export const be32 = integer(
  "be32",
  4,
  false,
  (r, at) => r.be32(at) >>> 0,
  (w, at, v) => w.be32(at, v),
);
