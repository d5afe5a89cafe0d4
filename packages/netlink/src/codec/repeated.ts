import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";

/** A codec for an attribute of which there may be several. */
export type Repeated<C extends AnyCodec> = Codec<Infer<C>, InferList<C>, InferInput<C>> & { readonly plain: "array" };

/**
 * An attribute that stands in its set once for each value, as IFLA_ALT_IFNAME does in IFLA_PROP_LIST: an array in the
 * plain view, an entry each in the list.
 */
/* @__NO_SIDE_EFFECTS__ */
export function repeated<C extends AnyCodec>(codec: C): Repeated<C> {
  return { ...codec, plain: "array" };
}
