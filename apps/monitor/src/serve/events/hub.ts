import type { ServerResponse } from "node:http";
import { toWire } from "../../stream/json.js";
import type { StreamRecord } from "../../stream/records.js";
import { isoTime, now } from "../../stream/time.js";
import { apply, createWorld, type MutableWorld, type World } from "../../topology/index.js";
import type { WireRecord } from "../../wire.js";
import { Turns } from "../turns.js";
import { Batch } from "./batch.js";
import { EventClient, type Events } from "./event-client.js";
import { eventId, newEpoch, numberOf } from "./event-id.js";
import { Ring } from "./ring.js";
import { sse } from "./sse.js";
import { recordsEvent, StateText } from "./state-text.js";

export interface HubOptions {
  /** Bytes of batches that are kept. */
  readonly history: number;
  /** Milliseconds between signs of life. */
  readonly heartbeat: number;
  /** Sentences: what cannot be seen, and why. */
  readonly missing: readonly string[];
  /** Is told each record. */
  readonly onRecord: (record: WireRecord) => void;
}

/** What clients that begin are told, and how many of them have not read it to its end. */
interface State {
  readonly text: StateText;
  readers: number;
}

/** Takes the records of one watch, keeps the state that they lead to, and passes them on to any number of clients. */
export class Hub {
  readonly #options: HubOptions;
  readonly #epoch = newEpoch();
  readonly #world: MutableWorld = createWorld();
  readonly #ring: Ring;
  readonly #batch = new Batch((texts) => this.#publish(texts));
  readonly #turns = new Turns();
  readonly #clients = new Set<EventClient>();
  readonly #heartbeat: NodeJS.Timeout;
  /** While somebody reads it. */
  #state: State | undefined;
  #counts = { events: 0, clientsTotal: 0, clientsDropped: 0, clientsResumed: 0 };

  constructor(options: HubOptions) {
    this.#options = options;
    this.#ring = new Ring(options.history);
    this.#heartbeat = setInterval(() => {
      for (const client of this.#clients) client.beat();
    }, options.heartbeat);
    // Where it cannot serve after all, the process ends.
    this.#heartbeat.unref();
  }

  get world(): World {
    return this.#world;
  }

  get names(): number {
    return this.#world.names.size;
  }

  get counts() {
    return { ...this.#counts, clients: this.#clients.size, ringBytes: this.#ring.bytes };
  }

  /** Waits for no client; only lets others have their turn. */
  readonly take = (record: StreamRecord): Promise<void> | undefined => {
    const wire = toWire(record, isoTime(now()));
    apply(this.#world, wire);
    this.#counts.events++;
    this.#options.onRecord(wire);
    this.#batch.add(JSON.stringify(wire));
    return this.#turns.pause();
  };

  /** Sends what is still gathered: `world` is the state after the event whose id it gives. */
  settle(): string {
    this.#batch.flush();
    return eventId(this.#epoch, this.#ring.last);
  }

  /**
   * Sends events from here on, until what it returns is called.
   *
   * @param response Its head is sent.
   * @param lastEventId What the client has read last.
   */
  add(response: ServerResponse, lastEventId: string | undefined): () => void {
    const number = lastEventId === undefined ? undefined : numberOf(lastEventId, this.#epoch);
    const client =
      number !== undefined && this.#ring.canFollow(number) ? this.#resume(response, number) : this.#begin(response);
    this.#counts.clientsTotal++;
    this.#clients.add(client);
    client.pump();
    return () => {
      this.#clients.delete(client);
      client.close();
    };
  }

  /** Ends what clients read. */
  close(): void {
    clearInterval(this.#heartbeat);
    this.#batch.flush();
    for (const client of this.#clients) client.end();
  }

  #publish(texts: readonly string[]): void {
    this.#ring.push((number) => recordsEvent(texts, eventId(this.#epoch, number)));
    for (const client of this.#clients) client.pump();
  }

  #resume(response: ServerResponse, number: number): EventClient {
    this.#counts.clientsResumed++;
    return this.#client(response, this.#resumeEvents(), number);
  }

  #begin(response: ServerResponse): EventClient {
    const state = this.#takeState();
    return this.#client(response, this.#stateEvents(state), state.text.number);
  }

  *#resumeEvents(): Events {
    yield this.#start("resumed");
  }

  *#stateEvents(state: State): Events {
    state.readers++;
    try {
      yield this.#start("fresh");
      yield* state.text.events();
      const { complete, number } = state.text;
      yield sse("ready", JSON.stringify({ complete }), eventId(this.#epoch, number));
    } finally {
      if (--state.readers === 0 && this.#state === state) this.#state = undefined;
    }
  }

  #client(response: ServerResponse, first: Events, number: number): EventClient {
    return new EventClient(response, this.#ring, first, number, () => this.#counts.clientsDropped++);
  }

  /** No id: who was cut off before all was sent is to begin again. */
  #start(mode: "fresh" | "resumed"): Buffer {
    const { heartbeat, missing } = this.#options;
    return sse("start", JSON.stringify({ version: 1, mode, heartbeat: heartbeat / 1000, missing }));
  }

  /** The same for all who begin while it is read: there is never more than one, however slow they are. */
  #takeState(): State {
    this.#batch.flush();
    if (this.#state === undefined || !this.#ring.canFollow(this.#state.text.number)) {
      this.#state = { text: new StateText(this.#world, this.#ring.last), readers: 0 };
    }
    return this.#state;
  }
}
