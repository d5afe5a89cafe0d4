import { ip, ipv4, ipv6 } from "../codec/address.js";
import { byFamily } from "../codec/by-family.js";
import { type Codec, scalar } from "../codec/codec.js";
import { ipOrBytes } from "../route/ip.js";

/** An address, or none: `ip rule add from all` sends it without a single byte, which reads as empty text. */
/* @__NO_SIDE_EFFECTS__ */
function orEmpty(codec: Codec<string>): Codec<string> {
  return scalar<string>({
    name: codec.name,
    decode: (reader, start, end) => (start === end ? "" : codec.decode(reader, start, end)),
    encode(writer, value) {
      if (value !== "") codec.encode(writer, value);
    },
  });
}

/** FRA_DST and FRA_SRC: by the rule's family. */
export const rulePrefix = byFamily(
  { 2: orEmpty(ipv4), 10: orEmpty(ipv6), 128: orEmpty(ip), 129: orEmpty(ip) },
  ipOrBytes,
);
