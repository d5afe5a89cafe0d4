import type { Codec } from "../codec/codec.js";
import { type Located, locateIn } from "../codec/inside.js";
import type { OrderOptions } from "../codec/order.js";
import { Reader } from "../codec/reader.js";

/** What has parts with names: a `MessageCodec`. */
export interface Locatable {
  readonly name: string;
  readonly codec: Codec<unknown>;
}

/**
 * What the byte at `offset` of a payload belongs to: names from the family's inwards, and the innermost codec.
 *
 * @example
 * locate(nsidMessage, payload, 4).path.join("."); // "nsid.fd"
 * @throws CodecError when the payload is malformed on the way there.
 */
export function locate(
  { name, codec }: Locatable,
  payload: Uint8Array,
  offset: number,
  options?: OrderOptions,
): Located {
  const found = locateIn(codec, new Reader(payload, options), 0, payload.length, offset);
  return { path: [name, ...found.path], codec: found.codec };
}
