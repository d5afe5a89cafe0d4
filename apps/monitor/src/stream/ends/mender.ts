import type { LinkEnd } from "./link-ends.js";
import type { Observer } from "./observer.js";

/** Milliseconds that the other namespace's events have until a link is looked at again. */
const DELAY = 20;

/**
 * Finds links that are not as they were told. When the other end of a pair, or the link beneath, is moved to another
 * namespace, the kernel says nothing of the link that stays, which leads to another namespace, and to another index, from
 * then on. But a link that leads nowhere, or to one of a pair that does not lead back, gives it away. So it is with a
 * pair that is made: the kernel tells of the first of them when there is no other yet, and of that one no more.
 */
export class Mender {
  readonly #observers: ReadonlyMap<string, { readonly observer: Observer }>;
  readonly #suspects = new Map<Observer, Set<number>>();
  #timer: NodeJS.Timeout | undefined;

  /** @param observers By their keys. */
  constructor(observers: ReadonlyMap<string, { readonly observer: Observer }>) {
    this.#observers = observers;
  }

  /** All is known of an observer's links. */
  onListed(observer: Observer): void {
    for (const [ifindex] of observer.ends) this.#check(observer, ifindex);
    for (const { observer: other } of this.#observers.values()) {
      const nsids = nsidsOf(other, observer.key);
      if (nsids.length === 0) continue;
      for (const [ifindex, { nsid }] of other.ends) if (nsids.includes(nsid)) this.#check(other, ifindex);
    }
  }

  /** A link is new, or not as it was. */
  onLink(observer: Observer, ifindex: number): void {
    this.#check(observer, ifindex);
  }

  /** A link is gone. @param before Where it led. */
  onGone(observer: Observer, ifindex: number, before: LinkEnd | undefined): void {
    if (before?.isPair && before.link !== undefined) {
      // Where it led itself.
      const other = this.#otherOf(observer, before.nsid);
      if (other !== undefined) this.#check(other, before.link);
    }
    this.#checkUppers(observer, ifindex);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#suspects.clear();
  }

  /** Also the other end: it may be that which was not told. */
  #check(observer: Observer, ifindex: number): void {
    const end = observer.ends.get(ifindex);
    if (end === undefined || this.#isWhole(observer, ifindex) !== false) return;
    this.#suspect(observer, ifindex);
    if (end.link === undefined) return;
    const other = this.#otherOf(observer, end.nsid);
    if (other?.ends.get(end.link)?.isPair) this.#suspect(other, end.link);
  }

  /** Those that led to it. */
  #checkUppers({ key }: Observer, ifindex: number): void {
    for (const { observer: other } of this.#observers.values()) {
      const nsids = nsidsOf(other, key);
      if (nsids.length === 0) continue;
      for (const [upper, { link, nsid, isPair }] of other.ends) {
        if (!isPair && link === ifindex && nsids.includes(nsid)) this.#check(other, upper);
      }
    }
  }

  #suspect(observer: Observer, ifindex: number): void {
    this.#suspects.set(observer, (this.#suspects.get(observer) ?? new Set()).add(ifindex));
    this.#timer ??= setTimeout(() => this.#mend(), DELAY);
  }

  #mend(): void {
    this.#timer = undefined;
    const suspects = [...this.#suspects];
    this.#suspects.clear();
    for (const [observer, links] of suspects) {
      if (this.#observers.get(observer.key)?.observer !== observer) continue;
      for (const ifindex of links) {
        if (observer.ends.get(ifindex) !== undefined && this.#isWhole(observer, ifindex) !== true) {
          observer.refresh(ifindex);
        }
      }
    }
  }

  /** Whether a link leads to one that is there, and back where it is one of a pair. Undefined: that is not known. */
  #isWhole(observer: Observer, ifindex: number): boolean | undefined {
    const end = observer.ends.get(ifindex);
    if (end?.link === undefined) return end?.isPair ? false : undefined;
    const other = this.#otherOf(observer, end.nsid);
    if (other === undefined || !other.ends.isListed || !observer.ends.isListed) return undefined;
    const back = other.ends.get(end.link);
    if (back === undefined) return false;
    return !end.isPair || (back.link === ifindex && this.#otherOf(other, back.nsid) === observer);
  }

  #otherOf(observer: Observer, nsid: number | undefined): Observer | undefined {
    if (nsid === undefined) return observer;
    const target = observer.targets.get(nsid);
    return target && this.#observers.get(target.key)?.observer;
  }
}

/** The observer's ids of a namespace; undefined is its own. */
function nsidsOf({ key, targets }: Observer, of: string): (number | undefined)[] {
  const nsids: (number | undefined)[] = key === of ? [undefined] : [];
  for (const [nsid, target] of targets) if (target?.key === of) nsids.push(nsid);
  return nsids;
}
