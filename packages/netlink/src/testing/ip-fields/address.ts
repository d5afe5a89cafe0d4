import { addressProtocol } from "../../address/attributes.js";
import { addressFlags } from "../../address/header.js";
import type { addressMessage } from "../../address/message.js";
import { nameOf } from "../../codec/numbers.js";
import { routeScope } from "../../route/header.js";
import {
  about,
  type Check,
  compareField,
  each,
  expectShown,
  type Field,
  type Fields,
  withoutPlaces,
} from "./compare.js";
import { type Link, linkFields } from "./link.js";
import { has, hex, named, namedUnless } from "./names.js";
import { scopeNames } from "./nexthop.js";

export type Address = ReturnType<typeof addressMessage.decode>;

/** A link's addresses, and the link where that was asked for as well. */
export interface LinkAddresses {
  readonly index: number;
  readonly link: Link | undefined;
  readonly addresses: readonly Address[];
}

const AF_INET6 = 10;
const FOREVER = 0xffffffff;
/** Seconds. */
const TOLERANCE = 10;

const flag =
  (name: keyof typeof addressFlags.names) =>
  ({ header, attributes }: Address): boolean =>
    has(addressFlags, attributes.flags ?? header.flags, name);

function lifetime(pick: (cacheinfo: NonNullable<Address["attributes"]["cacheinfo"]>) => number): Check<Address> {
  const seconds = ({ attributes: { cacheinfo } }: Address) => cacheinfo && pick(cacheinfo);
  const passing = about(seconds, TOLERANCE);
  return {
    check(report, path, value, ours, scene, shown) {
      if (seconds(ours) === FOREVER || value === FOREVER) expectShown(report, path, value, seconds(ours));
      else passing.check(report, path, value, ours, scene, shown);
    },
  };
}

/** An element of a link's `addr_info`. */
const addressFields: Fields<Address> = {
  family: ({ header }) => (header.family === AF_INET6 ? "inet6" : "inet"),
  local: ({ attributes }) => attributes.local ?? attributes.address,
  // The other end.
  address: ({ attributes: { address } }) => address,
  prefixlen: ({ header }) => header.prefixlen,
  metric: ({ attributes }) => attributes.rtPriority,
  broadcast: ({ attributes }) => attributes.broadcast,
  anycast: ({ attributes }) => attributes.anycast,
  scope: ({ header }, scene) => namedUnless(scene, routeScope, "RT_SCOPE_", header.scope, scopeNames),
  secondary: flag("IFA_F_SECONDARY"),
  temporary: flag("IFA_F_SECONDARY"),
  nodad: flag("IFA_F_NODAD"),
  optimistic: flag("IFA_F_OPTIMISTIC"),
  dadfailed: flag("IFA_F_DADFAILED"),
  home: flag("IFA_F_HOMEADDRESS"),
  deprecated: flag("IFA_F_DEPRECATED"),
  tentative: flag("IFA_F_TENTATIVE"),
  dynamic: (address) => !flag("IFA_F_PERMANENT")(address),
  mngtmpaddr: flag("IFA_F_MANAGETEMPADDR"),
  noprefixroute: flag("IFA_F_NOPREFIXROUTE"),
  autojoin: flag("IFA_F_MCAUTOJOIN"),
  "stable-privacy": flag("IFA_F_STABLE_PRIVACY"),
  protocol: ({ attributes: { proto = 0 } }) =>
    nameOf(addressProtocol, proto) === undefined ? hex(proto) : named(addressProtocol, "IFAPROT_", proto),
  label: ({ attributes }) => attributes.label,
  valid_life_time: lifetime(({ valid }) => valid),
  preferred_life_time: lifetime(({ prefered }) => prefered),
};

/** What a link says of itself, where it was asked. */
function ofLink(field: Field<Link>): Check<LinkAddresses> {
  return {
    check(report, path, value, { link }, scene, shown) {
      if (link !== undefined) compareField(report, path, value, link, scene, shown, field);
      else report.left.set(withoutPlaces(path), "a dump of addresses says nothing of links");
    },
  };
}

/** An element of `ip -d -j addr`. */
export const linkAddressesFields: Fields<LinkAddresses> = {
  ...Object.fromEntries(Object.entries(linkFields).map(([name, field]) => [name, ofLink(field)])),
  ifindex: ({ index }) => index,
  ifname: ({ index }, scene) => scene.ifname(index),
  addr_info: each(({ addresses }) => addresses, addressFields),
};

/** An element of `ip -6 -j maddr`. */
export const multicastFields: Fields<LinkAddresses> = {
  ifindex: ({ index }) => index,
  ifname: ({ index }, scene) => scene.ifname(index),
  maddr: each(({ addresses }) => addresses, {
    family: ({ header }) => (header.family === AF_INET6 ? "inet6" : "inet"),
    address: ({ attributes }) => attributes.multicast,
  }),
};

/** A dump's addresses, by link. */
export function byLink(addresses: readonly Address[], links: readonly Link[] = []): LinkAddresses[] {
  const indexes = new Set([...links.map(({ header }) => header.index), ...addresses.map(({ header }) => header.index)]);
  return [...indexes].map((index) => ({
    index,
    link: links.find(({ header }) => header.index === index),
    addresses: addresses.filter(({ header }) => header.index === index),
  }));
}
