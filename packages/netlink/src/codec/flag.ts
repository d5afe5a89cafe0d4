import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";

/** NLA_FLAG: true by being there, without a payload. Leave it out to say no. */
export const flag: Codec<true> = /* @__PURE__ */ scalar<true>({
  name: "flag",
  size: 0,
  decode(_reader, start, end) {
    if (end !== start) throw new CodecError("decode", `a flag has no payload, here are ${end - start} bytes`, start);
    return true;
  },
  encode(writer, value) {
    if (value !== true) throw new CodecError("encode", "a flag is true, or left out", writer.length);
  },
  expression: () => "true",
});
