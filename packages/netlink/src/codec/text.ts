import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";
import { decodeUtf8, encodeUtf8 } from "./utf8.js";

/**
 * A string: up to the first NUL, and always written with one, as the kernel's own NLA_NUL_STRING wants it. Bytes that
 * are not UTF-8 read as U+FFFD; the list view keeps them.
 *
 * @param max Most bytes without the NUL: IFNAMSIZ - 1 is 15.
 */
export function text(max = 65_530): Codec<string> {
  return scalar<string>({
    name: "text",
    size: undefined,
    lossy: true,
    decode({ bytes }, start, end) {
      let nul = start;
      while (nul < end && bytes[nul] !== 0) nul++;
      return decodeUtf8(bytes, start, nul);
    },
    encode(writer, value) {
      if (typeof value !== "string") throw new CodecError("encode", `${String(value)} is not text`, writer.length);
      if (value.includes("\0")) throw new CodecError("encode", "a NUL inside would end the text there", writer.length);
      const encoded = encodeUtf8(value, writer.length);
      if (encoded.length > max) {
        throw new CodecError("encode", `${encoded.length} bytes of text, at most ${max} fit`, writer.length);
      }
      writer.append(encoded);
      writer.reserve(1);
    },
  });
}
