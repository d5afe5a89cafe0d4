import { array } from "../codec/array.js";
import type { AttributeInput, AttributeList, AttributeObject, Declared } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import type { Codec } from "../codec/codec.js";
import { type Sized, s32 } from "../codec/integers.js";
import { NLA_HDRLEN, TYPE_MASK } from "../codec/places.js";
import type { Reader } from "../codec/reader.js";
import { type Grown, grown, struct } from "../codec/struct.js";
import { CodecError } from "../errors.js";

/** net.ipv4.conf.*, by IPV4_DEVCONF_* from linux/ip.h. Intervals are milliseconds. */
export const inetConfAttributes = attributes("IPV4_DEVCONF", {
  forwarding: attr(1, s32),
  mcForwarding: attr(2, s32),
  proxyArp: attr(3, s32),
  acceptRedirects: attr(4, s32),
  secureRedirects: attr(5, s32),
  sendRedirects: attr(6, s32),
  sharedMedia: attr(7, s32),
  rpFilter: attr(8, s32),
  acceptSourceRoute: attr(9, s32),
  bootpRelay: attr(10, s32),
  logMartians: attr(11, s32),
  tag: attr(12, s32),
  arpfilter: attr(13, s32),
  mediumId: attr(14, s32),
  noxfrm: attr(15, s32),
  nopolicy: attr(16, s32),
  forceIgmpVersion: attr(17, s32),
  arpAnnounce: attr(18, s32),
  arpIgnore: attr(19, s32),
  promoteSecondaries: attr(20, s32),
  arpAccept: attr(21, s32),
  arpNotify: attr(22, s32),
  acceptLocal: attr(23, s32),
  srcVmark: attr(24, s32),
  proxyArpPvlan: attr(25, s32),
  routeLocalnet: attr(26, s32),
  igmpv2UnsolicitedReportInterval: attr(27, s32),
  igmpv3UnsolicitedReportInterval: attr(28, s32),
  ignoreRoutesWithLinkdown: attr(29, s32),
  dropUnicastInL2Multicast: attr(30, s32),
  dropGratuitousArp: attr(31, s32),
  bcForwarding: attr(32, s32),
  arpEvictNocarrier: attr(33, s32),
});

type InetConf = (typeof inetConfAttributes)["declared"];

/**
 * The kernel packs all values, one behind the other in the order of their numbers, and takes a nest of those to be set:
 * an object in the plain view of either, which is written as a nest. In the list view the former are numbers.
 */
export const inetConf: Codec<
  AttributeObject<InetConf>,
  readonly number[] | AttributeList<InetConf>,
  AttributeInput<InetConf> | readonly number[] | AttributeList<InetConf>
> = /* @__PURE__ */ packedOrNest();

/** Packed ones begin with `forwarding`, 0 or 1: a length that no attribute has. */
function isNest(reader: Reader, start: number, end: number): boolean {
  if (end - start < NLA_HDRLEN) return end === start;
  return reader.u16(start) >= NLA_HDRLEN && (reader.u16(start + 2) & TYPE_MASK) !== 0;
}

/* @__NO_SIDE_EFFECTS__ */
function packedOrNest(): typeof inetConf {
  const set = inetConfAttributes;
  // Older kernels have fewer. What a newer one has behind them has no name, so only the list view keeps it.
  const fields = Object.fromEntries(Object.keys(set.declared).map((name) => [name, grown(s32)]));
  // What TypeScript cannot see: the fields have the attributes' names.
  const values = struct("ipv4_devconf", fields as { readonly [K in keyof InetConf]: Grown<Sized<number>> });
  const numbers = array(s32);
  return {
    name: set.prefix,
    nested: true,
    decode(reader, start, end) {
      if (isNest(reader, start, end)) return set.decode(reader, start, end);
      if ((end - start) % s32.size !== 0) {
        throw new CodecError("decode", `${end - start} bytes are no multiple of the 4 of a ${s32.name}`, start);
      }
      return values.decodeFields(reader, start, end);
    },
    decodeList: (reader, start, end) => (isNest(reader, start, end) ? set : numbers).decodeList(reader, start, end),
    encode(writer, value) {
      if (isNumbers(value)) numbers.encode(writer, value);
      else set.encode(writer, value);
    },
    inside: (reader, start, end) => (isNest(reader, start, end) ? set : values).inside?.(reader, start, end) ?? [],
  };
}

function isNumbers<T extends Declared>(
  value: AttributeInput<T> | AttributeList<T> | readonly number[],
): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === "number");
}

/** IFLA_INET_* from linux/if_link.h: IPv4 of a link, under AF_INET in IFLA_AF_SPEC. */
export const inetAttributes = attributes("IFLA_INET", {
  conf: attr(1, inetConf),
});
