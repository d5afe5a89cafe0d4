import { type Codec, scalar } from "../../codec/codec.js";
import { flag } from "../../codec/flag.js";
import { u8 } from "../../codec/integers.js";

/**
 * An attribute that is a flag in requests and a u8 in what the kernel tells: `true` is the flag, a number is the u8.
 * Requests with a u8 are refused.
 */
export const flagOrU8: Codec<true | number> = /* @__PURE__ */ scalar<true | number>({
  name: "flag or u8",
  decode: (reader, start, end) => (end === start ? true : u8.decode(reader, start, end)),
  encode(writer, value) {
    if (value === true) flag.encode(writer, value);
    else u8.encode(writer, value);
  },
});
