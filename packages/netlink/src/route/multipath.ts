import type { Codec, Infer, InferInput, InferList } from "../codec/codec.js";
import { s32, u8 } from "../codec/integers.js";
import { flagWord } from "../codec/numbers.js";
import { aligned } from "../codec/places.js";
import type { Reader } from "../codec/reader.js";
import { struct } from "../codec/struct.js";
import { CodecError, within } from "../errors.js";
import type { routeAttributes } from "./attributes.js";

/** RTNH_F_* from linux/rtnetlink.h. */
export const routeHopFlags = flagWord(u8, {
  RTNH_F_DEAD: 1,
  RTNH_F_PERVASIVE: 2,
  RTNH_F_ONLINK: 4,
  RTNH_F_OFFLOAD: 8,
  RTNH_F_LINKDOWN: 16,
  RTNH_F_UNRESOLVED: 32,
  RTNH_F_TRAP: 64,
});

/** struct rtnexthop, linux/rtnetlink.h, without its length, which stands before and is worked out. */
const rtnexthop = struct("rtnexthop", {
  flags: routeHopFlags,
  hops: u8,
  ifindex: s32,
});
const LENGTH = 8;

// Interfaces, all of these: a route's attributes contain them, and they contain a route's attributes.

/** One of a route's nexthops. */
export interface RouteHop {
  readonly flags: number;
  /** The weight less one; in a multicast route the least time to live that passes. */
  readonly hops: number;
  readonly ifindex: number;
  readonly attributes: Infer<typeof routeAttributes>;
}

/** The lossless view of it. */
export interface RouteHopList {
  readonly flags: number;
  readonly hops: number;
  readonly ifindex: number;
  readonly attributes: InferList<typeof routeAttributes>;
  /** The bytes up to the next one, where they are not as many zeros as are needed. */
  readonly padding?: Uint8Array;
}

/** For encoding: what is left out is zero, or empty. */
export interface RouteHopInput {
  readonly flags?: number | undefined;
  readonly hops?: number | undefined;
  readonly ifindex?: number | undefined;
  readonly attributes?: InferInput<typeof routeAttributes> | undefined;
  readonly padding?: Uint8Array | undefined;
}

/** A nexthop in any of the views, as the codec handles it. */
interface Hop<A> {
  readonly flags: number;
  readonly hops: number;
  readonly ifindex: number;
  readonly attributes: A;
  padding?: Uint8Array;
}

/**
 * RTA_MULTIPATH: a struct rtnexthop for each nexthop, its attributes behind it to the length that it says.
 * ```
 * 0 length (u16) | 2 flags | 3 hops | 4 interface (s32) | 8 attributes, padded to 4
 * ```
 */
/* @__NO_SIDE_EFFECTS__ */
export function multipath(
  set: () => Codec<unknown>,
): Codec<RouteHop[], RouteHopList[], ReadonlyArray<RouteHopInput | RouteHopList>> {
  /** Calls back for each nexthop with where it ends. */
  function each(reader: Reader, start: number, end: number, visit: (at: number, to: number, index: number) => void) {
    let index = 0;
    for (let at = start; at < end; index++) {
      const left = end - at;
      const length = left < LENGTH ? left : reader.u16(at);
      if (length < LENGTH || length > left) {
        const reason = `a nexthop of ${length} bytes, where ${left} are left`;
        throw within(new CodecError("decode", reason, at), String(index));
      }
      try {
        visit(at, at + length, index);
      } catch (error) {
        throw within(error, String(index));
      }
      at = aligned(at + length, start, end);
    }
  }

  function hop<A>(reader: Reader, at: number, attributes: A): Hop<A> {
    const { flags, hops, ifindex } = rtnexthop.decodeFields(reader, at + 2, at + LENGTH);
    return { flags, hops, ifindex, attributes };
  }

  const one: Codec<unknown> = {
    name: "rtnexthop",
    decode: (reader, at, to) => hop(reader, at, set().decode(reader, at + LENGTH, to)),
    decodeList: (reader, at, to) => hop(reader, at, set().decodeList(reader, at + LENGTH, to)),
    encode(writer, value) {
      const given = value as RouteHopInput;
      const at = writer.reserve(2);
      const { flags, hops, ifindex } = given;
      rtnexthop.encode(writer, { flags, hops, ifindex });
      set().encode(writer, given.attributes ?? {});
      const length = writer.length - at;
      if (length > 0xffff) throw new CodecError("encode", `a nexthop of ${length} bytes, at most 65535 fit`, at);
      writer.u16(at, length);
      if (given.padding === undefined) writer.align(at);
      else writer.append(given.padding);
    },
    inside: (reader, at, to) => [
      ...(rtnexthop.inside?.(reader, at + 2, at + LENGTH) ?? []),
      ...(set().inside?.(reader, at + LENGTH, to) ?? []),
    ],
    lineOf: (type) => set().lineOf?.(type),
  };

  return {
    name: "rtnexthop[]",
    decode(reader, start, end) {
      const values: RouteHop[] = [];
      // The set is that of the interfaces: TypeScript cannot see it through the function that breaks the circle.
      each(reader, start, end, (at, to) => values.push(one.decode(reader, at, to) as RouteHop));
      return values;
    },
    decodeList(reader, start, end) {
      const values: RouteHopList[] = [];
      each(reader, start, end, (at, to) => {
        const value = one.decodeList(reader, at, to) as Hop<RouteHopList["attributes"]>;
        const next = aligned(to, start, end);
        let asWritten = next - to === (-(to - start) & 3);
        for (let i = to; i < next; i++) asWritten &&= reader.bytes[i] === 0;
        if (!asWritten) value.padding = reader.copy(to, next);
        values.push(value);
      });
      return values;
    },
    encode(writer, values) {
      for (const [i, value] of values.entries()) {
        try {
          one.encode(writer, value);
        } catch (error) {
          throw within(error, String(i));
        }
      }
    },
    inside(reader, start, end) {
      const places: ReturnType<NonNullable<Codec<unknown>["inside"]>> = [];
      each(reader, start, end, (at, to, index) => {
        places.push({ name: String(index), at, start: at, end: to, codec: one });
      });
      return places;
    },
  };
}
