import { ipv6 } from "../../codec/address.js";
import { array } from "../../codec/array.js";
import { attr, attributes } from "../../codec/attributes.js";
import { bytes } from "../../codec/bytes.js";
import { type Codec, type Infer, type Place, scalar } from "../../codec/codec.js";
import { be16, s32, u8, u32 } from "../../codec/integers.js";
import { enumeration, flagWord } from "../../codec/numbers.js";
import type { Reader } from "../../codec/reader.js";
import { struct } from "../../codec/struct.js";
import { CodecError, within } from "../../errors.js";

/** SR6_FLAG1_* from linux/seg6.h. */
export const segmentRoutingFlags = flagWord(u8, {
  SR6_FLAG1_HMAC: 0x08,
  SR6_FLAG1_ALERT: 0x10,
  SR6_FLAG1_OAM: 0x20,
  SR6_FLAG1_PROTECTED: 0x40,
});

/** SR6_TLV_* from linux/seg6.h. */
export const segmentRoutingTlv = enumeration(u8, {
  SR6_TLV_INGRESS: 1,
  SR6_TLV_EGRESS: 2,
  SR6_TLV_OPAQUE: 3,
  SR6_TLV_PADDING: 4,
  SR6_TLV_HMAC: 5,
});

const fixed = struct("ipv6_sr_hdr", {
  nexthdr: u8,
  hdrlen: u8,
  type: u8,
  segmentsLeft: u8,
  firstSegment: u8,
  flags: segmentRoutingFlags,
  tag: be16,
});

/** What stands behind the segments. */
export interface SegmentRoutingTlv {
  readonly type: number;
  readonly data: Uint8Array;
}

/** struct ipv6_sr_hdr, linux/seg6.h, with what follows it. */
export interface SegmentRoutingHeader extends Readonly<Infer<typeof fixed>> {
  /** As they are on the wire: the last one to be visited stands first. */
  readonly segments: readonly string[];
  readonly tlvs: readonly SegmentRoutingTlv[];
  /** What is left and no TLV. */
  readonly rest?: Uint8Array | undefined;
}

/** For encoding: lengths and counts that are left out are worked out, and the type is 4. */
export type SegmentRoutingInput = { readonly [K in keyof SegmentRoutingHeader]?: SegmentRoutingHeader[K] | undefined };

/** Where the segments end: as many as the header says, and as there is room for. */
function segmentsEnd(reader: Reader, start: number, end: number): number {
  const from = start + fixed.length;
  const count = Math.min(reader.u8(start + 4) + 1, Math.floor((end - from) / 16));
  return from + 16 * count;
}

/**
 * A segment routing header: struct ipv6_sr_hdr, linux/seg6.h, its segments and its TLVs.
 * ```
 * 0 next header | 1 length, less 8, in 8 bytes | 2 type | 3 segments left | 4 last index | 5 flags | 6 tag (be16)
 * 8 segments, 16 bytes each | TLVs: type, length, value
 * ```
 */
export const segmentRoutingHeader: Codec<SegmentRoutingHeader, SegmentRoutingHeader, SegmentRoutingInput> =
  /* @__PURE__ */ scalar<SegmentRoutingHeader, SegmentRoutingInput>({
    name: "ipv6_sr_hdr",
    decode(reader, start, end) {
      const header = fixed.decodeFields(reader, start, end);
      let at = segmentsEnd(reader, start, end);
      const segments: string[] = [];
      for (let from = start + fixed.length; from < at; from += 16) segments.push(ipv6.decode(reader, from, from + 16));
      const tlvs: SegmentRoutingTlv[] = [];
      while (end - at >= 2 && end - at >= 2 + reader.u8(at + 1)) {
        const to = at + 2 + reader.u8(at + 1);
        tlvs.push({ type: reader.u8(at), data: reader.copy(at + 2, to) });
        at = to;
      }
      const value = { ...header, segments, tlvs };
      return at < end ? { ...value, rest: reader.copy(at, end) } : value;
    },
    encode(writer, { segments = [], tlvs = [], rest, ...given }) {
      const start = writer.length;
      const last = Math.max(segments.length - 1, 0);
      fixed.encode(writer, { ...given, type: given.type ?? 4, firstSegment: given.firstSegment ?? last });
      if (given.segmentsLeft === undefined) writer.u8(start + 3, last);
      for (const [i, segment] of segments.entries()) part(`segments.${i}`, () => ipv6.encode(writer, segment));
      for (const [i, { type, data }] of tlvs.entries()) {
        part(`tlvs.${i}`, () => {
          u8.encode(writer, type);
          u8.encode(writer, data.length);
          bytes.encode(writer, data);
        });
      }
      if (rest !== undefined) part("rest", () => bytes.encode(writer, rest));
      if (given.hdrlen !== undefined) return;
      const length = writer.length - start;
      if (length % 8 !== 0) throw new CodecError("encode", `${length} bytes are no multiple of 8`, start);
      if (length > 2048) throw new CodecError("encode", `${length} bytes, at most 2048 fit`, start);
      writer.u8(start + 1, length / 8 - 1);
    },
    inside(reader, start, end) {
      const places: Place[] = [...(fixed.inside?.(reader, start, end) ?? [])];
      const from = start + fixed.length;
      if (end < from) return places;
      const to = segmentsEnd(reader, start, end);
      places.push({ name: "segments", at: from, start: from, end: to, codec: array(ipv6) });
      if (to < end) places.push({ name: "tlvs", at: to, start: to, end, codec: bytes });
      return places;
    },
  });

function part(name: string, encode: () => void): void {
  try {
    encode();
  } catch (error) {
    throw within(error, name);
  }
}

/** SEG6_IPTUN_MODE_* from linux/seg6_iptunnel.h. */
export const seg6Mode = enumeration(s32, {
  SEG6_IPTUN_MODE_INLINE: 0,
  SEG6_IPTUN_MODE_ENCAP: 1,
  SEG6_IPTUN_MODE_L2ENCAP: 2,
  SEG6_IPTUN_MODE_ENCAP_RED: 3,
  SEG6_IPTUN_MODE_L2ENCAP_RED: 4,
});

/** struct seg6_iptunnel_encap, linux/seg6_iptunnel.h. */
export interface Seg6Encap {
  readonly mode: number;
  readonly srh: SegmentRoutingHeader;
}

/** For encoding: what is left out is zero, or worked out. */
export interface Seg6EncapInput {
  readonly mode?: number | undefined;
  readonly srh?: SegmentRoutingInput | undefined;
}

/** struct seg6_iptunnel_encap, linux/seg6_iptunnel.h: how, and the header that packets get. */
export const seg6Encap: Codec<Seg6Encap, Seg6Encap, Seg6EncapInput> = /* @__PURE__ */ scalar<Seg6Encap, Seg6EncapInput>(
  {
    name: "seg6_iptunnel_encap",
    decode(reader, start, end) {
      const middle = Math.min(start + 4, end);
      return {
        mode: seg6Mode.decode(reader, start, middle),
        srh: segmentRoutingHeader.decode(reader, middle, end),
      };
    },
    encode(writer, { mode = 0, srh = {} }) {
      part("mode", () => seg6Mode.encode(writer, mode));
      part("srh", () => segmentRoutingHeader.encode(writer, srh));
    },
    inside(_reader, start, end) {
      const middle = Math.min(start + 4, end);
      return [
        { name: "mode", at: start, start, end: middle, codec: seg6Mode },
        { name: "srh", at: middle, start: middle, end, codec: segmentRoutingHeader },
      ];
    },
  },
);

/** SEG6_IPTUNNEL_* from linux/seg6_iptunnel.h. */
export const seg6EncapAttributes = attributes("SEG6_IPTUNNEL", {
  srh: attr(1, seg6Encap),
  src: attr(2, ipv6),
  table: attr(3, u32),
});
