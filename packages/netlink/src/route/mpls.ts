import { type Codec, scalar } from "../codec/codec.js";
import type { Reader } from "../codec/reader.js";
import { CodecError } from "../errors.js";

const LABEL_MAX = 0xfffff;

function entryAt({ view }: Reader, at: number): number {
  return view.getUint32(at);
}

/**
 * A stack of MPLS labels as `ip` writes it, the outermost first: `100/200`. On the wire each is an entry of linux/mpls.h:
 * ```
 * label (20 bits) | traffic class (3) | bottom of stack (1) | time to live (8)
 * ```
 * The kernel takes and sends only those with class and time to live zero and with the last one marked as the bottom,
 * which is what is written. Others read as their labels too; the list view keeps their bytes.
 */
export const mplsLabels: Codec<string> = /* @__PURE__ */ scalar<string>({
  name: "MPLS labels",
  decode(reader, start, end) {
    if ((end - start) % 4 !== 0) {
      throw new CodecError("decode", `MPLS labels take 4 bytes each, here are ${end - start}`, start);
    }
    const labels: number[] = [];
    for (let at = start; at < end; at += 4) labels.push(entryAt(reader, at) >>> 12);
    return labels.join("/");
  },
  encode(writer, value) {
    const wrong = (): CodecError =>
      new CodecError("encode", `${JSON.stringify(value)} is not a stack of MPLS labels`, writer.length);
    if (typeof value !== "string") throw wrong();
    if (value === "") return;
    const labels = value.split("/");
    for (const [i, text] of labels.entries()) {
      const label = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
      if (!(label <= LABEL_MAX)) throw wrong();
      const bottom = i === labels.length - 1 ? 0x100 : 0;
      writer.u32(writer.reserve(4), label * 0x1000 + bottom, false);
    }
  },
  keeps(reader, start, end) {
    for (let at = start; at < end; at += 4) {
      if ((entryAt(reader, at) & 0xfff) !== (at === end - 4 ? 0x100 : 0)) return false;
    }
    return true;
  },
});
