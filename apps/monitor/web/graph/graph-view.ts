import cytoscape, { type Core, type SingularElementReturnValue } from "cytoscape";
import type { Fields } from "../../src/stream/records.js";
import type { Edge, World, WorldNamespace } from "../../src/topology/world.js";
import type { Selection } from "../selection.js";
import { afar, afarAt } from "./afar.js";
import { Classes } from "./classes.js";
import { Drawing } from "./drawing.js";
import { boundsOf } from "./geometry.js";
import { hiddenOf } from "./hidden.js";
import { boxId, nodeId } from "./model.js";
import { dimOf, nearOf } from "./near.js";
import { Outline } from "./outline.js";
import { toItems, type Visible } from "./outline-items.js";
import { palettes, type Theme } from "./palette.js";
import type { Scene } from "./scene.js";
import { stylesheet } from "./stylesheet.js";
import { toSvg } from "./svg.js";
import { Viewport } from "./viewport.js";

/** A picture's longer side, in pixels. */
const LARGEST_PICTURE = 8000;
/** Milliseconds between updates of the text, while things change all the time. */
const LONGEST_PAUSE = 400;

/** What shows a selection. */
const selectionClasses = ["selected", "near", "dim"] as const;

export interface GraphOptions {
  readonly reducedMotion: boolean;
}

type IsNamespaceShown = (namespace: WorldNamespace) => boolean;
type IsLinkShown = (namespace: WorldNamespace, link: Fields["link"]) => boolean;

/**
 * The topology as boxes, links and lines, with a text that says the same. Selecting by mouse or touch; the rest by the
 * methods. Nothing of a new world is drawn until it is complete, or has not been for a second.
 */
export class GraphView {
  readonly #canvas: HTMLElement;
  readonly #outline: Outline;
  readonly #cy: Core;
  readonly #drawing: Drawing;
  readonly #viewport: Viewport;
  readonly #classes: Classes;
  readonly #listeners: ((item: Selection | undefined) => void)[] = [];
  #theme: Theme = "light";
  #world: World | undefined;
  #edges: readonly Edge[] = [];
  #visible: Visible = { namespace: () => true, link: () => true };
  #selection: Selection | undefined;
  #isOutlineOutdated = false;
  /** Milliseconds: what takes long is done less often. */
  #outlinePause = 0;

  constructor(container: HTMLElement, { reducedMotion }: GraphOptions) {
    this.#canvas = document.createElement("div");
    this.#canvas.className = "graph-canvas";
    // What it shows the outline says.
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#outline = new Outline((selection) => this.#choose(selection));
    container.append(this.#canvas, this.#outline.element);
    this.#cy = createGraph(this.#canvas);
    this.#classes = new Classes(this.#cy);
    this.#viewport = new Viewport(this.#cy, !reducedMotion);
    this.#drawing = new Drawing(this.#cy, !reducedMotion, {
      begins: (scene, isNew) => {
        if (isNew) this.#viewport.fit(boundsOf(scene.boxes.values()));
      },
      ends: () => {
        this.#showVisible();
        this.#showSelection();
        this.#showFrom(this.#cy.zoom());
      },
    });
    let seen = afarAt(this.#cy.zoom());
    this.#cy.on("zoom", () => {
      const now = afarAt(this.#cy.zoom());
      if (now !== seen) this.#showFrom(this.#cy.zoom());
      seen = now;
    });
    this.#cy.on("tap", ({ target }) => this.#choose(this.#selectionOf(target)));
    this.#cy.on("dragfree", "node.box", ({ target }) => this.#drawing.keepPlace(target.id()));
    this.setTheme("light");
  }

  /** Takes over a state; what has not changed stays as it is. At most once a frame. */
  update(world: World, edges: readonly Edge[]): void {
    this.#world = world;
    this.#edges = edges;
    this.#updateOutline();
    this.#drawing.update(world, edges);
  }

  /** Highlights it and what it is connected with, and dims all else; undefined: nothing. Listeners are not told. */
  select(item: Selection | undefined): void {
    this.#selection = item;
    this.#outline.select(item);
    this.#showSelection();
  }

  /** Brings it into the middle, large enough to be read. */
  focus({ namespace, link }: Selection): void {
    this.#viewport.focus(link === undefined ? boxId(namespace) : nodeId(namespace, link));
  }

  /** Leaves out the namespaces, and the links, that these say no to. They keep their places. */
  setVisible(namespace: IsNamespaceShown | undefined, link?: IsLinkShown): void {
    this.#visible = { namespace: namespace ?? (() => true), link: link ?? (() => true) };
    this.#updateOutline();
    this.#showVisible();
  }

  /** `listener` is told what a person selects: undefined is nothing. */
  onSelect(listener: (item: Selection | undefined) => void): void {
    this.#listeners.push(listener);
  }

  /** Shows all that is not left out. */
  fit(): void {
    this.#viewport.fit(boundsOf(this.#shown().boxes.values()));
  }

  /** Finds new places for all boxes, and shows all of it. */
  relayout(): void {
    this.#drawing.relayout();
  }

  /** Pixels that what is seen is moved by, to the right and downwards. */
  pan(dx: number, dy: number): void {
    this.#viewport.pan(dx, dy);
  }

  /** Around the middle: larger than 1 is nearer. */
  zoom(factor: number): void {
    this.#viewport.zoom(factor);
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#canvas.style.backgroundColor = palettes[theme].page;
    this.#drawing.setTheme(theme);
  }

  /** A picture of all that is not left out, on the theme's ground; what is selected does not matter. */
  async exportPng(): Promise<Blob> {
    for (const name of selectionClasses) this.#classes.set(name, new Set());
    await this.#classes.settled();
    const { w, h } = this.#cy.elements().boundingBox({});
    const scale = Math.min(2, LARGEST_PICTURE / w, LARGEST_PICTURE / h);
    this.#showFrom(scale);
    await this.#classes.settled();
    const picture = this.#cy.png({ output: "blob-promise", full: true, scale, bg: palettes[this.#theme].page });
    this.#showFrom(this.#cy.zoom());
    this.#showSelection();
    return picture;
  }

  /** The same as SVG. */
  exportSvg(): string {
    return toSvg(this.#shown(), palettes[this.#theme]);
  }

  /** The scene without what is left out. */
  #shown(): Scene {
    const { boxes, nodes, lines } = this.#drawing.scene;
    const shownBoxes = only(boxes, ({ id }) => !this.#classes.has("hidden", id));
    const shownNodes = only(nodes, ({ id, box }) => !this.#classes.has("faded", id) && shownBoxes.has(box));
    const shownLines = only(lines, ({ source, target }) => shownNodes.has(source) && shownNodes.has(target));
    return { boxes: shownBoxes, nodes: shownNodes, lines: shownLines };
  }

  /** Once for all that is told in one go. */
  #updateOutline(): void {
    if (this.#isOutlineOutdated) return;
    this.#isOutlineOutdated = true;
    setTimeout(() => {
      this.#isOutlineOutdated = false;
      const start = performance.now();
      if (this.#world) this.#outline.update(toItems(this.#world, this.#edges, this.#visible));
      this.#outlinePause = Math.min(3 * (performance.now() - start), LONGEST_PAUSE);
    }, this.#outlinePause);
  }

  #selectionOf(target: Core | SingularElementReturnValue): Selection | undefined {
    if (target === this.#cy) return undefined;
    const { boxes, nodes } = this.#drawing.scene;
    const id = (target as SingularElementReturnValue).id();
    const node = nodes.get(id);
    const box = boxes.get(node?.box ?? id);
    if (box?.namespace === undefined) return undefined;
    return { namespace: box.namespace, ...(node && { link: node.ifindex }) };
  }

  #choose(item: Selection | undefined): void {
    this.select(item);
    for (const listener of this.#listeners) listener(item);
  }

  #showSelection(): void {
    const { scene } = this.#drawing;
    const near = nearOf(scene, this.#selection);
    const lines = [...(near?.all ?? [])].filter((id) => scene.lines.has(id));
    this.#classes.set("selected", new Set(near === undefined ? [] : [near.selected]));
    this.#classes.set("near", new Set(lines));
    this.#classes.set("dim", dimOf(scene, near));
  }

  /** As at this zoom. */
  #showFrom(zoom: number): void {
    const seen = afarAt(zoom);
    const boxes = new Set(this.#drawing.scene.boxes.keys());
    for (const one of afar) this.#classes.set(one.name, one === seen ? boxes : new Set());
  }

  #showVisible(): void {
    if (this.#world === undefined) return;
    const { hidden, faded } = hiddenOf(this.#drawing.scene, this.#world, this.#visible);
    this.#classes.set("hidden", hidden);
    this.#classes.set("faded", faded);
  }
}

function createGraph(container: HTMLElement): Core {
  withoutStyleElement();
  const cy = cytoscape({
    container,
    style: stylesheet,
    minZoom: 0.02,
    maxZoom: 4,
    boxSelectionEnabled: false,
    autounselectify: true,
  });
  // It has judged the style. From here on it would tell the console of each line whose ends are at one place for a moment,
  // because one of them moves there.
  cytoscape.warnings(false);
  return cy;
}

const STYLE_ID = "__________cytoscape_stylesheet";

/** Cytoscape puts a style element into the page, which the page does not allow, unless one with this id is there. */
function withoutStyleElement(): void {
  if (document.getElementById(STYLE_ID) !== null) return;
  const placeholder = document.createElement("meta");
  placeholder.id = STYLE_ID;
  document.head.append(placeholder);
}

function only<T>(all: ReadonlyMap<string, T>, isWanted: (item: T) => boolean): Map<string, T> {
  return new Map([...all].filter(([, item]) => isWanted(item)));
}
