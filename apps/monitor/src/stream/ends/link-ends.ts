import { type Items, toLink, type WatchEvent } from "@netns/rtnetlink";
import { isPair } from "../kinds.js";
import { lowerOf, whereTo } from "../things/links.js";

/** Where a link leads. */
export interface LinkEnd {
  /** The ifindex of the link beneath, or of the other end of a pair. Undefined: none. */
  readonly link: number | undefined;
  /** The id of the namespace that it is in. Undefined: the same. */
  readonly nsid: number | undefined;
  /** It is one of two links that lead to each other. */
  readonly isPair: boolean;
}

function endOf(item: Items["link"]): LinkEnd {
  const link = toLink(item);
  const { link: told, linkNetnsid } = whereTo(link);
  const beneath = link.kind === "vxlan" ? lowerOf(link) : told;
  return { link: beneath, nsid: linkNetnsid, isPair: isPair(link) };
}

/** Is told when a link leads elsewhere than before: undefined is no link. */
export type OnEnd = (ifindex: number, before: LinkEnd | undefined, after: LinkEnd | undefined) => void;

/** Where each link of a namespace leads, by its ifindex. */
export class LinkEnds {
  readonly #onEnd: OnEnd;
  readonly #ends = new Map<number, LinkEnd>();
  /** How many links refer to each id. */
  readonly #nsids = new Map<number, number>();
  #incoming: Map<number, LinkEnd> | undefined;
  #isListed = false;

  constructor(onEnd: OnEnd) {
    this.#onEnd = onEnd;
  }

  /** Whether all links are known that there are. */
  get isListed(): boolean {
    return this.#isListed;
  }

  get(ifindex: number): LinkEnd | undefined {
    return this.#ends.get(ifindex);
  }

  [Symbol.iterator](): IterableIterator<[ifindex: number, end: LinkEnd]> {
    return this.#ends[Symbol.iterator]();
  }

  /** The ids that links refer to. */
  get nsids(): IterableIterator<number> {
    return this.#nsids.keys();
  }

  refersTo(nsid: number): boolean {
    return this.#nsids.has(nsid);
  }

  apply(event: WatchEvent): void {
    if (event.type === "snapshot-start" && event.subjects.includes("link")) this.#incoming = new Map();
    if (event.type === "snapshot-end" && event.subjects.includes("link")) this.#settle(event.consistent);
    if (!("subject" in event) || event.subject !== "link") return;
    const { index } = event.item.header;
    if (event.type === "present") this.#incoming?.set(index, endOf(event.item));
    else this.#set(index, event.type === "deleted" ? undefined : endOf(event.item));
  }

  /** As if there were no links any more. */
  clear(): void {
    for (const ifindex of [...this.#ends.keys()]) this.#set(ifindex, undefined);
  }

  #settle(consistent: boolean): void {
    const incoming = this.#incoming ?? new Map<number, LinkEnd>();
    this.#incoming = undefined;
    const gone = [...this.#ends.keys()].filter((ifindex) => consistent && !incoming.has(ifindex));
    for (const ifindex of gone) this.#set(ifindex, undefined);
    for (const [ifindex, end] of incoming) this.#set(ifindex, end);
    this.#isListed = true;
  }

  #set(ifindex: number, after: LinkEnd | undefined): void {
    const before = this.#ends.get(ifindex);
    if (after === undefined) this.#ends.delete(ifindex);
    else this.#ends.set(ifindex, after);
    this.#count(after?.nsid, 1);
    this.#count(before?.nsid, -1);
    this.#onEnd(ifindex, before, after);
  }

  #count(nsid: number | undefined, more: number): void {
    if (nsid === undefined) return;
    const count = (this.#nsids.get(nsid) ?? 0) + more;
    if (count > 0) this.#nsids.set(nsid, count);
    else this.#nsids.delete(nsid);
  }
}
