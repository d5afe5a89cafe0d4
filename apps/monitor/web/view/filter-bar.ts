import { element, part, setText } from "../dom.js";
import { everything, type Filter } from "../model/filter.js";

/** What is chosen to be shown. */
export class FilterBar {
  readonly #form = part("filter", HTMLFormElement);
  readonly #show = part("show-filter", HTMLButtonElement);
  readonly #text = part("filter-text", HTMLInputElement);
  readonly #kind = part("filter-kind", HTMLSelectElement);
  readonly #state = part("filter-state", HTMLSelectElement);
  readonly #recent = part("filter-recent", HTMLInputElement);
  readonly #loopback = part("filter-loopback", HTMLInputElement);
  readonly #result = part("filter-result", HTMLOutputElement);
  #filter: Filter = everything;
  #kinds = "";

  constructor(changed: () => void) {
    this.#show.addEventListener("click", () => this.#toggle());
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", () => this.#read(changed));
    // The fields are empty after the event only.
    this.#form.addEventListener("reset", () => setTimeout(() => this.#read(changed)));
  }

  get filter(): Filter {
    return this.#filter;
  }

  /** The kinds that there are. The one that is chosen stays, also when there is none of it any more. */
  setKinds(kinds: readonly string[]): void {
    const chosen = this.#kind.value;
    const all = chosen === "" || kinds.includes(chosen) ? kinds : [...kinds, chosen];
    if (all.join("/") === this.#kinds) return;
    this.#kinds = all.join("/");
    const options = all.map((kind) => element("option", { value: kind }, kind));
    this.#kind.replaceChildren(element("option", { value: "" }, "any"), ...options);
    this.#kind.value = chosen;
  }

  /** "3 of 12 namespaces" */
  setResult(text: string): void {
    setText(this.#result, text);
  }

  #read(changed: () => void): void {
    const state = this.#state.value;
    this.#filter = {
      text: this.#text.value,
      kind: this.#kind.value,
      state: state === "up" || state === "down" ? state : "",
      recent: this.#recent.checked,
      hideLoopback: this.#loopback.checked,
    };
    changed();
  }

  #toggle(): void {
    this.#form.hidden = !this.#form.hidden;
    this.#show.setAttribute("aria-expanded", String(!this.#form.hidden));
    if (!this.#form.hidden) this.#text.focus();
  }
}
