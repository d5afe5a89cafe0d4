import type { Fields } from "../../src/stream/records.js";
import type { Edge, End, UnknownEnd, World, WorldNamespace } from "../../src/topology/world.js";
import { inOrder } from "../model/names.js";
import type { Selection } from "../selection.js";
import { glyphOf } from "./glyphs.js";
import { grouped } from "./group.js";
import { boxTitle, elsewhereTitle, linkState, nodeId, stateText } from "./model.js";

/** A line of the text that says what the graph shows. */
export interface Item {
  /** Among its siblings. */
  readonly id: string;
  readonly text: string;
  /** `data-` attributes. */
  readonly data: Readonly<Record<string, string>>;
  /** What is selected by it. */
  readonly selection: Selection | undefined;
  /** Filtered out. */
  readonly hidden: boolean;
  readonly children: readonly Item[];
}

type Link = Fields["link"];

/** What of it is shown. */
export interface Visible {
  readonly namespace: (namespace: WorldNamespace) => boolean;
  readonly link: (namespace: WorldNamespace, link: Link) => boolean;
}

/** Namespaces, in them links, at those edges: each edge at both of its ends. */
export function toItems(world: World, edges: readonly Edge[], visible: Visible): Item[] {
  const ends = endsByLink(edges);
  const names = linkNames(world);
  const namespaces = inOrder(world.namespaces.values()).map((namespace) => {
    const addresses = grouped(namespace.things.address.values(), ({ ifindex }) => ifindex);
    const links = [...namespace.things.link.values()].sort((one, other) => one.ifindex - other.ifindex);
    const children = links.map((link) => {
      const those = (addresses.get(link.ifindex) ?? []).map(({ address }) => address);
      const at = ends.get(nodeId(namespace.key, link.ifindex)) ?? [];
      const items = at.map((end) => edgeItem(world, names, namespace, end));
      return linkItem(namespace, link, those, items, !visible.link(namespace, link));
    });
    return namespaceItem(namespace, children, !visible.namespace(namespace));
  });
  return [...namespaces, ...elsewhereItems(world, edges)];
}

function namespaceItem(namespace: WorldNamespace, children: readonly Item[], hidden: boolean): Item {
  const { key, names, own, notWatched } = namespace;
  const count = `, ${children.length} ${children.length === 1 ? "link" : "links"}`;
  return {
    id: key,
    text: `${boxTitle(namespace)}${notWatched === undefined ? count : `: ${notWatched}`}`,
    data: {
      namespace: key,
      names: JSON.stringify(names),
      ...(own && { own: "" }),
      ...(notWatched !== undefined && { notWatched }),
    },
    selection: { namespace: key },
    hidden,
    children,
  };
}

function linkItem(
  { key }: WorldNamespace,
  link: Link,
  addresses: readonly string[],
  children: readonly Item[],
  hidden: boolean,
): Item {
  const { ifindex, ifname, kind, up, operstate } = link;
  const state = linkState(link);
  return {
    id: String(ifindex),
    text: [`${ifname}: ${kind ?? glyphOf(kind, ifname)}`, stateText[state], ...addresses].join(", "),
    data: {
      namespace: key,
      ifindex: String(ifindex),
      ifname,
      ...(kind !== undefined && { kind }),
      up: String(up),
      ...(operstate !== undefined && { operstate }),
      state,
      addresses: addresses.join(" "),
    },
    selection: { namespace: key, link: ifindex },
    hidden,
    children,
  };
}

/** An edge, as seen from one of its links. */
interface EdgeEnd {
  readonly edge: Edge;
  readonly side: "from" | "to";
}

function endsByLink(edges: readonly Edge[]): ReadonlyMap<string, readonly EdgeEnd[]> {
  const ends = edges.flatMap((edge): { at: End; end: EdgeEnd }[] => [
    { at: edge.from, end: { edge, side: "from" } },
    ...("nsid" in edge.to ? [] : [{ at: edge.to, end: { edge, side: "to" } as const }]),
  ]);
  const found = grouped(ends, ({ at }) => nodeId(at.namespace, at.ifindex));
  return new Map([...found].map(([id, those]) => [id, those.map(({ end }) => end)]));
}

function linkNames(world: World): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { key, things } of world.namespaces.values())
    for (const { ifindex, ifname } of things.link.values()) names.set(nodeId(key, ifindex), ifname);
  return names;
}

const words = {
  peer: { from: "peer of", to: "peer of" },
  master: { from: "port of", to: "has the port" },
  lower: { from: "on top of", to: "beneath" },
} as const;

function edgeItem(
  world: World,
  names: ReadonlyMap<string, string>,
  { key }: WorldNamespace,
  { edge: { id, kind, from, to }, side }: EdgeEnd,
): Item {
  const other = side === "from" ? to : from;
  return {
    id: `${id} ${side}`,
    text: `${words[kind][side]} ${endText(world, names, other, key)}`,
    data: { edge: id, edgeKind: kind, edgeSide: side, edgeTo: endName(other) },
    selection: "nsid" in other ? undefined : { namespace: other.namespace, link: other.ifindex },
    hidden: false,
    children: [],
  };
}

/** `KEY/IFINDEX`, or `nsid N of KEY/IFINDEX`, with `?` for an ifindex that is not known. */
function endName(end: End | UnknownEnd): string {
  return "nsid" in end
    ? `nsid ${end.nsid} of ${end.observer}/${end.ifindex ?? "?"}`
    : `${end.namespace}/${end.ifindex}`;
}

function endText(world: World, names: ReadonlyMap<string, string>, end: End | UnknownEnd, from: string): string {
  if ("nsid" in end)
    return `${end.ifindex === undefined ? "a link" : `if${end.ifindex}`} in ${elsewhereTitle(world, end)}`;
  const name = names.get(nodeId(end.namespace, end.ifindex)) ?? `if${end.ifindex}`;
  const there = world.namespaces.get(end.namespace);
  return end.namespace === from || there === undefined ? name : `${name} in ${boxTitle(there)}`;
}

function elsewhereItems(world: World, edges: readonly Edge[]): Item[] {
  const ends = edges.flatMap(({ to }) => ("nsid" in to ? [to] : []));
  const boxes = grouped(ends, ({ nsid, observer }) => `${observer} ${nsid}`);
  return [...boxes].map(([id, those]) => {
    const [first] = those as [UnknownEnd, ...UnknownEnd[]];
    const links = new Set(those.map(({ ifindex }) => (ifindex === undefined ? "?" : `if${ifindex}`)));
    return {
      id: `elsewhere ${id}`,
      text: `${elsewhereTitle(world, first)}: ${[...links].join(", ")}`,
      data: { elsewhere: "", nsid: String(first.nsid), observer: first.observer },
      selection: undefined,
      hidden: false,
      children: [],
    };
  });
}
