import type { Namespace } from "@netns/core";
import { getNsid, NsidLookup, questionsTo, type RtnetlinkClient } from "@netns/rtnetlink";
import { keyOfIdentity } from "../../identity-key.js";
import type { LinkEnd } from "./link-ends.js";
import { type Candidate, isOfTheSystem, type Observer, type Target, unaskedOf } from "./observer.js";

/** Whom there is to ask about. */
export interface Directory {
  /** The monitor's own. */
  readonly own: Candidate;
  /** All namespaces that an id may stand for: that one, and those with a name. */
  readonly candidates: Iterable<Candidate>;
  /** The candidate that is a watched namespace. */
  candidateOf(observer: Observer): Candidate | undefined;
  /** Whether a namespace has been found whose links are not known yet. */
  readonly isListing: boolean;
}

/** So many namespaces are held open at once, while they are asked about. */
const OPEN_AT_ONCE = 128;
/** From so many on it pays to ask about many at once. */
const MANY = 8;

/**
 * Finds out which namespaces the ids are of that links refer to. An id is no more than a number in the observer's table;
 * the kernel says which one a namespace has there (RTM_GETNSID), and nothing says it the other way round. Asking gives
 * no ids.
 *
 * So an observer is asked about those first whose links look like the other end, and about all others only when that does
 * not help, and when all links are known.
 */
export class Resolver {
  readonly #directory: Directory;
  readonly #onFailure: (error: unknown) => void;
  /** `IFINDEX LINK`: whose links of that index lead to one of that index in another namespace. */
  readonly #pairs = new Map<string, Set<Observer>>();
  readonly #waiting = new Map<Observer, (() => void)[]>();
  #turn: NodeJS.Immediate | undefined;

  constructor(directory: Directory, onFailure: (error: unknown) => void) {
    this.#directory = directory;
    this.#onFailure = onFailure;
  }

  /** A link of the observer's leads elsewhere. */
  onEnd(observer: Observer, ifindex: number, before: LinkEnd | undefined, after: LinkEnd | undefined): void {
    const old = before && pairKeyOf(ifindex, before);
    const pairs = old === undefined ? undefined : this.#pairs.get(old);
    if (pairs?.delete(observer) && pairs.size === 0) this.#pairs.delete(old as string);
    const key = after && pairKeyOf(ifindex, after);
    if (key !== undefined) this.#pairs.set(key, (this.#pairs.get(key) ?? new Set()).add(observer));
  }

  /** Resolves when all has been asked about the observer's ids that can be. */
  resolve(observer: Observer): Promise<void> {
    this.wake();
    return new Promise((resolve) => {
      const others = this.#waiting.get(observer) ?? [];
      this.#waiting.set(observer, [...others, resolve]);
    });
  }

  /** There is somebody new, or all is known of somebody. */
  wake(): void {
    // Together with whatever else is heard of in this turn of the event loop.
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      try {
        this.#work();
      } catch (error) {
        this.#onFailure(error);
      }
    });
  }

  /** Asks observers about a namespace that has come. */
  askAbout(candidate: Candidate, observers: Iterable<Observer>): void {
    for (const observer of observers) {
      const before = openIdsOf(observer);
      if (before.size === 0) continue;
      ask([observer], [candidate]);
      const found = [...before].filter((nsid) => observer.targets.get(nsid) !== undefined);
      if (found.length > 0) observer.tellLinks(found);
    }
  }

  close(): void {
    clearImmediate(this.#turn);
    for (const observer of this.#waiting.keys()) this.#answer(observer);
  }

  #work(): void {
    for (const observer of this.#waiting.keys()) ask([observer], this.#guesses(observer));
    const lost = [...this.#waiting.keys()].filter((observer) => unaskedOf(observer).length > 0);
    if (lost.length > 0 && !this.#directory.isListing) {
      ask(lost, [...this.#directory.candidates]);
      for (const observer of lost) for (const nsid of unaskedOf(observer)) observer.targets.set(nsid, undefined);
    }
    for (const observer of this.#waiting.keys()) if (unaskedOf(observer).length === 0) this.#answer(observer);
  }

  #answer(observer: Observer): void {
    const resolves = this.#waiting.get(observer) ?? [];
    this.#waiting.delete(observer);
    for (const resolve of resolves) resolve();
  }

  /** Those whose links look like the other ends of what the observer's links lead to; the surest first. */
  #guesses(observer: Observer): Candidate[] {
    const sure: Observer[] = [];
    const likely: Observer[] = [];
    const unasked = new Set(unaskedOf(observer));
    for (const [ifindex, { link, nsid, isPair }] of observer.ends) {
      if (!isPair || nsid === undefined || !unasked.has(nsid)) continue;
      for (const other of this.#pairs.get(`${link} ${ifindex}`) ?? []) {
        const back = targetAt(other, link);
        if (other === observer) continue;
        if (back === undefined) likely.push(other);
        else if (back.key === observer.key) sure.push(other);
      }
    }
    if (unasked.size === 0) return [];
    const toCandidates = (others: readonly Observer[]) =>
      [...new Set(others)].flatMap((other) => this.#directory.candidateOf(other) ?? []);
    return [...toCandidates(sure), this.#directory.own, ...toCandidates(likely)];
  }
}

function pairKeyOf(ifindex: number, { link, nsid, isPair }: LinkEnd): string | undefined {
  return isPair && link !== undefined && nsid !== undefined ? `${ifindex} ${link}` : undefined;
}

/** What one of its links leads to, where that is known. */
function targetAt({ ends, targets }: Observer, ifindex: number | undefined): Target | undefined {
  const nsid = ifindex === undefined ? undefined : ends.get(ifindex)?.nsid;
  return nsid === undefined ? undefined : targets.get(nsid);
}

/** The ids that nothing is known of. */
function openIdsOf({ ends, targets }: Observer): Set<number> {
  return new Set([...ends.nsids].filter((nsid) => targets.get(nsid) === undefined));
}

/** Asks each observer about all candidates, as long as it has ids that nothing is known of. */
function ask(observers: readonly Observer[], candidates: readonly Candidate[]): void {
  for (let at = 0; at < candidates.length; at += OPEN_AT_ONCE) {
    using files = new OpenCandidates(candidates.slice(at, at + OPEN_AT_ONCE));
    for (const observer of observers) askAbout(observer, files.all);
  }
}

function askAbout(observer: Observer, all: readonly OpenCandidate[]): void {
  const { targets } = observer;
  const open = openIdsOf(observer);
  // Each has one id at most.
  const found = new Set([...targets.values()].map((target) => target?.key));
  const files = all.filter(({ key }) => key !== observer.key && !found.has(key));
  if (open.size === 0 || files.length === 0) return;
  const learn = (id: number | undefined, { candidate, namespace }: OpenCandidate) => {
    if (id === undefined || !open.delete(id)) return;
    const { device, inode } = namespace;
    targets.set(id, candidate.targetOf({ device, inode }));
  };
  unlessGone(() => {
    using client = observer.openClient();
    if (client === undefined) return;
    if (files.length >= MANY) {
      const ids = idsOf(client, files);
      for (const [i, file] of files.entries()) learn(ids[i], file);
      return;
    }
    for (const file of files) if (open.size > 0) learn(getNsid(client, file.namespace).nsid, file);
  });
}

function idsOf(client: RtnetlinkClient, files: readonly OpenCandidate[]): (number | undefined)[] {
  using lookup = new NsidLookup(questionsTo(client), client.system, client.openSocket());
  const ids: (number | undefined)[] = [];
  for (let at = 0; at < files.length; at += NsidLookup.MOST) {
    ids.push(...lookup.idsOf(files.slice(at, at + NsidLookup.MOST).map(({ namespace }) => namespace.fd)));
  }
  return ids;
}

interface OpenCandidate {
  readonly key: string;
  readonly candidate: Candidate;
  readonly namespace: Namespace;
}

/** Namespaces that are held open for a moment. */
class OpenCandidates implements Disposable {
  readonly all: readonly OpenCandidate[];

  constructor(candidates: readonly Candidate[]) {
    const all: OpenCandidate[] = [];
    for (const candidate of candidates) {
      unlessGone(() => {
        const namespace = candidate.open();
        if (namespace !== undefined) all.push({ key: keyOfIdentity(namespace), candidate, namespace });
      });
    }
    this.all = all;
  }

  [Symbol.dispose](): void {
    for (const { namespace } of this.all) namespace.close();
  }
}

/** What is asked, or asked about, may go at any time: that is told by other means. */
function unlessGone(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!isOfTheSystem(error)) throw error;
  }
}
