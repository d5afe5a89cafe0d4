import type { WorldNamespace } from "../../src/topology/world.js";
import { type Kind, sizeOf, tableOf } from "../model/tables.js";
import { Section } from "./section.js";
import { TableView } from "./table-view.js";

/** A section with a table of things of one kind: of a namespace, or of one link in it. */
export class Contents {
  readonly #kind: Kind;
  readonly #ofLink: number | undefined;
  readonly #table: TableView;
  readonly #section: Section;
  #namespace: WorldNamespace | undefined;

  constructor(kind: Kind, title: string, go: (ifindex: number) => void, ofLink?: number) {
    this.#kind = kind;
    this.#ofLink = ofLink;
    this.#table = new TableView(title, go);
    this.#section = new Section(kind, title, this.#table.element, () => this.#fill());
  }

  get element(): HTMLElement {
    return this.#section.element;
  }

  update(namespace: WorldNamespace): void {
    this.#namespace = namespace;
    const size = sizeOf(namespace, this.#kind, this.#ofLink);
    this.#section.setBadge(size.toLocaleString("en"));
    // What is empty takes no place.
    this.element.hidden = size === 0;
    if (this.#section.isOpen) this.#fill();
  }

  #fill(): void {
    if (this.#namespace !== undefined) this.#table.update(tableOf(this.#namespace, this.#kind, this.#ofLink));
  }
}
