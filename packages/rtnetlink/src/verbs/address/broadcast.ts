import { AF_INET, type Prefix } from "../terms/prefix.js";

/**
 * The broadcast address that is meant, or undefined where the network has none: those of two addresses and of one
 * (RFC 3021), for which ip(8) and the kernel make none either.
 *
 * @param network The peer's, where there is a peer (ip(8), ipaddress.c).
 * @throws RangeError for a network of IPv6.
 */
export function broadcastOf(broadcast: string | undefined, network: Prefix): string | undefined {
  if (broadcast === undefined) return undefined;
  if (network.family !== AF_INET) {
    throw new RangeError(
      `broadcast "${broadcast}": IPv6 has no broadcast addresses, and ${network.address} is of IPv6`,
    );
  }
  if (broadcast !== "auto" && broadcast !== "network") return broadcast;
  if (network.length > 30) return undefined;
  const host = 0xffffffff >>> network.length;
  const number = network.address.split(".").reduce((all, part) => all * 256 + Number(part), 0);
  const found = (broadcast === "auto" ? number | host : number & ~host) >>> 0;
  return [24, 16, 8, 0].map((shift) => (found >>> shift) & 0xff).join(".");
}
