import { visible } from "../../src/stream/visible.js";
import type { NamespaceKey, World, WorldNamespace } from "../../src/topology/world.js";
import type { Selection } from "../selection.js";
import { kindOf } from "./link-state.js";
import { compareText, titleOf } from "./names.js";

/** A place to go to. */
export interface Hit {
  readonly selection: Selection;
  /** "blue", "eth0" */
  readonly title: string;
  /** "namespace", "veth in blue" */
  readonly detail: string;
  /** What it was found by, where that is not the title: "10.0.0.1/24". */
  readonly found: string | undefined;
}

/** Something that can be found, and all the words that it can be found by. The first is its title. */
interface Entry {
  readonly selection: Selection;
  readonly detail: string;
  readonly words: readonly string[];
  /** Lower case. */
  readonly keys: readonly string[];
}

/** What can be found in a world. To be made anew when that has changed. */
export type SearchIndex = readonly Entry[];

export function indexOf(world: World): SearchIndex {
  const ids = idsOf(world);
  return [...world.namespaces.values()].flatMap((namespace) => [
    entryOf(namespace, ids.get(namespace.key) ?? []),
    ...linkEntries(namespace),
  ]);
}

/** By namespace: "nsid 3 in blue" of one that blue has this id for, as far as links tell. */
function idsOf({ namespaces }: World): Map<NamespaceKey, Set<string>> {
  const ids = new Map<NamespaceKey, Set<string>>();
  for (const namespace of namespaces.values()) {
    for (const { linkNetnsid, linkNetnsDevice, linkNetnsInode } of namespace.things.link.values()) {
      if (linkNetnsid === undefined || linkNetnsInode === undefined) continue;
      const key = `${linkNetnsDevice}:${linkNetnsInode}`;
      ids.set(key, (ids.get(key) ?? new Set()).add(`nsid ${linkNetnsid} in ${titleOf(namespace)}`));
    }
  }
  return ids;
}

function entryOf(namespace: WorldNamespace, ids: Iterable<string>): Entry {
  const words = [titleOf(namespace), ...namespace.names.slice(1), namespace.key, ...ids];
  if (namespace.own) words.push("own");
  return entry({ namespace: namespace.key }, "namespace", words);
}

function linkEntries(namespace: WorldNamespace): Entry[] {
  const addresses = addressesByLink(namespace);
  return [...namespace.things.link.values()].map((link) => {
    const words = [
      link.ifname,
      ...(link.altNames ?? []),
      ...(addresses.get(link.ifindex) ?? []),
      ...[link.address, link.alias, kindOf(link)].filter((word) => word !== undefined && word !== ""),
      ...(link.linkNetnsid === undefined ? [] : [`nsid ${link.linkNetnsid}`]),
      titleOf(namespace),
    ] as string[];
    return entry({ namespace: namespace.key, link: link.ifindex }, `${kindOf(link)} in ${titleOf(namespace)}`, words);
  });
}

function addressesByLink({ things }: WorldNamespace): Map<number, string[]> {
  const byLink = new Map<number, string[]>();
  for (const { ifindex, address } of things.address.values()) {
    byLink.set(ifindex, [...(byLink.get(ifindex) ?? []), address]);
  }
  return byLink;
}

function entry(selection: Selection, detail: string, words: readonly string[]): Entry {
  return { selection, detail, words: words.map(visible), keys: words.map((word) => word.toLowerCase()) };
}

/** How well a word fits: the less the better. */
const exact = 0;
const start = 1;
const startOfPart = 2;
const inside = 3;

/**
 * The best hits. Every word of the query has to be found in some word of the thing, so that "blue eth0" is eth0 in blue.
 * What is found by its title stands before what is found by its address, its kind, or where it is.
 */
export function search(index: SearchIndex, query: string, limit: number): Hit[] {
  const terms = termsOf(query);
  if (terms.length === 0) return [];
  return index
    .flatMap((one) => fitOf(one, terms) ?? [])
    .sort((one, other) => one.rank - other.rank || compareHits(one.hit, other.hit))
    .slice(0, limit)
    .map(({ hit }) => hit);
}

function compareHits(one: Hit, other: Hit): number {
  return compareText(one.title, other.title) || compareText(one.detail, other.detail);
}

/** "nsid 3" is one term. */
function termsOf(query: string): string[] {
  return query.toLowerCase().match(/nsid \d+|\S+/g) ?? [];
}

function fitOf(one: Entry, terms: readonly string[]): { readonly rank: number; readonly hit: Hit } | undefined {
  const fits = terms.map((term) => bestWord(one.keys, term));
  if (fits.some((fit) => fit === undefined)) return undefined;
  const known = fits as NonNullable<(typeof fits)[number]>[];
  const rank = known.reduce((sum, fit) => sum + fit.rank, 0) + (one.selection.link === undefined ? 0 : 1);
  const found = known.find(({ at }) => at > 0)?.at;
  return {
    rank,
    hit: {
      selection: one.selection,
      title: one.words[0] ?? "",
      detail: one.detail,
      found: found === undefined ? undefined : one.words[found],
    },
  };
}

/** Where a term fits best; a word that is not the title counts less. */
function bestWord(keys: readonly string[], term: string): { readonly at: number; readonly rank: number } | undefined {
  let best: { at: number; rank: number } | undefined;
  for (const [at, key] of keys.entries()) {
    const fit = wordFit(key, term);
    const rank = fit === undefined ? undefined : fit * 4 + (at === 0 ? 0 : 2);
    if (rank !== undefined && (best === undefined || rank < best.rank)) best = { at, rank };
  }
  return best;
}

function wordFit(word: string, term: string): number | undefined {
  const at = word.indexOf(term);
  if (at < 0) return undefined;
  if (at > 0) return /[a-z0-9]/.test(word[at - 1] ?? "") ? inside : startOfPart;
  return word.length === term.length ? exact : start;
}
