import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";

/** Bytes as they are; decoding copies them. */
export const bytes: Codec<Uint8Array> = scalar<Uint8Array>({
  name: "bytes",
  size: undefined,
  decode: (reader, start, end) => reader.copy(start, end),
  encode(writer, value) {
    // Not instanceof: an array of another realm (a frame, a vm) is as good.
    if (Object.prototype.toString.call(value) !== "[object Uint8Array]")
      throw new CodecError("encode", `${String(value)} is not a Uint8Array`, writer.length);
    writer.append(value);
  },
});
