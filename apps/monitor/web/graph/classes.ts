import type { Core } from "cytoscape";
import { inPieces } from "./pieces.js";

/** A box takes all that is in it along. */
const PIECE = 40;

/**
 * Which elements have which class: brought about in pieces, and only where something differs. What they have is asked of the
 * elements, which come and go.
 */
export class Classes {
  readonly #cy: Core;
  readonly #wanted = new Map<string, ReadonlySet<string>>();
  #working: Promise<void> | undefined;

  constructor(cy: Core) {
    this.#cy = cy;
  }

  /** `ids`: those that shall have it, of elements that are there: it is to be set again when others have come. */
  set(name: string, ids: ReadonlySet<string>): void {
    this.#wanted.set(name, ids);
    this.#working ??= this.#work();
  }

  /** Resolves when elements have what is wanted. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** Whether it shall have it. */
  has(name: string, id: string): boolean {
    return this.#wanted.get(name)?.has(id) ?? false;
  }

  async #work(): Promise<void> {
    try {
      // What else is set in this go counts as well.
      await Promise.resolve();
      for (let changes = this.#missing(); changes.length > 0; changes = this.#missing())
        await inPieces(this.#cy, changes, PIECE, (change) => this.#give(change));
    } finally {
      this.#working = undefined;
    }
  }

  #missing(): Change[] {
    return [...this.#wanted.keys()].flatMap((name) => {
      const others = this.#cy.elements().filter((element) => element.hasClass(name) !== this.has(name, element.id()));
      return others.map((element) => ({ name, id: element.id() }));
    });
  }

  /** As is wanted by now. */
  #give({ name, id }: Change): void {
    this.#cy.getElementById(id).toggleClass(name, this.has(name, id));
  }
}

interface Change {
  readonly name: string;
  readonly id: string;
}
