import type { Server } from "node:http";
import { countDescriptors } from "../../descriptors.js";
import type { Source } from "../../stream/source.js";
import type { Hub } from "../events/hub.js";
import type { ServerFacts, WorldFacts } from "./facts.js";

/** What the server knows of itself, at any moment. */
export class LiveFacts implements ServerFacts {
  readonly startedAt = Date.now();
  readonly #responses = new Map<number, number>();
  readonly #hub: Hub;
  readonly #source: Source;

  constructor(hub: Hub, source: Source, server: Server) {
    this.#hub = hub;
    this.#source = source;
    server.on("request", (_, response) => {
      response.on("close", () => {
        const { statusCode, headersSent } = response;
        // Who asked has gone before there was an answer.
        if (headersSent) this.#responses.set(statusCode, (this.#responses.get(statusCode) ?? 0) + 1);
      });
    });
  }

  get isReady(): boolean {
    return this.#hub.world.isComplete;
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
