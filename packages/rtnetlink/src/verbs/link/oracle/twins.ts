import { expect, vi } from "vitest";
import type { RtnetlinkClient } from "../../../client.js";
import type { Shown } from "../../../oracle/tool.js";
import { Twins } from "../../../oracle/twins.js";
import { Lab } from "../../../through-kernel/lab.js";
import { addLink } from "../add.js";
import { getLink } from "../get.js";
import type { Link } from "../link.js";
import { listLinks } from "../list.js";
import { setLink } from "../set.js";
import { expectAgreement } from "./agreement.js";

/** Two new namespaces that are the same, so that what is made in both has the same indexes. */
export class LinkTwins extends Twins<Lab> {
  /** Links that modules have put into both, some with addresses of their own. */
  readonly #given: ReadonlySet<unknown>;

  /** @param lower How many links are to be there that others can stand on: "low0", … They are up. */
  constructor(lower = 0) {
    super(() => new Lab());
    this.#given = new Set(listLinks(this.ours.client).entries.map(({ name }) => name));
    for (const { client } of this.both) for (let nth = 0; nth < lower; nth++) addLower(client, nth);
  }

  /** Has ip(8) look again at what links are called, which it does once. */
  async forgetNames(): Promise<void> {
    for (const { ip } of this.both) await ip[Symbol.asyncDispose]();
  }

  /**
   * What our verbs made is the same as what ip(8) made, by its own word and by ours; and it is what ip(8) says. The
   * states of links that are up follow in their own time (link_watch.c): so it is looked at until it is so.
   */
  async expectSame(): Promise<void> {
    await vi.waitFor(() => this.#compare(), { timeout: 20_000, interval: 100 });
  }

  async #compare(): Promise<void> {
    const [ours, theirs] = [await this.ours.ip.show("link show"), await this.theirs.ip.show("link show")];
    const isMade = (name: unknown) => !this.#given.has(name);
    const made = (shown: readonly Shown[]) => shown.filter(({ ifname }) => isMade(ifname)).map(withoutVolatile);
    expect(made(ours)).toEqual(made(theirs));
    const ourLinks = listLinks(this.ours.client).entries;
    const theirLinks = listLinks(this.theirs.client).entries;
    const madeLinks = (links: readonly Link[]) => links.filter(({ name }) => isMade(name)).map(withoutVolatile);
    expect(madeLinks(ourLinks)).toEqual(madeLinks(theirLinks));
    expectAgreement(ourLinks, ours);
    expectAgreement(theirLinks, theirs);
    for (const link of ourLinks)
      expect(withoutVolatile(getLink(this.ours.client, link.name))).toEqual(withoutVolatile(link));
  }

  /** What ip(8) shows of a link of ours. */
  async shown(name: string): Promise<Shown> {
    const [shown] = await this.ours.ip.show(`link show dev ${name}`);
    if (shown === undefined) throw new Error(`ip shows nothing of ${name}`);
    return shown;
  }
}

/** With addresses of their own, so that whatever takes its own from them has the same in both. */
function addLower(client: RtnetlinkClient, nth: number): void {
  const settings = (end: number) =>
    ({ address: `02:00:00:00:00:${end}${nth}`, addrGenMode: "none", up: true }) as const;
  const peer = { name: `low${nth}-peer`, address: settings(2).address };
  addLink(client, { kind: "veth", name: `low${nth}`, ...settings(1), peer });
  setLink(client, peer.name, { addrGenMode: "none" });
  setLink(client, peer.name, { up: true });
}

/** What is random, or moves by itself: counters, timers, permanent addresses of what has no hardware. */
const volatile = new Set([
  // As ip(8) calls them, and as we do.
  "permaddr",
  "hello_timer",
  "tcn_timer",
  "topology_change_timer",
  "gc_timer",
  "permAddress",
  "helloTimer",
  "tcnTimer",
  "topologyChangeTimer",
  "gcTimer",
  "stats",
  "stats64",
  "cacheinfo",
]);

/** The same without it, at any depth. */
function withoutVolatile(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutVolatile);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).filter(([name]) => !volatile.has(name));
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutVolatile(inner)]));
}
