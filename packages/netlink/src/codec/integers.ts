import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";
import type { Writer } from "./writer.js";

/** A codec whose values always take the same room: what structs and arrays are made of. */
export type Sized<T, I = T> = Codec<T, T, I> & { readonly size: number };

type Getter = "getUint8" | "getInt8" | "getUint16" | "getInt16" | "getUint32" | "getInt32";
/** The method of that name. Calling it by its name would look it up each time. */
type Read<T> = (view: DataView, at: number, little: boolean) => T;

/** Numbers are checked when they are written: JavaScript would cut off what does not fit, without a word. */
/* @__NO_SIDE_EFFECTS__ */
function integer(
  name: string,
  size: 1 | 2 | 4,
  signed: boolean,
  get: Getter,
  read: Read<number>,
  put: (writer: Writer, at: number, value: number, little: boolean) => void,
  isNetworkOrder = false,
): Sized<number> {
  const bits = size * 8;
  const min = signed ? -(2 ** (bits - 1)) : 0;
  const max = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const little = isNetworkOrder ? "false" : "little";
  return {
    ...scalar<number>({
      name,
      size,
      decode(reader, start, end) {
        if (end - start !== size) throw wrongLength(name, size, start, end);
        return read(reader.view, start, isNetworkOrder ? false : reader.little);
      },
      encode(writer, value) {
        if (!Number.isInteger(value) || value < min || value > max) {
          throw new CodecError("encode", `${String(value)} is not a ${name} (${min} to ${max})`, writer.length);
        }
        put(writer, writer.reserve(size), value, isNetworkOrder ? false : writer.little);
      },
      expression: (at) => `view.${get}(${at}, ${little})`,
    }),
    size,
  };
}

/* @__NO_SIDE_EFFECTS__ */
function bigInteger(name: string, signed: boolean, read: Read<bigint>, isNetworkOrder = false): Sized<bigint> {
  const get = signed ? "getBigInt64" : "getBigUint64";
  const little = isNetworkOrder ? "false" : "little";
  return {
    ...scalar<bigint>({
      name,
      size: 8,
      decode(reader, start, end) {
        if (end - start !== 8) throw wrongLength(name, 8, start, end);
        return read(reader.view, start, isNetworkOrder ? false : reader.little);
      },
      encode(writer, value) {
        const fit = signed ? BigInt.asIntN : BigInt.asUintN;
        if (typeof value !== "bigint" || fit(64, value) !== value) {
          throw new CodecError("encode", `${String(value)} is not a ${name} (a bigint of 64 bits)`, writer.length);
        }
        writer.u64(writer.reserve(8), value, isNetworkOrder ? false : writer.little);
      },
      expression: (at) => `view.${get}(${at}, ${little})`,
    }),
    size: 8,
  };
}

export function wrongLength(name: string, size: number, start: number, end: number): CodecError {
  return new CodecError("decode", `${name} takes ${size} bytes, here are ${end - start}`, start);
}

const put8 = (writer: Writer, at: number, value: number): void => writer.u8(at, value);
const put16 = (writer: Writer, at: number, value: number, little: boolean): void => writer.u16(at, value, little);
const put32 = (writer: Writer, at: number, value: number, little: boolean): void => writer.u32(at, value, little);

const readUint8: Read<number> = (view, at) => view.getUint8(at);
const readInt8: Read<number> = (view, at) => view.getInt8(at);
const readUint16: Read<number> = (view, at, little) => view.getUint16(at, little);
const readInt16: Read<number> = (view, at, little) => view.getInt16(at, little);
const readUint32: Read<number> = (view, at, little) => view.getUint32(at, little);
const readInt32: Read<number> = (view, at, little) => view.getInt32(at, little);
const readBigUint64: Read<bigint> = (view, at, little) => view.getBigUint64(at, little);
const readBigInt64: Read<bigint> = (view, at, little) => view.getBigInt64(at, little);

export const u8 = integer("u8", 1, false, "getUint8", readUint8, put8);
export const s8 = integer("s8", 1, true, "getInt8", readInt8, put8);
export const u16 = integer("u16", 2, false, "getUint16", readUint16, put16);
export const s16 = integer("s16", 2, true, "getInt16", readInt16, put16);
export const u32 = integer("u32", 4, false, "getUint32", readUint32, put32);
export const s32 = integer("s32", 4, true, "getInt32", readInt32, put32);
/** 64 bits are a bigint, because the kernel uses all of them. */
export const u64 = bigInteger("u64", false, readBigUint64);
export const s64 = bigInteger("s64", true, readBigInt64);
/** Network byte order, whatever the host's. */
export const be16 = integer("be16", 2, false, "getUint16", readUint16, put16, true);
export const be32 = integer("be32", 4, false, "getUint32", readUint32, put32, true);
export const be64 = bigInteger("be64", false, readBigUint64, true);
