import { isSame, type Selection } from "../selection.js";
import type { Item } from "./outline-items.js";
import { moveTo } from "./outline-keys.js";

/** Milliseconds that one piece of the work may take. */
const SLICE = 12;

interface Entry {
  item: Item;
  readonly element: HTMLLIElement;
  readonly label: HTMLSpanElement;
  /** Made with the first child. */
  group: HTMLUListElement | undefined;
  entries: Map<string, Entry>;
}

/**
 * The graph as text: a tree of namespaces, links and edges, for those who do not see the graph or have no mouse. Kept in
 * step piece by piece. It gets and loses focus as one; inside, arrow keys move (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/).
 */
export class Outline {
  readonly element: HTMLUListElement;
  readonly #items = new WeakMap<Element, Item>();
  readonly #onSelect: (selection: Selection) => void;
  #entries = new Map<string, Entry>();
  #goal: readonly Item[] = [];
  #isWorking = false;
  #selected: Selection | undefined;

  constructor(onSelect: (selection: Selection) => void) {
    this.#onSelect = onSelect;
    this.element = document.createElement("ul");
    this.element.className = "graph-outline";
    this.element.setAttribute("role", "tree");
    this.element.setAttribute("aria-label", "Namespaces, their links, and how these are connected");
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
    this.element.addEventListener("click", (event) => this.#onClick(event));
    this.element.addEventListener("focusin", ({ target }) => this.#setCurrent(itemOf(target)));
  }

  update(items: readonly Item[]): void {
    this.#goal = items;
    if (!this.#isWorking) this.#work();
  }

  /** Marks what is selected, and makes it what gets the focus next. */
  select(selection: Selection | undefined): void {
    for (const element of this.element.querySelectorAll('[aria-selected="true"]')) this.#mark(element, false);
    this.#selected = selection;
    const entry = this.#find(selection);
    if (entry === undefined) return;
    this.#mark(entry.element, true);
    const parent = entry.element.parentElement?.closest('[role="treeitem"]');
    if (parent) setExpanded(parent, true);
    if (!this.element.contains(document.activeElement)) this.#setCurrent(entry.element);
    if (this.element.clientHeight > 1) entry.element.scrollIntoView({ block: "nearest" });
  }

  /** Takes over what it can in a slice of time; the rest in the next. What has not changed costs next to nothing. */
  #work(): void {
    const end = performance.now() + SLICE;
    const goal = this.#goal;
    this.#isWorking = true;
    const rest = this.#take(this.element, this.#entries, goal, 1, end);
    this.#entries = rest.entries;
    this.element.setAttribute("aria-busy", String(!rest.isDone));
    if (rest.isDone && goal === this.#goal) {
      this.#isWorking = false;
      this.#ensureCurrent();
    } else setTimeout(() => this.#work());
  }

  #take(
    list: Element,
    before: Map<string, Entry>,
    items: readonly Item[],
    level: number,
    end: number,
  ): { readonly entries: Map<string, Entry>; readonly isDone: boolean } {
    const entries = new Map<string, Entry>();
    const wanted = new Set(items.map(({ id }) => id));
    for (const [id, entry] of before) if (!wanted.has(id)) this.#remove(entry);
    let next: Element | null = list.firstElementChild;
    for (const [at, item] of items.entries()) {
      if (at > 0 && performance.now() > end) {
        // The others stay as they were.
        for (const { id } of items.slice(at)) {
          const entry = before.get(id);
          if (entry !== undefined) entries.set(id, entry);
        }
        return { entries, isDone: false };
      }
      const entry = before.get(item.id) ?? this.#create(item, level);
      if (entry.element === next) next = next.nextElementSibling;
      else list.insertBefore(entry.element, next);
      this.#refresh(entry, item, level);
      entries.set(item.id, entry);
    }
    return { entries, isDone: true };
  }

  #create(item: Item, level: number): Entry {
    const element = document.createElement("li");
    element.setAttribute("role", "treeitem");
    element.setAttribute("aria-level", String(level));
    element.tabIndex = -1;
    const label = document.createElement("span");
    element.append(label);
    const none: Item = { id: item.id, text: "", data: {}, selection: undefined, hidden: false, children: [] };
    return { item: none, element, label, group: undefined, entries: new Map() };
  }

  #refresh(entry: Entry, item: Item, level: number): void {
    const { element, label, item: old } = entry;
    entry.item = item;
    this.#items.set(element, item);
    if (old.text !== item.text) {
      label.textContent = item.text;
      // While the style leaves it out (content-visibility), Chromium makes no name of its content.
      element.setAttribute("aria-label", item.text);
    }
    if (old.hidden !== item.hidden) element.hidden = item.hidden;
    for (const name of Object.keys(old.data)) if (item.data[name] === undefined) delete element.dataset[name];
    for (const [name, value] of Object.entries(item.data)) if (old.data[name] !== value) element.dataset[name] = value;
    const isSelected = item.selection !== undefined && level < 3 && isSame(item.selection, this.#selected);
    if ((element.getAttribute("aria-selected") === "true") !== isSelected) this.#mark(element, isSelected);
    this.#refreshChildren(entry, item, level);
  }

  #refreshChildren(entry: Entry, { children }: Item, level: number): void {
    if (children.length === 0 && entry.group === undefined) return;
    if (children.length === 0) {
      for (const child of entry.entries.values()) this.#remove(child);
      entry.group?.remove();
      entry.group = undefined;
      entry.entries = new Map();
      entry.element.removeAttribute("aria-expanded");
      return;
    }
    if (entry.group === undefined) {
      entry.group = document.createElement("ul");
      entry.group.setAttribute("role", "group");
      entry.group.hidden = true;
      entry.element.setAttribute("aria-expanded", "false");
      entry.element.append(entry.group);
    }
    entry.entries = this.#take(entry.group, entry.entries, children, level + 1, Number.POSITIVE_INFINITY).entries;
  }

  /** Focus that would be lost goes to what is near. */
  #remove({ element }: Entry): void {
    if (element.contains(document.activeElement)) {
      const near = moveTo(element, "ArrowDown", false) ?? moveTo(element, "ArrowUp", false);
      near?.focus();
    }
    element.remove();
  }

  #find(selection: Selection | undefined): Entry | undefined {
    if (selection === undefined) return undefined;
    const namespace = this.#entries.get(selection.namespace);
    return selection.link === undefined ? namespace : namespace?.entries.get(String(selection.link));
  }

  #mark(element: Element, isSelected: boolean): void {
    element.setAttribute("aria-selected", String(isSelected));
  }

  /** Exactly one item can be reached with Tab. */
  #setCurrent(element: HTMLElement | undefined): void {
    if (element === undefined) return;
    for (const other of this.element.querySelectorAll<HTMLElement>('[tabindex="0"]')) other.tabIndex = -1;
    element.tabIndex = 0;
  }

  #ensureCurrent(): void {
    if (this.element.querySelector('[tabindex="0"]') === null)
      this.#setCurrent(itemOf(this.element.querySelector('[role="treeitem"]')));
  }

  #onClick({ target }: MouseEvent): void {
    const element = itemOf(target);
    if (element === undefined) return;
    element.focus({ preventScroll: true });
    if (element.hasAttribute("aria-expanded")) setExpanded(element, element.getAttribute("aria-expanded") !== "true");
    this.#choose(element);
  }

  #onKey(event: KeyboardEvent): void {
    const element = itemOf(event.target);
    if (element === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!this.#obey(element, event.key)) return;
    // The page has keys of its own.
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key means something here. */
  #obey(element: HTMLElement, key: string): boolean {
    if (key === "Enter" || key === " ") {
      this.#choose(element);
      return true;
    }
    const isOpen = element.getAttribute("aria-expanded");
    if ((key === "ArrowRight" && isOpen === "false") || (key === "ArrowLeft" && isOpen === "true")) {
      setExpanded(element, key === "ArrowRight");
      return true;
    }
    if (!["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) return false;
    moveTo(element, key)?.focus();
    return true;
  }

  #choose(element: HTMLElement): void {
    const selection = this.#items.get(element)?.selection;
    if (selection !== undefined) this.#onSelect(selection);
  }
}

function itemOf(target: EventTarget | null): HTMLElement | undefined {
  return (target instanceof Element ? target.closest<HTMLElement>('[role="treeitem"]') : null) ?? undefined;
}

function setExpanded(element: Element, isExpanded: boolean): void {
  const group = element.querySelector<HTMLElement>(':scope > [role="group"]');
  if (group === null) return;
  element.setAttribute("aria-expanded", String(isExpanded));
  group.hidden = !isExpanded;
}
