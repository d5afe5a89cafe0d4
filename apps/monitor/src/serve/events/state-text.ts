import { visibleJson } from "../../stream/visible.js";
import { type MutableWorld, recordsOf } from "../../topology/index.js";
import type { WireRecord } from "../../wire.js";
import { sse } from "./sse.js";

/** Characters. */
const CHUNK = 64 * 1024;

/**
 * The state as it is when this is made, as events, for clients that begin. Text is made of it while it is read, and
 * once for all who read: all of it at once would keep everybody else waiting.
 */
export class StateText {
  /** The last batch that is in it. */
  readonly number: number;
  readonly complete: boolean;
  readonly #records: Iterator<WireRecord>;
  readonly #made: Buffer[] = [];

  /** @param number The last batch that the world has taken in. */
  constructor(world: MutableWorld, number: number) {
    this.number = number;
    this.complete = world.isComplete;
    // What the world changes it replaces: these stay as they are.
    this.#records = recordsOf(world).values();
  }

  *events(): Generator<Buffer, void, undefined> {
    for (let i = 0; ; i++) {
      const event = this.#made[i] ?? this.#make();
      if (event === undefined) return;
      this.#made[i] = event;
      yield event;
    }
  }

  #make(): Buffer | undefined {
    const texts: string[] = [];
    let length = 0;
    while (length < CHUNK) {
      const { done, value } = this.#records.next();
      if (done) break;
      const text = JSON.stringify(value);
      texts.push(text);
      length += text.length;
    }
    return texts.length === 0 ? undefined : recordsEvent(texts);
  }
}

/** @param texts Records as JSON. */
export function recordsEvent(texts: readonly string[], id?: string): Buffer {
  return sse("records", visibleJson(`[${texts.join(",")}]`), id);
}
