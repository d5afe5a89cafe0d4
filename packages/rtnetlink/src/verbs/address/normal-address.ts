import { addressMessage } from "@netns/netlink";
import { bitsIn } from "../terms/prefix.js";

/** An address as the kernel's answers have it: "2001:DB8::0:1" and "2001:db8::1" are the same. @throws CodecError */
export function normalAddress(address: string, family: number): string {
  const message = { header: { family, prefixlen: bitsIn(family) }, attributes: { local: address } };
  return String(addressMessage.decode(addressMessage.encode(message)).attributes.local);
}
