import type { Reader } from "./reader.js";
import type { Line } from "./table.js";
import type { Writer } from "./writer.js";

/**
 * Turns the bytes of one value into that value and back. All others are made of this: read it first.
 *
 * There are two views of everything. `T` is the plain one: an object without what we do not know. `L` is the lossless
 * one, where a set of attributes is a list that keeps order, duplicates and unknown ones. They differ only for what
 * contains attributes. `I` is what encoding takes: either of them, with `undefined` for what is left out.
 */
export interface Codec<T, L = T, I = T | L> {
  /** For errors: "u32". */
  readonly name: string;
  /** Its length in bytes, where that is always the same. */
  readonly size?: number | undefined;
  /** Carries attributes: NLA_F_NESTED is set when it is written. */
  readonly nested?: boolean | undefined;
  /** The kernel's names of its values, for an enumeration or a flag word. */
  readonly names?: Names | undefined;
  /** @throws CodecError when `start` to `end` are not such a value. */
  decode(reader: Reader, start: number, end: number): T;
  /** @throws CodecError */
  decodeList(reader: Reader, start: number, end: number): L;
  /** Appends the value, without padding. @throws CodecError when it does not fit. */
  encode(writer: Writer, value: I): void;
  /**
   * Whether the value says all about these bytes, so that writing it gives them again. Where it does not, the list
   * view keeps the bytes beside the value. Left out: always.
   */
  keeps?(reader: Reader, start: number, end: number): boolean;
  /** What it holds, for one that contains others. */
  inside?(reader: Reader, start: number, end: number): Place[];
  /** For one that holds attributes: what it knows of a number. */
  lineOf?(type: number): Line | undefined;
  /**
   * For one that is only a choice among others: the one that the header of the message around calls for, and the value
   * of the sibling that `by` names.
   */
  resolve?(header: unknown, sibling: unknown): Codec<unknown>;
  /** The attribute of the same set, before or behind, that decides a choice. */
  readonly by?: string | undefined;
  /** How an attribute of it takes part in the plain view, when not as one value under its name. */
  readonly plain?: "array" | "hidden" | undefined;
  /**
   * JavaScript for decoding it, for the decoders that are generated: an expression that reads `view` (a DataView) from
   * `at`, with the order in `little`. Only for a fixed `size`.
   */
  readonly expression?: ((at: string) => string) | undefined;
}

/** Where a value lies inside another one. */
export interface Place {
  /** Ours, or the kernel's prefix with the number: `NETNSA(99)`. */
  readonly name: string;
  /** Where its header begins; the same as `start` for one without. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
  /** Undefined for bytes that we do not know. */
  readonly codec: Codec<unknown> | undefined;
  /** The attribute's name in the kernel's spelling, where it is one that we know. */
  readonly kernelName?: string | undefined;
}

/** Values by the kernel's names. */
export type Names = Readonly<Record<string, number>>;

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
export type AnyCodec = Codec<any, any, any>;

/** A codec whose two views are the same. */
/* @__NO_SIDE_EFFECTS__ */
export function scalar<T, I = T>(codec: Omit<Codec<T, T, I>, "decodeList">): Codec<T, T, I> {
  return { ...codec, decodeList: codec.decode };
}

/** The plain value of a codec. */
export type Infer<C> = C extends Codec<infer T, infer _, infer __> ? T : never;
/** The lossless value of a codec. */
export type InferList<C> = C extends Codec<infer _, infer L, infer __> ? L : never;
/** What a codec's encoding takes. */
export type InferInput<C> = C extends Codec<infer _, infer __, infer I> ? I : never;
