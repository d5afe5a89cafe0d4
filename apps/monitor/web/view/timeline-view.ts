import { button, element, part, setText } from "../dom.js";
import { clockWithMilliseconds, count } from "../model/format.js";
import { summaryOf, type Timeline, type TimelineEntry, type TimelineFilter } from "../model/timeline.js";
import type { Selection } from "../selection.js";
import { keepReachable, wireRovingFocus } from "./roving.js";

/** Milliseconds between two sentences to who does not see the page. */
const summaryEvery = 5_000;

const signs: Readonly<Record<TimelineEntry["tone"], string>> = { added: "+", changed: "~", removed: "−", gap: "!" };

/** The last things that happened, the newest first. */
export class TimelineView {
  readonly #timeline: Timeline;
  readonly #list = part("timeline", HTMLOListElement);
  readonly #count = part("timeline-count", HTMLElement);
  readonly #pause = part("timeline-pause", HTMLButtonElement);
  readonly #onlySelected = part("timeline-selected", HTMLInputElement);
  readonly #kinds = part("timeline-kinds", HTMLSelectElement);
  readonly #empty = part("timeline-empty", HTMLElement);
  readonly #go: (selection: Selection) => void;
  readonly #shown = new Map<number, HTMLElement>();
  #selection: Selection | undefined;
  #paused: readonly TimelineEntry[] | undefined;
  /** How many there were when it was paused. */
  #toldAtPause = 0;
  #summarized = 0;

  constructor(timeline: Timeline, go: (selection: Selection) => void) {
    this.#timeline = timeline;
    this.#go = go;
    this.#pause.addEventListener("click", () => this.togglePause());
    this.#onlySelected.addEventListener("change", () => this.render());
    this.#kinds.addEventListener("change", () => this.render());
    wireRovingFocus(this.#list);
    wireFold();
    setInterval(() => this.#summarize(), summaryEvery);
  }

  setSelection(selection: Selection | undefined): void {
    this.#selection = selection;
    if (this.#onlySelected.checked) this.render();
  }

  togglePause(): void {
    this.#paused = this.#paused === undefined ? [...this.#timeline.entries] : undefined;
    this.#toldAtPause = this.#timeline.told;
    this.#pause.setAttribute("aria-pressed", String(this.#paused !== undefined));
    setText(this.#pause, this.#paused === undefined ? "Pause" : "Go on");
    this.render();
  }

  render(): void {
    this.#showCount();
    const entries = this.#timeline.newestFirst(this.#filter(), this.#paused);
    this.#empty.hidden = this.#timeline.told > 0;
    this.#forgetAllBut(entries);
    for (const [at, entry] of entries.entries()) this.#place(entry, at);
    keepReachable(this.#list);
  }

  /** Each choice says the kinds that it stands for. */
  #filter(): TimelineFilter {
    const { value } = this.#kinds;
    return {
      of: this.#onlySelected.checked ? this.#selection : undefined,
      kinds: value === "" ? undefined : new Set(value.split(" ")),
    };
  }

  #showCount(): void {
    const waiting = this.#timeline.told - this.#toldAtPause;
    const { told } = this.#timeline;
    setText(
      this.#count,
      this.#paused === undefined ? (told === 0 ? "" : count(told, "event")) : `paused, ${waiting} more`,
    );
  }

  #forgetAllBut(entries: readonly TimelineEntry[]): void {
    const numbers = new Set(entries.map(({ number }) => number));
    for (const [number, item] of this.#shown) {
      if (numbers.has(number)) continue;
      item.remove();
      this.#shown.delete(number);
    }
  }

  #place(entry: TimelineEntry, at: number): void {
    let item = this.#shown.get(entry.number);
    if (item === undefined) {
      item = element("li", { class: "fresh" }, this.#line(entry));
      this.#shown.set(entry.number, item);
    }
    const there = this.#list.children[at];
    if (there !== item) this.#list.insertBefore(item, there ?? null);
  }

  #line({ time, tone, where, text, selection }: TimelineEntry): HTMLElement {
    const parts = [
      element("time", { datetime: new Date(time).toISOString() }, clockWithMilliseconds(time)),
      element("span", { class: "sign", "aria-hidden": "true" }, signs[tone]),
      element("span", { class: "where" }, where),
      element("span", { class: "what" }, text),
    ];
    const attributes = { class: "happening", "data-tone": tone };
    if (selection === undefined) return element("div", attributes, ...parts);
    const line = button("", () => this.#go(selection), { ...attributes, tabindex: "-1" });
    line.append(...parts);
    return line;
  }

  /** What is paused is not read aloud either: all of it is, when it goes on. */
  #summarize(): void {
    if (this.#paused !== undefined) return;
    const summary = summaryOf(this.#timeline.entries, this.#summarized);
    this.#summarized = this.#timeline.told;
    if (summary !== undefined) setText(part("summary", HTMLElement), summary);
  }
}

function wireFold(): void {
  const fold = part("timeline-fold", HTMLButtonElement);
  const body = part("timeline-body", HTMLElement);
  fold.addEventListener("click", () => {
    body.hidden = !body.hidden;
    fold.setAttribute("aria-expanded", String(!body.hidden));
  });
}
