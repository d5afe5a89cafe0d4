import type { RtnetlinkClient } from "../../client.js";
import type { LinkReference } from "../link-reference.js";
import { getLink } from "./get.js";
import { type KindInput, type LinkKind, resolveKindData } from "./kinds.js";

/**
 * Kinds that take what a change does not say for none at all (ipgre_netlink_parms in ip_gre.c and its like; xfrmi in
 * xfrm_interface_core.c): they have to be told everything again, as ip(8) does.
 */
const wholeKinds: ReadonlySet<unknown> = new Set<LinkKind>([
  "erspan",
  "gre",
  "gretap",
  "ip6erspan",
  "ip6gre",
  "ip6gretap",
  "ip6tnl",
  "ipip",
  "sit",
  "vti",
  "vti6",
  "xfrm",
]);

type Values = Readonly<Record<string, unknown>>;

/** A kind's data for a change, so that what is not said stays as it is. */
export function completeData(client: RtnetlinkClient, link: LinkReference, changes: KindInput): unknown {
  const data = resolveKindData(client, changes);
  if (data === undefined || !wholeKinds.has(changes.kind)) return data;
  const existing = getLink(client, link);
  const kind: string = changes.kind;
  // Of another kind: the kernel says so.
  if (existing.kind !== kind) return data;
  const given = Object.fromEntries(Object.entries(data as Values).filter(([, value]) => value !== undefined));
  return { ...settable(existing.data as Values | undefined), ...given };
}

/** An external tunnel's ends are told as zeros, which are not taken. */
function settable(told: Values = {}): Values {
  if (!told["collectMetadata"]) return told;
  const { local: _, remote: __, ...rest } = told;
  return rest;
}
