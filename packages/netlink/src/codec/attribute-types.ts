import type { Cases, OtherCase } from "./choice.js";
import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";
import type { Repeated } from "./repeated.js";
import type { Line } from "./table.js";
import type { Writer } from "./writer.js";

/** One line of a table: the attribute's number and what it carries. */
export interface Attribute<C extends AnyCodec> {
  readonly type: number;
  readonly codec: C;
  readonly kernelName: string | undefined;
}

/** A table as it is written. */
export type Declared = Readonly<Record<string, Attribute<AnyCodec>>>;

type CodecIn<A> = A extends { readonly codec: infer C } ? C : never;

type Plain<C> = C extends Repeated<infer R> ? Infer<R>[] : Infer<C>;
type Given<C> = C extends Repeated<infer R> ? readonly InferInput<R>[] : InferInput<C>;

/** What tells a `Choice`: its own type parameters do not compare, being looked up by key. */
interface Chosen<By extends string, C extends Cases> {
  readonly by: By;
  readonly cases: C;
}

/** Keys of attributes that a sibling chooses the codec of, and of all that say something in the plain view. */
type ChoiceKeys<T extends Declared> = {
  [K in keyof T]: CodecIn<T[K]> extends Chosen<string, Cases> ? K : never;
}[keyof T];
type ChosenBy<T extends Declared> = {
  [K in keyof T]: CodecIn<T[K]> extends Chosen<infer By, Cases> ? By : never;
}[keyof T];
type PlainKeys<T extends Declared> = {
  [K in keyof T]: [Infer<CodecIn<T[K]>>] extends [never] ? never : K;
}[keyof T];

/** A case's key as the sibling's value is typed. */
type KeyAs<V, K> = V extends number | undefined ? (K extends `${infer N extends number}` ? N : K) : K;

/** For one choice: a member for each case, so that a check of the sibling narrows it, and one for all other cases. */
type PlainChoice<T extends Declared, K extends keyof T> =
  CodecIn<T[K]> extends Chosen<infer By, infer C>
    ?
        | {
            [Case in keyof C]: { -readonly [B in By]: KeyAs<Infer<CodecIn<T[By & keyof T]>>, Case> } & {
              -readonly [X in K]?: Infer<ReturnType<C[Case]>>;
            };
          }[keyof C]
        | ({ -readonly [B in By]?: OtherCase<Infer<CodecIn<T[By & keyof T]>>> } & { -readonly [X in K]?: Uint8Array })
    : never;
type GivenChoice<T extends Declared, K extends keyof T> =
  CodecIn<T[K]> extends Chosen<infer By, infer C>
    ?
        | {
            [Case in keyof C]: { readonly [B in By]: KeyAs<Infer<CodecIn<T[By & keyof T]>>, Case> } & {
              readonly [X in K]?: InferInput<ReturnType<C[Case]>> | undefined;
            };
          }[keyof C]
        | ({ readonly [B in By]?: OtherCase<Infer<CodecIn<T[By & keyof T]>>> | undefined } & {
            readonly [X in K]?: Uint8Array | undefined;
          })
    : never;

/** All of them at once: functions' parameters intersect. */
type AllOf<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer A) => void ? A : never;
type PlainChoices<T extends Declared> =
  AllOf<{ [K in ChoiceKeys<T>]: { readonly of: PlainChoice<T, K> } }[ChoiceKeys<T>]> extends { readonly of: infer U }
    ? U
    : unknown;
type GivenChoices<T extends Declared> =
  AllOf<{ [K in ChoiceKeys<T>]: { readonly of: GivenChoice<T, K> } }[ChoiceKeys<T>]> extends { readonly of: infer U }
    ? U
    : unknown;

/** The plain view: what was there and is known, the last of several. */
export type AttributeObject<T extends Declared> = [ChoiceKeys<T>] extends [never]
  ? { -readonly [K in PlainKeys<T>]?: Plain<CodecIn<T[K]>> }
  : { -readonly [K in Exclude<PlainKeys<T>, ChoiceKeys<T> | ChosenBy<T>>]?: Plain<CodecIn<T[K]>> } & PlainChoices<T>;

/** For encoding: undefined is the same as left out. */
export type AttributeInput<T extends Declared> = [ChoiceKeys<T>] extends [never]
  ? { readonly [K in PlainKeys<T>]?: Given<CodecIn<T[K]>> | undefined }
  : {
      readonly [K in Exclude<PlainKeys<T>, ChoiceKeys<T> | ChosenBy<T>>]?: Given<CodecIn<T[K]>> | undefined;
    } & GivenChoices<T>;

/** What the lossless view keeps of an attribute beside its value, where it is not what we would write. */
export interface Kept {
  /** NLA_F_NESTED and NLA_F_NET_BYTEORDER as they were. */
  readonly flags?: number;
  /** The bytes up to the next attribute. */
  readonly padding?: Uint8Array;
}

/** An attribute of the table. */
export type KnownAttribute<T extends Declared> = {
  [K in keyof T & string]: Kept & {
    readonly name: K;
    readonly value: InferList<CodecIn<T[K]>>;
    /** The payload, where it holds more than the value says: bytes behind a text's NUL. */
    readonly data?: Uint8Array;
  };
}[keyof T & string];

/** An attribute that the table does not know: newer kernels send more. */
export interface UnknownAttribute extends Kept {
  readonly name: undefined;
  readonly type: number;
  readonly data: Uint8Array;
}

/** One to three bytes at the end that are no attribute. */
export interface TrailingBytes {
  readonly name: undefined;
  readonly type: undefined;
  readonly data: Uint8Array;
}

/** The lossless view: everything, in order. */
export type AttributeList<T extends Declared> = ReadonlyArray<KnownAttribute<T> | UnknownAttribute | TrailingBytes>;

/** An entry of a list as the core handles it. */
export type Entry =
  | (Kept & { readonly name: string; readonly value: unknown; readonly data?: Uint8Array })
  | UnknownAttribute
  | TrailingBytes;

/** A set of attributes, as it stands behind a message's header or inside another attribute. */
export interface AttributeSet<T extends Declared>
  extends Codec<AttributeObject<T>, AttributeList<T>, AttributeInput<T> | AttributeList<T>> {
  /** The kernel's prefix: "NETNSA". */
  readonly prefix: string;
  readonly declared: T;
  /** Its attributes in the order of the table. */
  readonly lines: readonly Line[];
  /** Numbers by the kernel's names: `{ NETNSA_NSID: 1, … }`. */
  readonly constants: Readonly<Record<string, number>>;
  /** An attribute's line, by its number (with or without flag bits) or by our name of it. */
  line(numberOrName: number | string): Line | undefined;
  encode(writer: Writer, value: AttributeInput<T> | AttributeList<T>): void;
}

/** One entry of the list view of a set. */
export type AttributeOf<S> =
  S extends AttributeSet<infer T> ? KnownAttribute<T> | UnknownAttribute | TrailingBytes : never;
