import { neighborMessage } from "@netns/netlink";
import { nameOrNumber, namesOfBits } from "../terms/names.js";
import { versionOf } from "../terms/prefix.js";
import { protocols } from "../terms/route-terms.js";
import {
  type Ages,
  type FdbEntry,
  type FdbState,
  type Neighbor,
  neighborExtFlagNames,
  neighborFlagNames,
  neighborStates,
} from "./types.js";

type Message = ReturnType<typeof neighborMessage.decode>;

/** A neighbor as users see it. */
export function toNeighbor(message: Message): Neighbor {
  const { header, attributes } = message;
  const { protocol } = attributes;
  return {
    ifindex: header.ifindex === 0 ? undefined : header.ifindex,
    version: versionOf(header.family),
    address: String(attributes.dst ?? ""),
    linkAddress: attributes.lladdr,
    state: nameOrNumber(neighborStates, header.state),
    flags: namesOfBits(neighborFlagNames, header.flags),
    extFlags: namesOfBits(neighborExtFlagNames, attributes.flagsExt ?? 0),
    protocol: protocol === undefined ? undefined : nameOrNumber(protocols, protocol),
    ages: agesOf(message),
    message,
  };
}

/** An entry of a forwarding database as users see it. */
export function toFdbEntry(message: Message): FdbEntry {
  const { header, attributes } = message;
  return {
    linkAddress: attributes.lladdr ?? "",
    ifindex: header.ifindex,
    master: attributes.master,
    vlan: attributes.vlan,
    state: fdbStateOf(header.state),
    flags: namesOfBits(neighborFlagNames, header.flags),
    extFlags: namesOfBits(neighborExtFlagNames, attributes.flagsExt ?? 0),
    destination: attributes.dst === undefined ? undefined : String(attributes.dst),
    port: attributes.port,
    vni: attributes.vni,
    sourceVni: attributes.srcVni,
    via: attributes.ifindex,
    nexthopId: attributes.nhId,
    ages: agesOf(message),
    message,
  };
}

/** Of several bits the first that bridge(8) looks at: it sets two itself. */
function fdbStateOf(bits: number): FdbState {
  if (bits & neighborStates.permanent) return "permanent";
  if (bits & neighborStates.noarp) return "static";
  if (bits & neighborStates.stale) return "stale";
  if (bits & neighborStates.reachable) return "dynamic";
  return bits;
}

/** The kernel counts in USER_HZ, which is 100 everywhere. */
function agesOf({ attributes: { cacheinfo } }: Message): Ages | undefined {
  if (cacheinfo === undefined) return undefined;
  const { confirmed, used, updated } = cacheinfo;
  return { confirmed: confirmed / 100, used: used / 100, updated: updated / 100 };
}

/** A link-layer address as the kernel's are written here. @throws CodecError for what is none. */
export function normalLinkAddress(lladdr: string | undefined): string | undefined {
  return neighborMessage.decode(neighborMessage.encode({ attributes: { lladdr } })).attributes.lladdr;
}
