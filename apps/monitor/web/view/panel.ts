import type { Edge, World } from "../../src/topology/world.js";
import { part, setText } from "../dom.js";
import { isThere, linkTitle, titleOf } from "../model/names.js";
import { isSame, type Selection } from "../selection.js";
import { LinkView } from "./link-view.js";
import { NamespaceView } from "./namespace-view.js";

/** What the panel asks for. */
export interface PanelListener {
  /** Something else is to be selected. */
  go(selection: Selection): void;
  /** It is to be shown in the graph. */
  show(selection: Selection): void;
  close(): void;
}

/** All that is known of what is selected. */
export class Panel {
  readonly #panel = part("panel", HTMLElement);
  readonly #title = part("panel-title", HTMLElement);
  readonly #kind = part("panel-kind", HTMLElement);
  readonly #body = part("panel-body", HTMLElement);
  readonly #listener: PanelListener;
  #selection: Selection | undefined;
  #view: NamespaceView | LinkView | undefined;

  constructor(listener: PanelListener) {
    this.#listener = listener;
    part("panel-close", HTMLButtonElement).addEventListener("click", () => listener.close());
    part("panel-show", HTMLButtonElement).addEventListener("click", () => {
      if (this.#selection !== undefined) listener.show(this.#selection);
    });
  }

  select(selection: Selection | undefined): void {
    if (isSame(this.#selection, selection)) return;
    // What had it in the panel is gone then: the focus would be nowhere.
    const hadFocus = this.#panel.contains(document.activeElement);
    this.#selection = selection;
    this.#title.textContent = "";
    this.#view = selection && viewOf(selection, (next) => this.#listener.go(next));
    this.#panel.hidden = selection === undefined;
    this.#body.replaceChildren(...(this.#view === undefined ? [] : [this.#view.element]));
    this.#body.scrollTop = 0;
    if (hadFocus && selection !== undefined) this.#title.focus();
    else if (hadFocus) part("stage", HTMLElement).focus();
  }

  focus(): void {
    this.#title.focus();
  }

  update(world: World, edges: readonly Edge[]): void {
    if (this.#selection === undefined) return;
    this.#view?.update(world, edges);
    // What is gone keeps the title that it had.
    if (isThere(world, this.#selection) || this.#title.textContent === "") this.#head(world, this.#selection);
  }

  #head(world: World, { namespace, link }: Selection): void {
    const found = world.namespaces.get(namespace);
    const title = found === undefined ? namespace : titleOf(found);
    setText(this.#title, link === undefined ? title : linkTitle(found, link));
    setText(this.#kind, link === undefined ? "Namespace" : `Link in ${title}`);
  }
}

function viewOf(selection: Selection, go: (selection: Selection) => void): NamespaceView | LinkView {
  const { namespace, link } = selection;
  return link === undefined ? new NamespaceView(namespace, go) : new LinkView({ namespace, link }, go);
}
