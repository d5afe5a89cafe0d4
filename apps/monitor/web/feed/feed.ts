import { apply } from "../../src/topology/apply.js";
import { createWorld, type MutableWorld } from "../../src/topology/mutable-world.js";
import type { NamespaceKey, World } from "../../src/topology/world.js";
import type { WireRecord } from "../../src/wire.js";
import { happeningOf } from "../model/happening.js";
import type { Happening } from "../model/timeline.js";
import { retryAfter } from "./retry.js";
import { Silence } from "./silence.js";

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

/** What the server says first. `heartbeat`: seconds from one sign of life to the next. */
interface Start {
  readonly mode: "fresh" | "resumed";
  readonly heartbeat: number;
  readonly missing?: readonly string[];
}

/** Seconds, until the server has said it. */
const usualHeartbeat = 15;

/** Keeps the world as the server tells it, for as long as the page is open. */
export class Feed {
  readonly #listener: FeedListener;
  #world: MutableWorld = createWorld();
  /** Of a fresh start, while not all has been told: what was there before goes on being shown. */
  #coming: MutableWorld | undefined;
  #source: EventSource | undefined;
  readonly #silence = new Silence(() => this.#silent());
  #heartbeat = usualHeartbeat;
  #heardAt = Date.now();
  /** Where the events go on: of the last one that the world has taken in. */
  #lastEventId = "";
  #retry: ReturnType<typeof setTimeout> | undefined;
  #triedInVain = 0;
  #wasLive = false;

  constructor(listener: FeedListener) {
    this.#listener = listener;
  }

  get world(): World {
    return this.#world;
  }

  /** When the server was heard last, in milliseconds as Date.now(); when this was made, if it never was. */
  get heardAt(): number {
    return this.#heardAt;
  }

  connect(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    // A new EventSource knows nothing of the last one's events.
    const from = this.#lastEventId === "" ? "" : `?lastEventId=${encodeURIComponent(this.#lastEventId)}`;
    const source = new EventSource(`${events}${from}`);
    this.#source = source;
    this.#on(source, "start", (data) => this.#start(JSON.parse(data)));
    this.#on(source, "records", (data) => this.#take(JSON.parse(data)));
    this.#on(source, "ready", () => this.#ready());
    this.#on(source, "heartbeat", () => {});
    source.addEventListener("error", () => this.#lost(source));
    this.#silence.listen(1000 * this.#heartbeat);
  }

  #on(source: EventSource, type: string, take: (data: string) => void): void {
    source.addEventListener(type, ({ data, lastEventId }) => {
      this.#heardAt = Date.now();
      this.#silence.heard();
      take(data);
      this.#lastEventId = lastEventId || this.#lastEventId;
    });
  }

  #start({ mode, heartbeat, missing = [] }: Start): void {
    this.#triedInVain = 0;
    this.#heartbeat = heartbeat;
    this.#silence.listen(1000 * heartbeat);
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
    this.#silence.heard();
    if (source.readyState === EventSource.CLOSED) void this.#tryLater();
  }

  #silent(): void {
    this.#listener.state("disconnected");
    this.connect();
  }

  async #tryLater(): Promise<void> {
    this.#silence.stop();
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
