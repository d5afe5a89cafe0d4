import type { Core } from "cytoscape";
import type { Edge, World } from "../../src/topology/world.js";
import { applyChanges } from "./apply.js";
import { difference, type Elements, toElements } from "./difference.js";
import type { Point } from "./geometry.js";
import { Layout } from "./layout.js";
import { type Model, toModel } from "./model.js";
import type { Theme } from "./palette.js";
import { type Arrangements, arrangeAll, type Scene, toScene, toSpread } from "./scene.js";

/** Milliseconds that a world is waited for in which nothing is missing any more. */
const PATIENCE = 1000;
/** Milliseconds between drawings while things change all the time. */
const LONGEST_PAUSE = 400;

/** Milliseconds in which more of a new world is still to be expected: a server that has just begun tells it as it finds it. */
const ARRIVAL = 10_000;
/** What share of boxes and of what joins them may be without a place of its own until all is laid out again. */
const NEW_SHARE = { arriving: 0.2, later: 0.5 };

/** What a drawing tells. */
export interface DrawingListener {
  /** This is going to be drawn. `isNew`: all places are other ones than before. */
  readonly begins: (scene: Scene, isNew: boolean) => void;
  /** The elements of the scene are there. */
  readonly ends: () => void;
}

/** Keeps cytoscape's elements in step with a world: one drawing after the other, with what was told last. */
export class Drawing {
  readonly #cy: Core;
  readonly #isAnimated: boolean;
  readonly #listener: DrawingListener;
  readonly #layout = new Layout();
  #world: World | undefined;
  #edges: readonly Edge[] = [];
  #theme: Theme = "light";
  /** The last world of which anything was drawn. */
  #drawn: World | undefined;
  #scene: Scene = { boxes: new Map(), nodes: new Map(), lines: new Map() };
  #elements: Elements = new Map();
  #arrangements: Arrangements = new Map();
  /** Of boxes: upper left corners. */
  #places: ReadonlyMap<string, Point> = new Map();
  #isDrawing = false;
  #isOutdated = false;
  #isRelayoutWanted = false;
  /** The boxes, and what joined them, when all was laid out last. */
  #laidOut: ReadonlySet<string> = new Set();
  /** When the first of the world was drawn. */
  #since = 0;
  /** Whether a person has given boxes their places since then. */
  #isArranged = false;
  #isPatient = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(cy: Core, isAnimated: boolean, listener: DrawingListener) {
    this.#cy = cy;
    this.#isAnimated = isAnimated;
    this.#listener = listener;
  }

  /** As of the last drawing, or that which is going on. */
  get scene(): Scene {
    return this.#scene;
  }

  /** Nothing of a new world is drawn until it is complete, or has not been for a second. */
  update(world: World, edges: readonly Edge[]): void {
    this.#world = world;
    this.#edges = edges;
    if (world.isComplete) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#isPatient = true;
    } else if (world !== this.#drawn) this.#timer ??= setTimeout(() => this.#losePatience(), PATIENCE);
    this.#draw();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#draw();
  }

  relayout(): void {
    this.#isRelayoutWanted = true;
    this.#draw();
  }

  /** A person has given another place to a box. */
  keepPlace(box: string): void {
    const element = this.#cy.getElementById(box);
    const place = this.#places.get(box);
    const inside = element.children();
    const first = inside.nonempty() ? inside.first() : element;
    const was = this.#elements.get(first.id())?.position;
    if (place === undefined || was === undefined) return;
    this.#isArranged = true;
    const { x, y } = first.position();
    this.#places = new Map(this.#places).set(box, { x: place.x + x - was.x, y: place.y + y - was.y });
    this.#draw();
  }

  #losePatience(): void {
    this.#isPatient = false;
    this.#draw();
  }

  /** One after the other: what came meanwhile is drawn at the end, once. */
  async #draw(): Promise<void> {
    this.#isOutdated = true;
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    try {
      for (let world = this.#next(); world !== undefined; world = this.#next()) {
        const start = performance.now();
        await this.#drawOnce(world);
        // What is large is drawn less often.
        await wait(Math.min(2 * (performance.now() - start), LONGEST_PAUSE));
      }
    } finally {
      this.#isDrawing = false;
    }
  }

  /** The world that is to be drawn, if any is. */
  #next(): World | undefined {
    const world = this.#world;
    const mayBe = world && (world.isComplete || world === this.#drawn || !this.#isPatient);
    if (!mayBe || !this.#isOutdated) return undefined;
    this.#isOutdated = false;
    return world;
  }

  async #drawOnce(world: World): Promise<void> {
    if (world !== this.#drawn) this.#since = performance.now();
    this.#drawn = world;
    const isFirst = this.#elements.size === 0;
    let model = this.#model(world);
    const isNew = this.#isRelayoutWanted || this.#isNew(model);
    if (isNew) {
      await this.#layOut(model);
      // What came meanwhile counts.
      model = this.#model(world);
    }
    this.#scene = toScene(model, this.#arrangements, this.#places);
    this.#places = this.#scene.boxes;
    const elements = toElements(this.#scene, this.#theme);
    const changes = difference(this.#elements, elements);
    this.#elements = elements;
    this.#listener.begins(this.#scene, isNew);
    await applyChanges(this.#cy, changes, this.#isAnimated && !isFirst);
    this.#listener.ends();
  }

  #model(world: World): Model {
    const model = toModel(world, this.#edges);
    this.#arrangements = arrangeAll(model, this.#arrangements);
    return model;
  }

  /** Whether what is there has little to do with what was laid out. */
  #isNew(model: Model): boolean {
    const ids = [...model.boxes.keys()];
    if (ids.length > 0 && !ids.some((id) => this.#places.has(id))) return true;
    if (this.#isArranged) return false;
    const keys = keysOf(toSpread(model, this.#arrangements));
    const fresh = keys.filter((key) => !this.#laidOut.has(key)).length;
    const isArriving = performance.now() - this.#since < ARRIVAL;
    return fresh >= 8 && fresh > keys.length * NEW_SHARE[isArriving ? "arriving" : "later"];
  }

  async #layOut(model: Model): Promise<void> {
    this.#isRelayoutWanted = false;
    this.#isArranged = false;
    const spread = toSpread(model, this.#arrangements);
    this.#laidOut = new Set(keysOf(spread));
    this.#places = await this.#layout.run(spread.boxes, spread.edges);
  }
}

/** Of boxes, and of what joins them: both decide where boxes belong. */
function keysOf({ boxes, edges }: ReturnType<typeof toSpread>): string[] {
  return [...boxes.map(({ id }) => id), ...edges.map(({ source, target }) => JSON.stringify([source, target]))];
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
