import { readdirSync, statSync } from "node:fs";
import { type Edge, type End, edgesOf, type UnknownEnd, type World } from "../index.js";
import { HERE, ip, RUN_DIR } from "./stock.js";

/** What is compared: each a line, in order. */
export interface Graph {
  readonly namespaces: readonly string[];
  readonly links: readonly string[];
  readonly edges: readonly string[];
}

/** The graph of a world. */
export function graphOf(world: World): Graph {
  const labels = new Map([...world.namespaces].map(([key, { own, names }]) => [key, own ? "own" : labelOf(names)]));
  const at = ({ namespace, ifindex }: End) => `${labels.get(namespace)}/${ifindex}`;
  const far = (end: End | UnknownEnd) =>
    "namespace" in end ? at(end) : `nsid ${end.nsid} of ${labels.get(end.observer)}/${end.ifindex}`;
  const line = ({ kind, from, to }: Edge) => edgeLine(kind, at(from), far(to));
  return {
    namespaces: [...labels.values()].sort(),
    links: [...world.namespaces.values()]
      .flatMap(({ key, things }) => [...things.link.values()].map((link) => ({ ...link, at: labels.get(key) })))
      .map(({ at, ifindex, ifname, kind, up }) => `${at}/${ifindex} ${ifname} ${kind} ${up ? "up" : "down"}`)
      .sort(),
    edges: edgesOf(world).map(line).sort(),
  };
}

/** The two ends of a pair are equal: either may be told first. */
function edgeLine(kind: Edge["kind"], from: string, to: string): string {
  return [kind, ...(kind === "peer" ? [from, to].sort() : [from, to])].join(" ");
}

function labelOf(names: readonly string[]): string {
  return [...names].sort().join("+");
}

/** A link as `ip -j -d link` shows it. */
interface Shown {
  readonly ifindex: number;
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly master?: string;
  /** Its name, where that is in the same namespace; null: none. */
  readonly link?: string | null;
  readonly link_index?: number;
  readonly link_netnsid?: number;
  readonly linkinfo?: { readonly info_kind?: string; readonly info_data?: { readonly link?: string } };
}

interface Inside {
  readonly label: string;
  readonly links: readonly Shown[];
  /** The labels of others, by their ids there. */
  readonly labels: ReadonlyMap<number, string>;
}

/** The same graph, from what stock ip says of each namespace: nothing of the monitor's is asked. */
export function graphByIp(): Graph {
  const insides = look();
  const known = new Set(insides.flatMap(({ label, links }) => links.map(({ ifindex }) => `${label}/${ifindex}`)));
  // A tunnel stays when the link beneath is deleted, and goes on saying its index.
  const isThere = (far: string) => far.startsWith("nsid ") || known.has(far);
  return {
    namespaces: insides.map(({ label }) => label).sort(),
    links: insides.flatMap(({ label, links }) => links.map((link) => linkLine(label, link))).sort(),
    // Each pair stands at both its ends.
    edges: [
      ...new Set(insides.flatMap((inside) => inside.links.flatMap((link) => edgeLines(inside, link, isThere)))),
    ].sort(),
  };
}

function linkLine(label: string, { ifindex, ifname, flags, linkinfo }: Shown): string {
  return `${label}/${ifindex} ${ifname} ${linkinfo?.info_kind} ${flags.includes("UP") ? "up" : "down"}`;
}

function edgeLines(inside: Inside, link: Shown, isThere: (far: string) => boolean): string[] {
  const from = `${inside.label}/${link.ifindex}`;
  const kind = link.linkinfo?.info_kind ?? "";
  const isPair = ["veth", "netkit", "vxcan"].includes(kind);
  const master = link.master === undefined ? undefined : `${inside.label}/${indexOf(inside, link.master)}`;
  const far = kind === "vxlan" ? beneathVxlan(inside, link) : beneath(inside, link);
  return [
    ...(master === undefined ? [] : [edgeLine("master", from, master)]),
    ...(far === undefined || !isThere(far) ? [] : [edgeLine(isPair ? "peer" : "lower", from, far)]),
  ];
}

function beneath(inside: Inside, { link, link_index, link_netnsid }: Shown): string | undefined {
  if (typeof link === "string") return `${inside.label}/${indexOf(inside, link)}`;
  return link_index === undefined ? undefined : there(inside, link_netnsid, link_index);
}

/** Its `link_index`, where it has one, is its own. */
function beneathVxlan(inside: Inside, { linkinfo, link_netnsid }: Shown): string | undefined {
  const name = linkinfo?.info_data?.link;
  if (name === undefined) return undefined;
  return there(
    inside,
    link_netnsid,
    link_netnsid === undefined ? indexOf(inside, name) : Number(name.slice("if".length)),
  );
}

function there({ label, labels }: Inside, nsid: number | undefined, ifindex: number): string {
  if (nsid === undefined) return `${label}/${ifindex}`;
  const other = labels.get(nsid);
  return other === undefined ? `nsid ${nsid} of ${label}/${ifindex}` : `${other}/${ifindex}`;
}

function indexOf({ links, label }: Inside, name: string): number {
  const found = links.find(({ ifname }) => ifname === name);
  if (found === undefined) throw new Error(`${name} is not in ${label}`);
  return found.ifindex;
}

function look(): Inside[] {
  const names = readdirSync(RUN_DIR).map((name) => ({ name, inode: statSync(`${RUN_DIR}/${name}`).ino }));
  const namesOf = (inode: number) => names.filter((each) => each.inode === inode).map(({ name }) => name);
  const labels = new Map(names.map(({ name, inode }) => [name, labelOf(namesOf(inode))]));
  const places = names.filter(({ name, inode }) => namesOf(inode)[0] === name);
  // While it has a name ip can say which ids are its.
  const name = "the-monitors-own";
  ip(HERE, [`netns attach ${name} ${process.pid}`]);
  labels.set(name, "own");
  try {
    return [lookInto(HERE, "own", labels), ...places.map(({ name }) => lookInto(name, labels.get(name) ?? "", labels))];
  } finally {
    ip(HERE, [`netns delete ${name}`]);
  }
}

function lookInto(namespace: string, label: string, labelOfName: ReadonlyMap<string, string>): Inside {
  // Ids are given by looking at the links.
  const [links = "[]", ids = "[]"] = ip(namespace, ["link show", "netns list-id"], "-json", "-details").split("\n");
  const shown: { readonly nsid: number; readonly name?: string }[] = ids === "" ? [] : JSON.parse(ids);
  const labels = shown.flatMap(({ nsid, name }) => {
    const other = labelOfName.get(name ?? "");
    return other === undefined ? [] : [[nsid, other] as const];
  });
  return { label, links: JSON.parse(links), labels: new Map(labels) };
}
