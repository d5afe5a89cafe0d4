import type { AnyCodec } from "./codec.js";
import { TYPE_MASK } from "./places.js";
import type { Line, Lines } from "./table.js";

/** The lines of a nest whose attributes are all alike, and are told apart by number: its name is that, in decimal. */
export function numberedLines(codec: AnyCodec): Lines {
  const byType = (type: number): Line => ({ name: String(type), kernelName: String(type), type, codec });
  return {
    prefix: codec.name,
    byType,
    byName: (name) => (/^\d{1,5}$/.test(name) && Number(name) <= TYPE_MASK ? byType(Number(name)) : undefined),
  };
}
