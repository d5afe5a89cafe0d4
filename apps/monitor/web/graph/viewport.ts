import type { Core } from "cytoscape";
import type { Rectangle } from "./geometry.js";

/** Pixels around all of it. */
const MARGIN = 32;
/** The least at which links can be read, and the most at which all is shown. */
const READABLE = 1.1;

/** Which part of the graph is seen. */
export class Viewport {
  readonly #cy: Core;
  readonly #isAnimated: boolean;

  constructor(cy: Core, isAnimated: boolean) {
    this.#cy = cy;
    this.#isAnimated = isAnimated;
  }

  /** Brings an element into the middle, large enough to be read; none, nothing. */
  focus(id: string): void {
    const eles = this.#cy.getElementById(id);
    if (eles.empty()) return;
    this.#stop();
    const level = Math.max(this.#cy.zoom(), READABLE);
    if (this.#isAnimated) {
      this.#cy.animate({ zoom: level, center: { eles } }, { duration: 250 });
      return;
    }
    this.#cy.zoom(level);
    this.#cy.center(eles);
  }

  /** Shows all of it. */
  fit({ x, y, width, height }: Rectangle): void {
    this.#stop();
    const [across, down] = [this.#cy.width(), this.#cy.height()];
    if (width === 0 || across === 0 || down === 0) return;
    const zoom = Math.min((across - 2 * MARGIN) / width, (down - 2 * MARGIN) / height, READABLE);
    const pan = { x: across / 2 - (x + width / 2) * zoom, y: down / 2 - (y + height / 2) * zoom };
    this.#cy.viewport({ zoom: Math.max(zoom, this.#cy.minZoom()), pan });
  }

  /** Before something else is shown. Of a new size of its container cytoscape would hear only after a while. */
  #stop(): void {
    this.#cy.stop();
    this.#cy.resize();
  }

  /** Pixels that what is seen is moved by, to the right and downwards. */
  pan(dx: number, dy: number): void {
    this.#cy.panBy({ x: -dx, y: -dy });
  }

  /** Around the middle: larger than 1 is nearer. */
  zoom(factor: number): void {
    const renderedPosition = { x: this.#cy.width() / 2, y: this.#cy.height() / 2 };
    this.#cy.zoom({ level: this.#cy.zoom() * factor, renderedPosition });
  }
}
