import { linkMessage, type OtherCase, RTM_GETLINK } from "@netns/netlink";
import type { Dump, RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import type { Listing } from "../terms/listing.js";
import { extMaskOf, type LinkDetails } from "./get.js";
import type { LinkKind } from "./kinds.js";
import { type Link, type LinkOfKind, toLink } from "./link.js";

/** Which links are listed. The kernel filters by `kind` and `master`; `up` and `group` it does not know. */
export interface LinkFilter {
  /** A kind that the kernel has not loaded it cannot filter by: then it is done here. */
  readonly kind?: LinkKind | OtherCase | undefined;
  /** The ports of this bridge, bond, VRF …; `false`: the links that are no ports. */
  readonly master?: LinkReference | false | undefined;
  readonly up?: boolean | undefined;
  readonly group?: number | undefined;
}

/** IFLA_MASTER in a dump request: those without one (since Linux 5.16). 0 is what is not said. */
const NO_MASTER = 0xffffffff;

/**
 * RTM_GETLINK of all: the links of the client's namespace, or of another that has an nsid there.
 *
 * @example
 * const { entries } = listLinks(client, { kind: "veth", master: "br0" });
 *
 * @throws NetlinkError: ENODEV when there is no such master; with a target EINVAL for an unknown one, EACCES without
 * rights over it.
 * @throws DumpInterruptedError when links change all the time.
 */
export function listLinks<K extends LinkKind>(
  client: RtnetlinkClient,
  filter: LinkFilter & { readonly kind: K },
  details?: LinkDetails,
): Listing<LinkOfKind<K>>;
export function listLinks(client: RtnetlinkClient, filter?: LinkFilter, details?: LinkDetails): Listing<Link>;
export function listLinks(client: RtnetlinkClient, filter: LinkFilter = {}, details: LinkDetails = {}): Listing<Link> {
  const { master: wanted } = filter;
  const master = wanted === undefined || wanted === false ? wanted : resolveLink(client, wanted, details);
  const tests = testsOf(filter, master);
  const { entries, attempts, asked } = dumpLinks(client, filter.kind, master, details);
  if (tests.length === 0) return { entries: entries.map(toLink), attempts, filteredBy: { kernel: [], client: [] } };
  // A kernel that does not know a kind sends all kinds, without a word (rtnetlink.c): so what was asked is looked at.
  const ignored = new Set<string>();
  const links = entries.map(toLink).filter((link) => {
    const failed = tests.filter(([, test]) => !test(link)).map(([name]) => name);
    for (const name of failed) ignored.add(name);
    return failed.length === 0;
  });
  const byKernel = asked.filter((name) => !ignored.has(name));
  const given = tests.map(([name]) => name);
  const byClient = given.filter((name) => !byKernel.includes(name));
  return { entries: links, attempts, filteredBy: { kernel: byKernel, client: byClient } };
}

type Dumped = Dump<ReturnType<typeof linkMessage.decode>> & { readonly asked: readonly string[] };

function dumpLinks(
  client: RtnetlinkClient,
  kind: LinkFilter["kind"],
  master: number | false | undefined,
  details: LinkDetails,
): Dumped {
  const masterFilter = master === false ? NO_MASTER : master;
  const attributes = {
    extMask: extMaskOf(details),
    targetNetnsid: details.targetNsid,
    master: masterFilter,
    linkinfo: kind === undefined ? undefined : { kind: kind as OtherCase },
  };
  const dump = client.dump({ codec: linkMessage, type: RTM_GETLINK, message: { attributes } });
  // Before 5.16 no link has that master.
  if (master === false && dump.entries.length === 0) return dumpLinks(client, kind, undefined, details);
  const asked = [...(kind === undefined ? [] : ["kind"]), ...(masterFilter === undefined ? [] : ["master"])];
  return { asked, ...dump };
}

type Test = readonly [name: keyof LinkFilter, test: (link: Link) => boolean];

function testsOf({ kind, up, group }: LinkFilter, master: number | false | undefined): Test[] {
  const tests: Test[] = [];
  if (kind !== undefined) tests.push(["kind", (link) => link.kind === kind]);
  if (master !== undefined) tests.push(["master", (link) => (link.master ?? false) === master]);
  if (up !== undefined) tests.push(["up", (link) => link.up === up]);
  if (group !== undefined) tests.push(["group", (link) => link.group === group]);
  return tests;
}
