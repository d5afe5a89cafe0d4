import { bytes } from "./bytes.js";
import type { Codec } from "./codec.js";

/**
 * An attribute that only moves the next one to a multiple of eight (nla_put_64bit). It says nothing, so the plain view
 * leaves it out; the list view keeps it.
 */
export const padding: Codec<never, Uint8Array> = {
  name: "padding",
  plain: "hidden",
  decode: () => undefined as never,
  decodeList: (reader, start, end) => bytes.decode(reader, start, end),
  encode: (writer, value) => bytes.encode(writer, value),
};
