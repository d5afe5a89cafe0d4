import { Counter, Gauge, Registry } from "prom-client";
import { type Metric, metrics, type Sources } from "./metrics-list.js";
import { processMetrics } from "./metrics-process.js";

/** What a scrape is answered with. */
export interface Scrape {
  readonly contentType: string;
  readonly body: string;
}

/**
 * What `GET /metrics` tells, in Prometheus' text format. A registry of its own: prom-client's default metrics are left
 * out, since they measure the garbage collection and the event loop all the time (process_* stand in metrics-process).
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #cost = new Registry();
  readonly #seconds = new Gauge({
    name: "netns_scrape_seconds",
    help: "Time that it took to make this answer.",
    registers: [this.#cost],
  });

  constructor(sources: Sources) {
    for (const metric of [...metrics, ...processMetrics()]) register(metric, sources, this.#registry);
  }

  async scrape(): Promise<Scrape> {
    const start = performance.now();
    const body = await this.#registry.metrics();
    this.#seconds.set((performance.now() - start) / 1000);
    return { contentType: this.#registry.contentType, body: `${body}\n${await this.#cost.metrics()}` };
  }
}

/** It is asked for its samples when it is scraped. */
function register({ name, help, type, labels = [], samples }: Metric, sources: Sources, registry: Registry): void {
  const configuration = { name, help, labelNames: labels, registers: [registry] };
  if (type === "gauge") {
    new Gauge({
      ...configuration,
      collect() {
        this.reset();
        // Without labels a reset leaves a 0.
        this.remove({});
        for (const [value, of = {}] of samples(sources)) this.set(of, value);
      },
    });
  } else {
    new Counter({
      ...configuration,
      collect() {
        this.reset();
        for (const [value, of = {}] of samples(sources)) this.inc(of, value);
      },
    });
  }
}
