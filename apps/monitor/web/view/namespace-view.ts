import type { NamespaceKey, World } from "../../src/topology/world.js";
import { element } from "../dom.js";
import { namespaceFacts } from "../model/facts.js";
import { isNameOnly } from "../model/names.js";
import { sections } from "../model/tables.js";
import type { Selection } from "../selection.js";
import { Contents } from "./contents.js";
import { FactsView, Notice } from "./facts-view.js";
import { ProcessesView } from "./processes.js";
import { Section } from "./section.js";

/** What the panel says of a namespace. */
export class NamespaceView {
  readonly element: HTMLElement;
  readonly #key: NamespaceKey;
  readonly #notice = new Notice();
  readonly #facts = new FactsView();
  readonly #contents: readonly Contents[];

  constructor(key: NamespaceKey, go: (selection: Selection) => void) {
    this.#key = key;
    const goToLink = (link: number) => go({ namespace: key, link });
    this.#contents = sections.map(({ kind, title }) => new Contents(kind, title, goToLink));
    const tables = this.#contents.map((one) => one.element);
    this.element = element("div", {}, this.#notice.element, this.#facts.element, ...tables, ...this.#processes());
  }

  update(world: World): void {
    const namespace = world.namespaces.get(this.#key);
    if (namespace === undefined) {
      this.#notice.update("This namespace is gone. Below is what was in it.");
      return;
    }
    this.#notice.update(isNameOnly(namespace) ? "There is no namespace under this name." : namespace.notWatched);
    this.#facts.update(namespaceFacts(world, namespace));
    for (const one of this.#contents) one.update(namespace);
  }

  /** There are none to be asked for of a namespace that could not be looked into. */
  #processes(): HTMLElement[] {
    if (this.#key.startsWith("name:")) return [];
    const processes = new ProcessesView(this.#key, (number) => section.setBadge(String(number)));
    const section = new Section("processes", "Processes", processes.element, () => void processes.load());
    section.setBadge("");
    if (section.isOpen) void processes.load();
    return [section.element];
  }
}
