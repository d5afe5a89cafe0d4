import type { Reader } from "./reader.js";
import type { Writer } from "./writer.js";

/**
 * Turns the bytes of one value into that value and back. All others are made of this: read it first.
 *
 * There are two views of everything. `T` is the plain one: an object without what we do not know. `L` is the lossless
 * one, where a set of attributes is a list that keeps order, duplicates and unknown ones. They differ only for what
 * contains attributes.
 */
export interface Codec<T, L = T> {
  /** For errors: "u32". */
  readonly name: string;
  /** Its length in bytes, where that is always the same. */
  readonly size: number | undefined;
  /** Whether a value may not keep every detail of its bytes: the list view then keeps the bytes beside it. */
  readonly lossy?: boolean;
  /** Carries attributes: NLA_F_NESTED is set when it is written. */
  readonly nested?: boolean;
  /** @throws CodecError when `start` to `end` are not such a value. */
  decode(reader: Reader, start: number, end: number): T;
  /** @throws CodecError */
  decodeList(reader: Reader, start: number, end: number): L;
  /** Appends the value, without padding. @throws CodecError when it does not fit. */
  encode(writer: Writer, value: T | L): void;
  /** The path below this value to the byte at `offset`, for one that contains others. */
  pathAt?(reader: Reader, start: number, end: number, offset: number): string[];
}

/** A codec whose two views are the same. */
export function scalar<T>(codec: Omit<Codec<T>, "decodeList">): Codec<T> {
  return { ...codec, decodeList: codec.decode };
}

/** The plain value of a codec. */
export type Infer<C> = C extends Codec<infer T, infer _> ? T : never;
/** The lossless value of a codec. */
export type InferList<C> = C extends Codec<infer _, infer L> ? L : never;
