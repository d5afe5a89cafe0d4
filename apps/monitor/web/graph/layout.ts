import type { Point } from "./geometry.js";
import { type Force, type SpreadBox, type SpreadEdge, spread } from "./spread.js";

/** To the worker. */
export interface LayoutRequest {
  readonly id: number;
  readonly boxes: readonly SpreadBox[];
  readonly edges: readonly SpreadEdge[];
}

export interface LayoutAnswer {
  readonly id: number;
  /** Upper left corners. */
  readonly places: ReadonlyMap<string, Point>;
}

interface Waiting {
  readonly request: LayoutRequest;
  readonly resolve: (places: ReadonlyMap<string, Point>) => void;
}

/** Lays out all boxes, in a worker, which lives as long as the page does. */
export class Layout {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #last = 0;

  /** Never fails: where there is no worker the boxes stand in rows. */
  run(boxes: readonly SpreadBox[], edges: readonly SpreadEdge[]): Promise<ReadonlyMap<string, Point>> {
    this.#worker ??= this.#start();
    const request = { id: ++this.#last, boxes, edges };
    this.#worker.postMessage(request);
    return new Promise((resolve) => this.#waiting.set(request.id, { request, resolve }));
  }

  #start(): Worker {
    const worker = new Worker(new URL("./layout-worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<LayoutAnswer>) => this.#answer(data));
    worker.addEventListener("error", () => this.#giveUp(worker));
    return worker;
  }

  #answer({ id, places }: LayoutAnswer): void {
    this.#waiting.get(id)?.resolve(places);
    this.#waiting.delete(id);
  }

  /** The next layout tries another worker. */
  #giveUp(worker: Worker): void {
    worker.terminate();
    this.#worker = undefined;
    for (const { id, boxes, edges } of [...this.#waiting.values()].map(({ request }) => request))
      this.#answer({ id, places: spread(boxes, edges, inRow) });
  }
}

/** Side by side: in which order they come is all that there is to go by. */
const inRow: Force = (boxes) => {
  let x = 0;
  return new Map(
    boxes.map(({ id, width }) => {
      const place = { x, y: 0 };
      x += width;
      return [id, place];
    }),
  );
};
