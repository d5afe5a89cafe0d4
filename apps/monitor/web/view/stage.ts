import { part, setText } from "../dom.js";
import type { GraphView } from "../graph/graph-view.js";

/** Pixels that an arrow key moves the graph by. */
const step = 80;

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-step, 0],
  ArrowRight: [step, 0],
  ArrowUp: [0, -step],
  ArrowDown: [0, step],
};

/** What is seen of the topology: the graph, or the same as a list. */
export class Stage {
  readonly #stage = part("stage", HTMLElement);
  readonly #toggle = part("show-list", HTMLButtonElement);
  readonly #empty = part("empty", HTMLElement);
  readonly #graph: GraphView;

  constructor(graph: GraphView) {
    this.#graph = graph;
    this.#stage.addEventListener("keydown", (event) => this.#pan(event));
    this.#toggle.addEventListener("click", () => this.toggleList());
    this.#show(false);
    this.#keepMiddle();
  }

  toggleList(): void {
    this.#show(this.#stage.dataset["view"] !== "list");
  }

  /** What is said where there is nothing to be seen. */
  say(text: string | undefined): void {
    this.#empty.hidden = text === undefined;
    setText(this.#empty, text ?? "");
  }

  #show(list: boolean): void {
    this.#stage.dataset["view"] = list ? "list" : "graph";
    this.#toggle.setAttribute("aria-pressed", String(list));
    const tree = this.#stage.querySelector('[role="tree"]');
    if (list) tree?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    // With the focus in it the list would go on covering the graph.
    else if (tree?.contains(document.activeElement)) this.#stage.focus();
  }

  /** What is in the middle stays there when the size is another one: the panel comes and goes. */
  #keepMiddle(): void {
    let [width, height] = [this.#stage.clientWidth, this.#stage.clientHeight];
    new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.#stage;
      this.#graph.pan((width - clientWidth) / 2, (height - clientHeight) / 2);
      [width, height] = [clientWidth, clientHeight];
    }).observe(this.#stage);
  }

  /** In the list arrows go from one item to the next. */
  #pan(event: KeyboardEvent): void {
    const direction = directions[event.key];
    if (direction === undefined || event.target !== this.#stage) return;
    event.preventDefault();
    this.#graph.pan(...direction);
  }
}
