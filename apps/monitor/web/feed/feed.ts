import { apply } from "../../src/topology/apply.js";
import { createWorld, type MutableWorld } from "../../src/topology/mutable-world.js";
import type { NamespaceKey, World } from "../../src/topology/world.js";
import type { WireRecord } from "../../src/wire.js";
import { happeningOf } from "../model/happening.js";
import type { Happening } from "../model/timeline.js";
import { retryAfter } from "./retry.js";

/** "connecting": nothing was told yet; "loading": what there is at first is being told. */
export type FeedState = "connecting" | "loading" | "live" | "disconnected";

/** Who is told of what comes. */
export interface FeedListener {
  state(state: FeedState): void;
  /** The server wants a token, or another one. */
  locked(): void;
  /** What cannot be seen, in sentences. */
  missing(sentences: readonly string[]): void;
  /** The world is another one: all of it was told anew. */
  renewed(world: World): void;
  changed(namespaces: ReadonlySet<NamespaceKey>): void;
  happened(happening: Happening): void;
}

const events = "/api/v1/events";
const somethingSmall = "/api/v1/openapi.json";

/** Keeps the world as the server tells it, for as long as the page is open. */
export class Feed {
  readonly #listener: FeedListener;
  #world: MutableWorld = createWorld();
  /** Of a fresh start, while not all has been told: what was there before goes on being shown. */
  #coming: MutableWorld | undefined;
  #source: EventSource | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #triedInVain = 0;
  #wasLive = false;

  constructor(listener: FeedListener) {
    this.#listener = listener;
  }

  get world(): World {
    return this.#world;
  }

  connect(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    const source = new EventSource(events);
    this.#source = source;
    source.addEventListener("start", ({ data }) => this.#start(JSON.parse(data)));
    source.addEventListener("records", ({ data }) => this.#take(JSON.parse(data)));
    source.addEventListener("ready", () => this.#ready());
    source.addEventListener("error", () => this.#lost(source));
  }

  #start({ mode, missing = [] }: { readonly mode: "fresh" | "resumed"; readonly missing?: readonly string[] }): void {
    this.#triedInVain = 0;
    this.#listener.missing(missing);
    this.#coming = mode === "fresh" ? createWorld() : undefined;
    this.#listener.state(this.#coming === undefined ? "live" : "loading");
  }

  #take(records: readonly WireRecord[]): void {
    const coming = this.#coming;
    if (coming !== undefined) {
      for (const record of records) apply(coming, record);
      return;
    }
    const dirty = new Set<NamespaceKey>();
    for (const record of records) {
      const happening = happeningOf(this.#world, record, Date.now());
      if (happening !== undefined) this.#listener.happened(happening);
      for (const key of apply(this.#world, record)) dirty.add(key);
    }
    if (dirty.size > 0) this.#listener.changed(dirty);
  }

  #ready(): void {
    if (this.#coming === undefined) return;
    this.#world = this.#coming;
    this.#coming = undefined;
    if (this.#wasLive) this.#listener.happened(gap());
    this.#wasLive = true;
    this.#listener.renewed(this.#world);
    this.#listener.state("live");
  }

  /** EventSource tries again by itself when a connection ends, and never after an answer that it does not like. */
  #lost(source: EventSource): void {
    this.#listener.state("disconnected");
    if (source.readyState === EventSource.CLOSED) void this.#tryLater();
  }

  async #tryLater(): Promise<void> {
    this.#retry = setTimeout(() => this.connect(), retryAfter(this.#triedInVain++));
    if ((await answer()) === 401) this.#listener.locked();
  }
}

/** The status that the server answers with, which EventSource does not tell. Undefined: there is no answer. */
async function answer(): Promise<number | undefined> {
  try {
    return (await fetch(somethingSmall, { method: "HEAD" })).status;
  } catch {
    // That there is no connection has been said.
    return undefined;
  }
}

function gap(): Happening {
  const text = "the connection was lost; what happened until now is not known";
  return { time: Date.now(), tone: "gap", kind: "all", where: "", text, selection: undefined };
}
