import { bytes } from "./bytes.js";
import { chosen } from "./choice.js";
import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";

/** Codecs by address family (AF_INET is 2). */
export type ByFamily = Readonly<Record<number, AnyCodec>>;
type Each<F extends ByFamily> = F[keyof F];

/**
 * An attribute whose codec the message's header decides by its `family`.
 *
 * @example
 * dst: attr(1, byFamily({ [AF_INET]: ipv4, [AF_INET6]: ipv6 }))
 */
/* @__NO_SIDE_EFFECTS__ */
export function byFamily<F extends ByFamily, O extends AnyCodec = typeof bytes>(
  families: F,
  otherwise?: O,
): Codec<Infer<Each<F>> | Infer<O>, InferList<Each<F>> | InferList<O>, InferInput<Each<F>> | InferInput<O>> {
  return chosen((header) => {
    const family = (header as { readonly family?: number } | undefined)?.family ?? 0;
    return families[family] ?? otherwise ?? bytes;
  }, "choice by family") as AnyCodec;
}
