import { ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { type Codec, scalar } from "../../codec/codec.js";
import { be16, be32, u8, u32, wrongLength } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";
import { CodecError, within } from "../../errors.js";

/** IOAM6_IPTUNNEL_MODE_* from linux/ioam6_iptunnel.h. */
export const ioam6Mode = enumeration(u8, {
  IOAM6_IPTUNNEL_MODE_INLINE: 1,
  IOAM6_IPTUNNEL_MODE_ENCAP: 2,
  IOAM6_IPTUNNEL_MODE_AUTO: 3,
});

/** struct ioam6_trace_hdr, linux/ioam6.h. */
export interface Ioam6Trace {
  readonly namespaceId: number;
  /** What each node adds, in four bytes: the kernel works it out. */
  readonly nodelen: number;
  readonly overflow: boolean;
  /** Room that is left, in four bytes. */
  readonly remlen: number;
  /** A bit for each field of data, bit 0 the highest; `ip` shows it without the lowest eight, which are reserved. */
  readonly type: number;
}

/** For encoding: what is left out is zero. */
export type Ioam6TraceInput = { readonly [K in keyof Ioam6Trace]?: Ioam6Trace[K] | undefined };

/**
 * struct ioam6_trace_hdr, linux/ioam6.h.
 * ```
 * 0 namespace (be16) | 2 node length (5 bits), overflow (1), unused (2) | 3 unused (1), left (7) | 4 type (be32)
 * ```
 */
export const ioam6Trace: Codec<Ioam6Trace, Ioam6Trace, Ioam6TraceInput> = /* @__PURE__ */ scalar<
  Ioam6Trace,
  Ioam6TraceInput
>({
  name: "ioam6_trace_hdr",
  decode(reader, start, end) {
    if (end - start !== 8) throw wrongLength("ioam6_trace_hdr", 8, start, end);
    const node = reader.u8(start + 2);
    return {
      namespaceId: be16.decode(reader, start, start + 2),
      nodelen: node >> 3,
      overflow: (node & 4) !== 0,
      remlen: reader.u8(start + 3) & 0x7f,
      type: be32.decode(reader, start + 4, end),
    };
  },
  encode(writer, { namespaceId = 0, nodelen = 0, overflow = false, remlen = 0, type = 0 }) {
    const at = writer.length;
    field("namespaceId", () => be16.encode(writer, namespaceId));
    const bits = (name: string, value: number, max: number): number => {
      if (Number.isInteger(value) && value >= 0 && value <= max) return value;
      throw new CodecError("encode", `${String(value)} is not 0 to ${max}`, at).within(name);
    };
    u8.encode(writer, (bits("nodelen", nodelen, 0x1f) << 3) | (overflow ? 4 : 0));
    u8.encode(writer, bits("remlen", remlen, 0x7f));
    field("type", () => be32.encode(writer, type));
  },
  keeps: (reader, start) => (reader.u8(start + 2) & 3) === 0 && (reader.u8(start + 3) & 0x80) === 0,
});

function field(name: string, encode: () => void): void {
  try {
    encode();
  } catch (error) {
    throw within(error, name);
  }
}

/** IOAM6_IPTUNNEL_* from linux/ioam6_iptunnel.h. */
export const ioam6EncapAttributes = attributes("IOAM6_IPTUNNEL", {
  mode: attr(1, ioam6Mode),
  dst: attr(2, ipv6),
  trace: attr(3, ioam6Trace),
  freqK: attr(4, u32),
  freqN: attr(5, u32),
  src: attr(6, ipv6),
});
