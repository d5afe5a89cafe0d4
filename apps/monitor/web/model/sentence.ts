import type { Fields } from "../../src/stream/records.js";
import type { WireItem } from "../../src/wire.js";
import { text } from "./format.js";
import { kindOf, stateOf } from "./link-state.js";

/** How a thing changed. */
export type Tone = "added" | "changed" | "removed";

/** What happened, in words, without where. */
export interface Sentence {
  readonly tone: Tone;
  readonly text: string;
}

/** The kinds of things, in the records' words. */
export type Kind = keyof Fields;

/** "link-changed" is of the kind "link". */
export function kindOfItem({ type }: WireItem): Kind {
  return type.slice(0, type.lastIndexOf("-")) as Kind;
}

/**
 * What a record says. Undefined: it is no news, but what a snapshot found, or what is as it was.
 *
 * @param before The thing's fields as they were, if it was there.
 * @param linkName A link's name in that namespace.
 */
export function sentenceOf(
  item: WireItem,
  before: Fields[Kind] | undefined,
  linkName: (ifindex: number) => string,
): Sentence | undefined {
  if (item.type.endsWith("-present")) return undefined;
  const kind = kindOfItem(item);
  const what = nameOfThing(kind, item, linkName);
  if (item.type.endsWith("-deleted")) return { tone: "removed", text: `${what} removed` };
  if (before === undefined) return { tone: "added", text: `${what} added${newLinkWords(kind, item)}` };
  if (kind !== "link") return { tone: "changed", text: `${what} ${changesOfThing(before, item)}` };
  const changes = linkChanges(before as Fields["link"], item as Fields["link"] & WireItem, linkName);
  return changes.length === 0 ? undefined : { tone: "changed", text: `${what} ${changes.join(", ")}` };
}

function newLinkWords(kind: Kind, item: WireItem): string {
  if (kind !== "link") return "";
  const link = item as Fields["link"] & WireItem;
  return ` (${kindOf(link)}, ${stateOf(link)})`;
}

/** "link eth0", "address 10.0.0.1/24 on eth0", "route 10.0.0.0/8 via 192.0.2.1 dev eth0" */
function nameOfThing(kind: Kind, item: WireItem, linkName: (ifindex: number) => string): string {
  const fields: Readonly<Record<string, unknown>> = { ...item };
  const dev = deviceWord(fields, linkName);
  switch (kind) {
    case "link":
      return `link ${text(fields["ifname"])}`;
    case "address":
      return `address ${text(fields["address"])}${dev === "" ? "" : ` on ${dev}`}`;
    case "route":
      return words(
        "route",
        fields["destination"],
        "via",
        fields["via"],
        "dev",
        dev,
        "table",
        tableWord(fields["table"]),
      );
    case "neighbor":
      return words("neighbor", fields["address"], "on", dev);
    case "rule":
      return words("rule", fields["priority"], "from", fields["from"], "table", fields["table"]);
    case "nexthop":
      return words("next hop", fields["nexthopId"], "via", fields["via"], "dev", dev);
    case "fdb":
      return words("forwarding entry", fields["linkAddress"], "on", dev);
  }
}

/** The main table goes without saying. */
function tableWord(table: unknown): unknown {
  return table === "main" ? undefined : table;
}

function deviceWord(fields: Readonly<Record<string, unknown>>, linkName: (ifindex: number) => string): string {
  const { ifname, ifindex } = fields;
  if (typeof ifname === "string") return ifname;
  return typeof ifindex === "number" ? linkName(ifindex) : "";
}

/** A kind, what it is called, and pairs of a word and its value, left out where there is none. */
function words(kind: string, name: unknown, ...pairs: unknown[]): string {
  const rest = pairs.flatMap((word, at) => {
    if (at % 2 === 1) return [];
    const value = text(pairs[at + 1]);
    return value === "" ? [] : [`${word} ${value}`];
  });
  return [kind, text(name), ...rest].join(" ");
}

function linkChanges(before: Fields["link"], after: Fields["link"], linkName: (ifindex: number) => string): string[] {
  const told: string[] = [];
  if (before.ifname !== after.ifname) told.push(`renamed, was ${before.ifname}`);
  const [was, is] = [stateOf(before), stateOf(after)];
  if (was !== is) told.push(stateWords[is]);
  if (before.master !== after.master) told.push(masterWords(before.master, after.master, linkName));
  for (const [field, name] of plainFields) {
    if (text(before[field]) === text(after[field])) continue;
    told.push(`${name} ${text(before[field]) || "none"} → ${text(after[field]) || "none"}`);
  }
  return told.length > 0 || sameFields(before, after) ? told : ["changed"];
}

const stateWords = { up: "is up", down: "is down", "no carrier": "has no carrier" };

const plainFields = [
  ["mtu", "mtu"],
  ["address", "address"],
  ["alias", "alias"],
  ["altNames", "other names"],
  ["link", "other end"],
  ["linkNetnsid", "other end's nsid"],
  ["linkNetns", "other end's namespace"],
] as const;

function masterWords(before: number | undefined, after: number | undefined, linkName: (ifindex: number) => string) {
  if (after !== undefined) return `joined ${linkName(after)}`;
  return `left ${before === undefined ? "" : linkName(before)}`;
}

/** What links say of their state beyond what is shown of it makes no sentence. */
function sameFields(before: Fields["link"], after: Fields["link"]): boolean {
  const { operstate: _one, ...was } = before;
  return Object.entries(was).every(([field, value]) => text(value) === text(after[field as keyof Fields["link"]]));
}

/** "state stale → reachable"; "changed" where that is long. */
function changesOfThing(before: object, after: object): string {
  const now = new Map<string, unknown>(Object.entries(after));
  const changes = Object.entries(before).flatMap(([field, value]) => {
    const [was, is] = [text(value), text(now.get(field))];
    return was === is ? [] : [`${field} ${was || "none"} → ${is || "none"}`];
  });
  return changes.length === 0 || changes.length > 2 ? "changed" : changes.join(", ");
}
