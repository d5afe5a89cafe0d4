import type { addressMessage, MessageInput } from "@netns/netlink";
import { type addressAttributes, addressFlags8, type ifaddrmsg } from "@netns/netlink";
import { bitsOf, nameOrNumber, namesOfBits, numberOf } from "../terms/names.js";
import { AF_INET, parsePrefix, versionOf } from "../terms/prefix.js";
import { scopes } from "../terms/route-terms.js";
import {
  type Address,
  type AddressIdentity,
  type AddressInput,
  addressFlagNames,
  addressProtocols,
  type Lifetime,
} from "./types.js";

type Message = ReturnType<typeof addressMessage.decode>;
type Input = MessageInput<typeof ifaddrmsg, typeof addressAttributes>;

/** What the kernel has for "forever" (INFINITY_LIFE_TIME). */
const FOREVER = 0xffffffff;

/** An address as users see it. */
export function toAddress(message: Message): Address {
  const { header, attributes } = message;
  const { local, address, cacheinfo } = attributes;
  // With a peer, `address` is the peer's; IPv6 has no `local` unless there is one (addrconf.c).
  const own = String(local ?? address ?? "");
  const peer = local !== undefined && address !== undefined && local !== address ? String(address) : undefined;
  return {
    ifindex: header.index,
    version: versionOf(header.family),
    address: `${own}/${header.prefixlen}`,
    peer,
    broadcast: attributes.broadcast === undefined ? undefined : String(attributes.broadcast),
    label: attributes.label,
    scope: nameOrNumber(scopes, header.scope),
    flags: namesOfBits(addressFlagNames, attributes.flags ?? header.flags),
    validLifetime: lifetimeOf(cacheinfo?.valid ?? FOREVER),
    preferredLifetime: lifetimeOf(cacheinfo?.prefered ?? FOREVER),
    protocol: attributes.proto === undefined ? undefined : nameOrNumber(addressProtocols, attributes.proto),
    metric: attributes.rtPriority,
    message,
  };
}

/** The part of a request that says which address. */
export function identify(index: number, { address, peer, label }: AddressIdentity): Input {
  const own = parsePrefix(address);
  const other = peer === undefined ? undefined : parsePrefix(peer);
  // The length is the peer's network's, wherever it is written.
  const length = other !== undefined && peer?.includes("/") ? other.length : own.length;
  return {
    header: { family: own.family, prefixlen: length, index },
    attributes: { local: own.address, address: other?.address ?? own.address, label },
  };
}

/** The whole of a request that makes an address. */
export function toMessage(index: number, input: AddressInput): Input {
  const { header, attributes } = identify(index, input);
  const flags = bitsOf("flag of an address", addressFlagNames, input.flags);
  return {
    header: {
      ...header,
      scope: numberOf("scope", scopes, input.scope ?? (isLoopback(input.address) ? "host" : "global")),
      // The kernel takes the attribute where there is one; the header's bits are for those before 3.14.
      flags: flags & EIGHT_BITS,
    },
    attributes: {
      ...(attributes as object),
      broadcast: input.broadcast === "auto" ? broadcastOf(input) : input.broadcast,
      cacheinfo: cacheinfoOf(input),
      flags: flags === (flags & EIGHT_BITS) ? undefined : flags,
      proto: input.protocol === undefined ? undefined : numberOf("protocol", addressProtocols, input.protocol),
      rtPriority: input.metric,
    },
  };
}

const EIGHT_BITS = Object.values(addressFlags8.names).reduce((all, bit) => all | bit, 0);

function isLoopback(address: string): boolean {
  return address.startsWith("127.");
}

function cacheinfoOf({ validLifetime, preferredLifetime }: AddressInput) {
  if (validLifetime === undefined && preferredLifetime === undefined) return undefined;
  const valid = secondsOf(validLifetime ?? "forever");
  // Longer than it is valid the kernel refuses.
  return { valid, prefered: preferredLifetime === undefined ? valid : secondsOf(preferredLifetime) };
}

function secondsOf(lifetime: Lifetime): number {
  return lifetime === "forever" ? FOREVER : lifetime;
}

function lifetimeOf(seconds: number): Lifetime {
  return seconds === FOREVER ? "forever" : seconds;
}

/**
 * The last address of the network, with all of the host's bits set. Networks of two addresses and of one have none
 * (RFC 3021), and the kernel makes none either: it is left out, as ip(8) does.
 */
function broadcastOf({ address, peer }: Pick<AddressInput, "address" | "peer">): string | undefined {
  const own = parsePrefix(address);
  if (own.family !== AF_INET) throw new RangeError(`${address}: IPv6 has no broadcast addresses`);
  // Of the peer's network, where there is a peer (ip(8), ipaddress.c).
  const network = peer === undefined ? own : parsePrefix(peer);
  const length = peer?.includes("/") ? network.length : own.length;
  if (length > 30) return undefined;
  const host = 0xffffffff >>> length;
  const number = network.address.split(".").reduce((all, part) => all * 256 + Number(part), 0);
  const last = (number | host) >>> 0;
  return [24, 16, 8, 0].map((shift) => (last >>> shift) & 0xff).join(".");
}
