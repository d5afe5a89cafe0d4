import { ipv4, ipv6, linkAddress } from "../codec/address.js";
import { bytes } from "../codec/bytes.js";
import { type Codec, scalar } from "../codec/codec.js";
import { u16 } from "../codec/integers.js";
import { CodecError, within } from "../errors.js";

/** A gateway of another family than the route's: struct rtvia. */
export interface Via {
  readonly family: number;
  /** Text for AF_INET, AF_INET6 and AF_PACKET (a link-layer address). */
  readonly address: string | Uint8Array;
}

function codecOf(family: number): Codec<string> | typeof bytes {
  if (family === 2) return ipv4;
  if (family === 10) return ipv6;
  return family === 17 ? linkAddress : bytes;
}

/** struct rtvia, linux/rtnetlink.h: a family and an address of it. */
export const rtvia: Codec<Via> = /* @__PURE__ */ scalar<Via>({
  name: "rtvia",
  decode(reader, start, end) {
    if (end - start < 2) throw new CodecError("decode", `rtvia takes 2 bytes, here are ${end - start}`, start);
    const family = reader.u16(start);
    try {
      return { family, address: codecOf(family).decode(reader, start + 2, end) };
    } catch (error) {
      throw within(error, "address");
    }
  },
  encode(writer, { family, address }) {
    try {
      u16.encode(writer, family);
    } catch (error) {
      throw within(error, "family");
    }
    try {
      if (typeof address === "string") (codecOf(family) as Codec<string>).encode(writer, address);
      else bytes.encode(writer, address);
    } catch (error) {
      throw within(error, "address");
    }
  },
  inside: (reader, start, end) =>
    end - start < 2
      ? []
      : [
          { name: "family", at: start, start, end: start + 2, codec: u16 },
          { name: "address", at: start + 2, start: start + 2, end, codec: codecOf(reader.u16(start)) },
        ],
});
