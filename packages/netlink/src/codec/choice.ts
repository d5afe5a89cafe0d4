import { CodecError } from "../errors.js";
import { bytes } from "./bytes.js";
import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";

/** What may stand in an attribute, by the value of another one of the same set: a function each, looked at when needed. */
export type Cases = Readonly<Record<string, () => AnyCodec>>;

type CodecOf<C extends Cases, K extends keyof C> = ReturnType<C[K]>;

/** An attribute whose codec is chosen by a sibling's value. */
export interface Choice<By extends string, C extends Cases>
  extends Codec<
    Infer<CodecOf<C, keyof C>> | Uint8Array,
    InferList<CodecOf<C, keyof C>> | Uint8Array,
    InferInput<CodecOf<C, keyof C>> | Uint8Array
  > {
  readonly by: By;
  readonly cases: C;
}

/**
 * Types only. A member of an enumeration is the one kind of string (or number) that a check for a literal tells apart:
 * with `string` here, `kind === "vlan"` would not narrow what it has chosen.
 */
declare enum OtherString {
  other = "\0",
}
declare enum OtherNumber {
  other = -1,
}

/** A value of the sibling that no case is declared for: what it chooses is bytes. */
export type OtherCase<T = string> = T extends number ? OtherNumber : OtherString;

/** Says that a value is one that no case is declared for, so that bytes may be given with it. */
/* @__NO_SIDE_EFFECTS__ */
export function otherCase<T extends string | number>(value: T): OtherCase<T> {
  return value as unknown as OtherCase<T>;
}

/**
 * Declares an attribute whose codec is chosen by the value of a sibling, as IFLA_INFO_DATA's is by IFLA_INFO_KIND. The
 * sibling may stand before or behind it. Other values, or none, leave it as bytes.
 *
 * @example
 * data: attr(2, choice("kind", { vlan: () => vlanAttributes, vxlan: () => vxlanAttributes }))
 */
/* @__NO_SIDE_EFFECTS__ */
export function choice<const By extends string, const C extends Cases>(by: By, cases: C): Choice<By, C> {
  const choose = (_header: unknown, value: unknown) => {
    const key = typeof value === "string" || typeof value === "number" ? value : "";
    return Object.hasOwn(cases, key) ? cases[key]?.() : undefined;
  };
  return { ...chosen(choose, `choice by ${by}`), by, cases };
}

/** An attribute whose codec is known only where it stands. `undefined` leaves its bytes as they are. */
/* @__NO_SIDE_EFFECTS__ */
export function chosen<T, L, I>(
  choose: (header: unknown, sibling: unknown) => Codec<T, L, I> | undefined,
  name = "choice",
): Codec<T | Uint8Array, L | Uint8Array, I | Uint8Array> {
  const lost = (): never => {
    throw new CodecError("decode", `a ${name} stands only in a set of attributes`, 0);
  };
  return {
    name,
    resolve: (header, sibling) => (choose(header, sibling) ?? bytes) as Codec<unknown>,
    decode: lost,
    decodeList: lost,
    encode: lost,
  };
}
