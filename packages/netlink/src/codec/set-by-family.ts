import { chosen } from "./choice.js";
import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";

type Sets = Readonly<Record<number, AnyCodec>>;
type Each<F extends Sets, O> = F[keyof F] | O;
type AllOf<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer A) => void ? A : never;
type Flat<T> = { [K in keyof T]: T[K] };
type EntryOf<L> = L extends ReadonlyArray<infer E> ? E : never;

/** What `setByFamily` makes. */
export interface SetByFamily<F extends Sets, O extends AnyCodec>
  extends Codec<
    Flat<AllOf<Infer<Each<F, O>>>>,
    ReadonlyArray<EntryOf<InferList<Each<F, O>>>>,
    InferInput<Each<F, O>>
  > {}

/**
 * A set of attributes that the message's header decides by its `family`, for sets that share no name: all of their
 * attributes may be asked for, and those of another family are not there. Unlike `byFamily`, whose value is one of
 * several that must be told apart first.
 */
/* @__NO_SIDE_EFFECTS__ */
export function setByFamily<const F extends Sets, O extends AnyCodec>(families: F, otherwise: O): SetByFamily<F, O> {
  return chosen((header) => {
    const family = (header as { readonly family?: number } | undefined)?.family ?? 0;
    return families[family] ?? otherwise;
  }, "choice by family") as AnyCodec;
}
