import { element, part } from "../dom.js";
import { type Hit, type SearchIndex, search } from "../model/search.js";
import type { Selection } from "../selection.js";

/** How many hits are shown. */
const most = 50;

/** The search field and the list of what it finds (a combobox, as the ARIA Authoring Practices have it). */
export class SearchBox {
  readonly #input = part("search", HTMLInputElement);
  readonly #list = part("hits", HTMLElement);
  readonly #index: () => SearchIndex;
  readonly #go: (selection: Selection) => void;
  #hits: readonly Hit[] = [];
  #chosen = 0;

  /** @param go Is told what was chosen. */
  constructor(index: () => SearchIndex, go: (selection: Selection) => void) {
    this.#index = index;
    this.#go = go;
    this.#input.addEventListener("input", () => this.#find());
    this.#input.addEventListener("focus", () => this.#find());
    this.#input.addEventListener("blur", () => this.#close());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    // Else the field loses the focus, and the list is closed, before it is clicked on.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => this.#click(target));
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  #find(): void {
    const query = this.#input.value;
    this.#hits = search(this.#index(), query, most);
    this.#chosen = 0;
    if (query.trim() === "") this.#close();
    else this.#show();
  }

  #show(): void {
    const none = element(
      "li",
      { class: "none", role: "option", "aria-disabled": "true" },
      "Nothing like that is there.",
    );
    this.#list.replaceChildren(...(this.#hits.length === 0 ? [none] : this.#hits.map(option)));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#mark();
  }

  #close(): void {
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #mark(): void {
    for (const [at, item] of [...this.#list.children].entries()) {
      item.setAttribute("aria-selected", String(at === this.#chosen && this.#hits.length > 0));
    }
    if (this.#hits.length === 0) return;
    this.#input.setAttribute("aria-activedescendant", `hit-${this.#chosen}`);
    this.#list.children[this.#chosen]?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (this.#list.hidden) this.#find();
      else this.#step(step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#choose(this.#chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.#leave();
    }
  }

  #step(step: number): void {
    const { length } = this.#hits;
    if (length === 0) return;
    this.#chosen = (this.#chosen + step + length) % length;
    this.#mark();
  }

  /** At first the list is left, then the field. */
  #leave(): void {
    if (!this.#list.hidden) this.#close();
    else this.#input.blur();
    this.#input.value = "";
  }

  #click(target: EventTarget | null): void {
    const item = target instanceof Element ? target.closest('[role="option"]') : null;
    if (item !== null) this.#choose([...this.#list.children].indexOf(item));
  }

  #choose(at: number): void {
    const hit = this.#list.hidden ? undefined : this.#hits[at];
    if (hit === undefined) return;
    this.#close();
    this.#input.blur();
    this.#go(hit.selection);
  }
}

function option(hit: Hit, at: number): HTMLElement {
  const item = element(
    "div",
    { id: `hit-${at}`, role: "option" },
    element("span", { class: "title" }, hit.title),
    element("span", { class: "detail" }, hit.detail),
  );
  if (hit.found !== undefined) item.append(element("span", { class: "found" }, hit.found));
  return item;
}
