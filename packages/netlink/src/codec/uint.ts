import { CodecError } from "../errors.js";
import { type Codec, scalar } from "./codec.js";
import { u32, u64 } from "./integers.js";

/** NLA_UINT: 32 bits, or 64 where the value needs them. A bigint in any case; written as short as it can be. */
export const uint: Codec<bigint> = /* @__PURE__ */ scalar<bigint>({
  name: "uint",
  decode(reader, start, end) {
    return end - start === 4 ? BigInt(u32.decode(reader, start, end)) : u64.decode(reader, start, end);
  },
  encode(writer, value) {
    if (typeof value !== "bigint") throw new CodecError("encode", `${String(value)} is not a bigint`, writer.length);
    if (value >= 0n && value <= 0xffffffffn) u32.encode(writer, Number(value));
    else u64.encode(writer, value);
  },
  keeps: (reader, start, end) => end - start === 4 || u64.decode(reader, start, end) > 0xffffffffn,
});
