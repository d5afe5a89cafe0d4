import { ipv6 } from "../../codec/address.js";
import { array } from "../../codec/array.js";
import { attr, attributes } from "../../codec/attributes.js";
import { bytes } from "../../codec/bytes.js";
import { type Codec, type Infer, type Place, scalar } from "../../codec/codec.js";
import { be32, u8 } from "../../codec/integers.js";
import type { Reader } from "../../codec/reader.js";
import { struct } from "../../codec/struct.js";
import { CodecError, within } from "../../errors.js";

const fixed = struct("ipv6_rpl_sr_hdr", {
  nexthdr: u8,
  hdrlen: u8,
  type: u8,
  segmentsLeft: u8,
});
const LENGTH = 8;

/** struct ipv6_rpl_sr_hdr, linux/rpl.h, with its segments. */
export interface RplHeader extends Readonly<Infer<typeof fixed>> {
  /** How many bytes of each address, and of the last one, are left out: the kernel wants zero here. */
  readonly cmpri: number;
  readonly cmpre: number;
  readonly pad: number;
  /** The other bits, where they are not zero. */
  readonly reserved?: number | undefined;
  readonly segments: readonly string[];
  /** What is left and no address; all of the addresses when they are compressed. */
  readonly rest?: Uint8Array | undefined;
}

/** For encoding: lengths and counts that are left out are worked out, and the type is 3. */
export type RplInput = { readonly [K in keyof RplHeader]?: RplHeader[K] | undefined };

/** Where whole addresses end. */
function segmentsEnd(reader: Reader, start: number, end: number): number {
  const from = start + LENGTH;
  const isCompressed = reader.u8(start + 4) !== 0 || reader.u8(start + 5) > 0xf;
  return isCompressed ? from : from + 16 * Math.floor((end - from) / 16);
}

/**
 * A source routing header of RPL: struct ipv6_rpl_sr_hdr, linux/rpl.h.
 * ```
 * 0 next header | 1 length, less 8, in 8 bytes | 2 type | 3 segments left
 * 4 cmpri (4 bits), cmpre (4), pad (4), reserved (20) | 8 segments, 16 bytes each
 * ```
 */
export const rplHeader: Codec<RplHeader, RplHeader, RplInput> = /* @__PURE__ */ scalar<RplHeader, RplInput>({
  name: "ipv6_rpl_sr_hdr",
  decode(reader, start, end) {
    if (end - start < LENGTH) {
      throw new CodecError("decode", `ipv6_rpl_sr_hdr takes ${LENGTH} bytes, here are ${end - start}`, start);
    }
    const header = fixed.decodeFields(reader, start, end);
    const bits = be32.decode(reader, start + 4, start + 8);
    const to = segmentsEnd(reader, start, end);
    const segments: string[] = [];
    for (let at = start + LENGTH; at < to; at += 16) segments.push(ipv6.decode(reader, at, at + 16));
    return {
      ...header,
      cmpri: bits >>> 28,
      cmpre: (bits >>> 24) & 0xf,
      pad: (bits >>> 20) & 0xf,
      ...((bits & 0xfffff) !== 0 && { reserved: bits & 0xfffff }),
      segments,
      ...(to < end && { rest: reader.copy(to, end) }),
    };
  },
  encode(writer, { cmpri = 0, cmpre = 0, pad = 0, reserved = 0, segments = [], rest, ...given }) {
    const start = writer.length;
    fixed.encode(writer, { ...given, type: given.type ?? 3, segmentsLeft: given.segmentsLeft ?? segments.length });
    const limits = { cmpri: 0xf, cmpre: 0xf, pad: 0xf, reserved: 0xfffff };
    for (const [name, value] of Object.entries({ cmpri, cmpre, pad, reserved })) {
      const max = limits[name as keyof typeof limits];
      if (Number.isInteger(value) && value >= 0 && value <= max) continue;
      throw new CodecError("encode", `${String(value)} is not 0 to ${max}`, writer.length).within(name);
    }
    be32.encode(writer, ((cmpri << 28) | (cmpre << 24) | (pad << 20) | reserved) >>> 0);
    for (const [i, segment] of segments.entries()) {
      try {
        ipv6.encode(writer, segment);
      } catch (error) {
        throw within(error, `segments.${i}`);
      }
    }
    if (rest !== undefined) bytes.encode(writer, rest);
    if (given.hdrlen !== undefined) return;
    const length = writer.length - start;
    if (length % 8 !== 0) throw new CodecError("encode", `${length} bytes are no multiple of 8`, start);
    if (length > 2048) throw new CodecError("encode", `${length} bytes, at most 2048 fit`, start);
    writer.u8(start + 1, length / 8 - 1);
  },
  inside(reader, start, end) {
    const places: Place[] = [...(fixed.inside?.(reader, start, end) ?? [])];
    if (end - start < LENGTH) return places;
    const from = start + LENGTH;
    const to = segmentsEnd(reader, start, end);
    places.push({ name: "segments", at: from, start: from, end: to, codec: array(ipv6) });
    if (to < end) places.push({ name: "rest", at: to, start: to, end, codec: bytes });
    return places;
  },
});

/** RPL_IPTUNNEL_* from linux/rpl_iptunnel.h. */
export const rplEncapAttributes = attributes("RPL_IPTUNNEL", {
  srh: attr(1, rplHeader),
});
