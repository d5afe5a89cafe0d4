import { element, setText } from "../dom.js";

/** Which sections are open, by their names: the same in whatever is selected next. */
const open = new Map<string, boolean>([
  ["link", true],
  ["address", true],
]);

/** A part of the panel that can be folded. Its content is made when it is open only. */
export class Section {
  readonly element: HTMLDetailsElement;
  readonly #badge = element("span", { class: "badge" });
  readonly #content: Node;

  /** @param opened Is to fill it. */
  constructor(name: string, title: string, content: Node, opened: () => void) {
    this.#content = content;
    const summary = element("summary", {}, title, this.#badge);
    this.element = element("details", { class: "section", "data-section": name, open: open.get(name) }, summary);
    this.element.addEventListener("toggle", () => {
      open.set(name, this.element.open);
      if (this.element.open) this.#fill(opened);
    });
    if (this.element.open) this.element.append(content);
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  setBadge(text: string): void {
    this.#badge.hidden = text === "";
    setText(this.#badge, text);
  }

  #fill(opened: () => void): void {
    this.element.append(this.#content);
    opened();
  }
}
