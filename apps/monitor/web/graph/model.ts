import type { Fields } from "../../src/stream/records.js";
import type { Edge, End, NamespaceKey, UnknownEnd, World, WorldNamespace } from "../../src/topology/world.js";
import { stateOf } from "../model/link-state.js";
import { isNameOnly } from "../model/names.js";
import { type Glyph, glyphOf } from "./glyphs.js";
import { grouped } from "./group.js";
import type { LinkState } from "./palette.js";

/** A box: a namespace, or one without a name that is only known by an id. */
export interface Box {
  readonly id: string;
  /** Undefined: nothing is known of it but its id. */
  readonly namespace: NamespaceKey | undefined;
  readonly kind: "named" | "own" | "not-watched" | "elsewhere";
  readonly title: string;
}

/** A link in a box. */
export interface Node {
  readonly id: string;
  readonly box: string;
  readonly ifindex: number | undefined;
  readonly glyph: Glyph;
  readonly state: LinkState;
  /** One or two lines: its name; its state unless that is up, its first addresses. */
  readonly label: string;
}

export interface Line {
  readonly id: string;
  readonly kind: Edge["kind"];
  /** The port, the upper link, an end. */
  readonly source: string;
  readonly target: string;
  /** Whether both of its links are. */
  readonly up: boolean;
}

/** What is to be drawn, without any place. */
export interface Model {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly lines: ReadonlyMap<string, Line>;
}

type Link = Fields["link"];

export function toModel(world: World, edges: readonly Edge[]): Model {
  const boxes = new Map<string, Box>();
  const nodes = new Map<string, Node>();
  for (const namespace of world.namespaces.values()) {
    const box = toBox(namespace);
    boxes.set(box.id, box);
    const addresses = grouped(namespace.things.address.values(), ({ ifindex }) => ifindex);
    for (const link of namespace.things.link.values()) {
      const node = toNode(
        box.id,
        link,
        (addresses.get(link.ifindex) ?? []).map(({ address }) => address),
      );
      nodes.set(node.id, node);
    }
  }
  for (const { to } of edges) if ("nsid" in to) addElsewhere(world, to, boxes, nodes);
  return { boxes, nodes, lines: toLines(edges, nodes) };
}

export function boxId(namespace: NamespaceKey): string {
  return `box ${namespace}`;
}

export function nodeId(namespace: NamespaceKey, ifindex: number): string {
  return `${boxId(namespace)} ${ifindex}`;
}

function toBox(namespace: WorldNamespace): Box {
  const { key, own, notWatched } = namespace;
  const kind = own ? "own" : notWatched === undefined ? "named" : "not-watched";
  return { id: boxId(key), namespace: key, kind, title: shortened(boxTitle(namespace), 44) };
}

/** "blue", "blue, azure", "this namespace", "this namespace: blue", "red (not watched)", "broken (no namespace)" */
export function boxTitle(namespace: WorldNamespace): string {
  const { names, own, key, notWatched } = namespace;
  const all = names.join(", ");
  const title = own ? (all === "" ? "this namespace" : `this namespace: ${all}`) : all || `unnamed, ${key}`;
  if (notWatched !== undefined) return `${title} (not watched)`;
  return isNameOnly(namespace) ? `${title} (no namespace)` : title;
}

function toNode(box: string, link: Link, addresses: readonly string[]): Node {
  const { ifindex, ifname, kind } = link;
  const state = linkState(link);
  const note = noteOf(state, addresses);
  return {
    id: `${box} ${ifindex}`,
    box,
    ifindex,
    glyph: glyphOf(kind, ifname),
    state,
    label: note === "" ? ifname : `${ifname}\n${shortened(note, 21)}`,
  };
}

/** The state where it is not what one expects, and an address as far as there is room. */
function noteOf(state: LinkState, addresses: readonly string[]): string {
  if (state === "no-carrier") return stateText[state];
  return [...(state === "down" ? [stateText.down] : []), ...firstOf(addresses)].join(" ");
}

export const stateText: Readonly<Record<LinkState, string>> = {
  up: "up",
  down: "down",
  "no-carrier": "no carrier",
  unknown: "up, state unknown",
};

export function linkState(link: Pick<Link, "up" | "operstate">): LinkState {
  const state = stateOf(link);
  if (state === "up") return link.operstate === "up" ? "up" : "unknown";
  return state === "down" ? "down" : "no-carrier";
}

/** The better before the worse. */
const ranks: readonly LinkState[] = ["unknown", "up", "no-carrier", "down"];

/** The worst state of the links in each box; loopbacks, which are rarely set up, do not count. */
export function worstStates(nodes: Iterable<Node>): ReadonlyMap<string, LinkState> {
  const found = new Map<string, LinkState>();
  for (const { box, glyph, state } of nodes) {
    if (glyph === "loopback") continue;
    if (ranks.indexOf(state) > ranks.indexOf(found.get(box) ?? "unknown")) found.set(box, state);
  }
  return found;
}

/** The address that people know best: IPv4 before IPv6, link-local at the end; and how many more there are. */
function firstOf(addresses: readonly string[]): string[] {
  const rank = (address: string) => (address.startsWith("fe80:") ? 2 : address.includes(":") ? 1 : 0);
  const [first] = [...addresses].sort((one, other) => rank(one) - rank(other));
  if (first === undefined) return [];
  return [addresses.length > 1 ? `${shortened(first, 18)} +${addresses.length - 1}` : first];
}

function shortened(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}

/** A namespace without a name is told by whose id it has; what is in it, by its ifindex. */
function addElsewhere(world: World, end: UnknownEnd, boxes: Map<string, Box>, nodes: Map<string, Node>): void {
  const id = elsewhereId(end);
  const title = shortened(elsewhereTitle(world, end), 44);
  boxes.set(id, { id, namespace: undefined, kind: "elsewhere", title });
  const { ifindex } = end;
  const label = ifindex === undefined ? "a link" : `if${ifindex}`;
  const node = { id: endId(end), box: id, ifindex, glyph: "elsewhere", state: "unknown", label } as const;
  nodes.set(node.id, node);
}

/** "unnamed, nsid 3 of blue", or its name where it has one and is not among those that are shown. */
export function elsewhereTitle(world: World, { nsid, observer, name: known, own }: UnknownEnd): string {
  if (own) return "this namespace (not shown)";
  if (known !== undefined) return `${known} (not shown)`;
  const whose = world.namespaces.get(observer);
  const name = whose === undefined ? observer : (whose.names[0] ?? (whose.own ? "this namespace" : observer));
  return `unnamed, nsid ${nsid} of ${name}`;
}

function elsewhereId({ nsid, observer }: UnknownEnd): string {
  return `elsewhere ${observer} ${nsid}`;
}

function endId(end: End | UnknownEnd): string {
  return "nsid" in end ? `${elsewhereId(end)} ${end.ifindex ?? "?"}` : nodeId(end.namespace, end.ifindex);
}

/** Edges to links that have not been told (yet) are left out. */
function toLines(edges: readonly Edge[], nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (const { id, kind, from, to } of edges) {
    const source = nodes.get(endId(from));
    const target = nodes.get(endId(to));
    if (source === undefined || target === undefined) continue;
    const up = isUp(source) && isUp(target);
    const line = { id: `line ${id}`, kind, source: source.id, target: target.id, up };
    lines.set(line.id, line);
  }
  return lines;
}

function isUp({ state }: Node): boolean {
  return state === "up" || state === "unknown";
}
