import { readdirSync } from "node:fs";
import type { Server } from "node:http";
import type { Source } from "../stream/source.js";
import type { ServerFacts, WorldFacts } from "./facts.js";
import type { Hub } from "./hub.js";

/** What the server knows of itself, at any moment. */
export class LiveFacts implements ServerFacts {
  readonly startedAt = Date.now();
  /** When nothing can be watched any more, the process ends. */
  readonly failure = undefined;
  readonly #responses = new Map<number, number>();
  readonly #hub: Hub;
  readonly #source: Source;

  constructor(hub: Hub, source: Source, server: Server) {
    this.#hub = hub;
    this.#source = source;
    server.on("request", (_, response) => {
      response.on("close", () => {
        const { statusCode } = response;
        this.#responses.set(statusCode, (this.#responses.get(statusCode) ?? 0) + 1);
      });
    });
  }

  get isReady(): boolean {
    return this.#hub.world.isComplete;
  }

  get events(): number {
    return this.#hub.counts.events;
  }

  get batches(): number {
    return this.#hub.counts.batches;
  }

  get resyncs(): number {
    return this.#hub.counts.resyncs;
  }

  get overruns(): number {
    return this.#source.statistics.overruns;
  }

  get dropped(): number {
    return this.#source.statistics.dropped;
  }

  get descriptors(): number | undefined {
    return countDescriptors();
  }

  get clients(): number {
    return this.#hub.counts.clients;
  }

  get clientsTotal(): number {
    return this.#hub.counts.clientsTotal;
  }

  get clientsDropped(): number {
    return this.#hub.counts.clientsDropped;
  }

  get clientsResumed(): number {
    return this.#hub.counts.clientsResumed;
  }

  get responses(): ReadonlyMap<number, number> {
    return this.#responses;
  }

  get ringBatches(): number {
    return this.#hub.counts.ringBatches;
  }

  get ringBytes(): number {
    return this.#hub.counts.ringBytes;
  }

  get world(): WorldFacts {
    return worldFacts(this.#hub);
  }
}

function worldFacts({ world, names }: Hub): WorldFacts {
  const linksByState = new Map<string, number>();
  let namespaces = 0;
  let notWatched = 0;
  for (const { inode, things } of world.namespaces.values()) {
    if (inode === undefined) notWatched++;
    else namespaces++;
    for (const { operstate = "unknown" } of things.link.values()) {
      linksByState.set(operstate, (linksByState.get(operstate) ?? 0) + 1);
    }
  }
  return { names, namespaces, notWatched, linksByState };
}

/** Without the one that they are listed through. */
function countDescriptors(): number | undefined {
  try {
    return readdirSync("/proc/self/fd").length - 1;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EMFILE") return undefined;
    throw error;
  }
}
