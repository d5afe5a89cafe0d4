import { expect, vi } from "vitest";
import type { Monitor } from "../../fixtures/monitor.js";
import type { WireRecord } from "../../wire.js";
import { apply, createWorld, recordsOf, toSnapshot, type World } from "../index.js";
import { graphByIp, graphOf } from "./graph.js";

/** Milliseconds. What the kernel does by itself, such as ending a namespace, takes its time: it is looked at again. */
const PATIENCE = 20_000;

/** The world that a monitor's lines lead to. */
export class Follower {
  readonly #monitor: Monitor;
  readonly #world = createWorld();
  #taken = 0;

  constructor(monitor: Monitor) {
    this.#monitor = monitor;
  }

  get world(): World {
    const { lines } = this.#monitor;
    for (const line of lines.slice(this.#taken)) apply(this.#world, JSON.parse(line) as WireRecord);
    this.#taken = lines.length;
    return this.#world;
  }

  /** Waits until what ip says is what is meant, and what the monitor says is what ip says. */
  async seesWhatIpSees(edges: readonly string[]): Promise<void> {
    const expected = [...edges].sort();
    const end = performance.now() + PATIENCE;
    for (;;) {
      const oracle = graphByIp();
      const isSame = () => {
        expect(graphOf(this.world)).toEqual(oracle);
        expect(oracle.edges.map(withoutChance).sort()).toEqual(expected);
      };
      try {
        await vi.waitFor(isSame, { timeout: 2000, interval: 20 });
        break;
      } catch (error) {
        if (performance.now() > end) throw error;
      }
    }
    this.#replays();
  }

  /** A client that comes now gets the same. */
  #replays(): void {
    const world = createWorld();
    for (const record of recordsOf(this.#world)) apply(world, record);
    expect(toSnapshot(world)).toEqual(toSnapshot(this.#world));
  }
}

/** Numbers that the kernel gives stand as in what is meant. */
function withoutChance(edge: string): string {
  return edge.replace(/nsid \d+ of/, "nsid N of").replace(/\/\d{1,2}\b/g, "/few");
}
