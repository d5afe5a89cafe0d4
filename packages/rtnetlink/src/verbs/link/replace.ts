import { isDeepStrictEqual } from "node:util";
import type { RtnetlinkClient } from "../../client.js";
import { NetlinkError } from "../../errors.js";
import { resolveLink } from "../link-reference.js";
import { addLink } from "./add.js";
import { addAltNames } from "./alt-names.js";
import { findLink, getLink } from "./get.js";
import { type KindInput, peerFields, resolveKindData } from "./kinds.js";
import type { Link } from "./link.js";
import type { NewLink } from "./new-link.js";
import { type LinkChanges, setLink } from "./set.js";

/** A link that has a name, in the client's own namespace. */
type ReplaceableLink = NewLink & {
  readonly name: string;
  readonly namespace?: undefined;
  readonly ifindex?: undefined;
};

/**
 * Makes a link, or changes the one of that name to what is said; what is not said stays as it is. The kernel has nothing
 * that replaces a link: a difference in kind, in the link beneath, or in what else cannot be changed later, is an error.
 * Of a pair that is there, `peer` is passed over.
 *
 * @throws NetlinkError as addLink and setLink do; EEXIST also when the link that is there is of another kind, or stands
 * on another link, or differs in a VLAN's id or protocol, or in its number of queues.
 */
export function replaceLink(client: RtnetlinkClient, link: ReplaceableLink): Link {
  const existing = findLink(client, link.name);
  if (existing === undefined) return addLink(client, link);
  const difference = fixedDifference(client, link, existing);
  if (difference !== undefined)
    throw new NetlinkError("RTM_NEWLINK", EEXIST, { message: `${link.name} is there, and ${difference}` });
  const { altNames = [], name: _, kind, data, ...changes } = link;
  const changed = changedData(client, link, existing);
  // By itself, since a VXLAN's data may not be changed together with its MTU (vxlan_nl2conf in vxlan_core.c); and first,
  // since some can only be changed while the link is down. What TypeScript cannot see: the data is of its kind.
  if (changed !== undefined) setLink(client, existing, { kind, data: changed } as LinkChanges);
  setLink(client, existing, changes);
  const missing = altNames.filter((altName) => !existing.altNames.includes(altName));
  if (missing.length > 0) addAltNames(client, existing, missing);
  return getLink(client, existing);
}

const EEXIST = -17;

/** What of a kind's data the kernel passes over in a change without a word (vlan_changelink in vlan_netlink.c). */
const fixedFields: Readonly<Record<string, readonly string[]>> = { vlan: ["id", "protocol"] };

type Values = Readonly<Record<string, unknown>>;

/** What cannot be changed, and is different. */
function fixedDifference(client: RtnetlinkClient, link: ReplaceableLink, existing: Link): string | undefined {
  const kind: string = link.kind;
  if (existing.kind !== kind) return `is of the kind ${existing.kind ?? "that hardware is"}`;
  if (link.link !== undefined && !Object.hasOwn(peerFields, kind)) {
    const { linkNetnsid } = link;
    const beneath = resolveLink(client, link.link, { targetNsid: linkNetnsid });
    if (existing.link !== beneath || existing.linkNetnsid !== linkNetnsid)
      return `stands on link ${existing.link ?? "0"}, not ${beneath}`;
  }
  for (const name of ["numTxQueues", "numRxQueues"] as const) {
    const wanted = link[name];
    if (wanted !== undefined && wanted !== existing.attributes[name])
      return `has ${existing.attributes[name]} for ${name}, not ${wanted}`;
  }
  const [wanted, told] = [link.data as Values | undefined, existing.data as Values | undefined];
  for (const name of fixedFields[kind] ?? []) {
    if (wanted?.[name] !== undefined && !isSame(wanted[name], told?.[name]))
      return `has ${told?.[name]} for its ${name}, not ${wanted[name]}`;
  }
  return undefined;
}

/** Only what is different: many kinds refuse to be told again what they cannot change. */
function changedData(client: RtnetlinkClient, link: ReplaceableLink, existing: Link): unknown {
  if (link.data === undefined || link.data instanceof Uint8Array) return link.data;
  const wanted = resolveKindData(client, link as KindInput) as Values;
  const told = (existing.data ?? {}) as Values;
  const names = Object.keys(wanted).filter((name) => wanted[name] !== undefined && !isSame(wanted[name], told[name]));
  if (names.length === 0) return undefined;
  const given = link.data as Values;
  return Object.fromEntries(names.map((name) => [name, given[name]]));
}

/** Switches are told as numbers, and numbers may be given as either sort. */
function isSame(wanted: unknown, told: unknown): boolean {
  const isNumeric = (value: unknown) => ["number", "bigint", "boolean"].includes(typeof value);
  if (isNumeric(wanted) && isNumeric(told)) return Number(wanted) === Number(told);
  return isDeepStrictEqual(wanted, told);
}
