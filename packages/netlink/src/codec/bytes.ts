import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";
import { type Sized, wrongLength } from "./integers.js";
import type { Writer } from "./writer.js";

function append(writer: Writer, value: Uint8Array): void {
  // Not instanceof: an array of another realm (a frame, a vm) is as good.
  if (!isBytes(value)) throw new CodecError("encode", `${String(value)} is not a Uint8Array`, writer.length);
  writer.append(value);
}

export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/** Bytes as they are; decoding copies them. */
export const bytes: Codec<Uint8Array> = /* @__PURE__ */ scalar<Uint8Array>({
  name: "bytes",
  decode: (reader, start, end) => reader.copy(start, end),
  encode: append,
});

/** Exactly so many bytes. */
/* @__NO_SIDE_EFFECTS__ */
export function fixedBytes(size: number): Sized<Uint8Array> {
  const name = `bytes[${size}]`;
  return {
    ...scalar<Uint8Array>({
      name,
      decode(reader, start, end) {
        if (end - start !== size) throw wrongLength(name, size, start, end);
        return reader.copy(start, end);
      },
      encode(writer, value) {
        append(writer, value);
        if (value.length !== size) {
          throw new CodecError("encode", `${value.length} bytes where ${size} belong`, writer.length);
        }
      },
    }),
    size,
  };
}
