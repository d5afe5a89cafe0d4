import { button, element, setText } from "../dom.js";
import type { Cell } from "../model/columns.js";
import { count } from "../model/format.js";
import { filterRows, type Row, type Table } from "../model/tables.js";

/** How many rows are made at first, and with each "Show more". */
const page = 200;
/** From how many rows on there is a field to look for some. */
const many = 12;

/** A table that is kept in step: rows that stay are the same elements, so that focus and scroll position stay as well. */
export class TableView {
  readonly element: HTMLElement;
  readonly #go: (ifindex: number) => void;
  readonly #query = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  readonly #tools = element("div", { class: "section-tools" }, this.#query);
  readonly #head = element("tr");
  readonly #body = element("tbody");
  readonly #more: HTMLButtonElement;
  readonly #rows = new Map<string, ShownRow>();
  #table: Table = { columns: [], rows: [] };
  #shown = page;

  /** @param go Is told the ifindex of a link that was pressed. */
  constructor(title: string, go: (ifindex: number) => void) {
    this.#go = go;
    this.#query.placeholder = "Only rows with …";
    this.#query.setAttribute("aria-label", `${title}: only rows with`);
    this.#query.addEventListener("input", () => this.#render());
    this.#more = button("", () => {
      this.#shown += page;
      this.#render();
    });
    const table = element("table", { "aria-label": title }, element("thead", {}, this.#head), this.#body);
    const scroll = element("div", { class: "table-scroll" }, table);
    this.element = element("div", {}, this.#tools, scroll, element("div", { class: "section-tools" }, this.#more));
  }

  update(table: Table): void {
    if (table.columns.join("/") !== this.#table.columns.join("/")) {
      this.#head.replaceChildren(...table.columns.map((title) => element("th", { scope: "col" }, title)));
      this.#body.replaceChildren();
      this.#rows.clear();
    }
    this.#table = table;
    this.#render();
  }

  #render(): void {
    const { rows } = this.#table;
    this.#tools.hidden = rows.length < many && this.#query.value === "";
    const found = filterRows(rows, this.#query.value);
    const shown = found.slice(0, this.#shown);
    this.#forgetAllBut(shown);
    for (const [at, row] of shown.entries()) this.#place(row, at);
    this.#more.hidden = found.length <= this.#shown;
    setText(this.#more, `Show more (${count(found.length - shown.length, "row")} left)`);
  }

  #forgetAllBut(rows: readonly Row[]): void {
    const keys = new Set(rows.map(({ key }) => key));
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      row.element.remove();
      this.#rows.delete(key);
    }
  }

  #place(row: Row, at: number): void {
    let shown = this.#rows.get(row.key);
    if (shown === undefined) {
      shown = new ShownRow(this.#go);
      this.#rows.set(row.key, shown);
    }
    shown.update(row);
    // To move an element takes the focus from it.
    const there = this.#body.children[at];
    if (there !== shown.element) this.#body.insertBefore(shown.element, there ?? null);
  }
}

class ShownRow {
  readonly element = element("tr");
  readonly #go: (ifindex: number) => void;
  #cells: readonly Cell[] = [];

  constructor(go: (ifindex: number) => void) {
    this.#go = go;
  }

  update({ cells, state }: Row): void {
    if (state !== undefined) this.element.dataset["state"] = state;
    for (const [at, cell] of cells.entries()) {
      if (isSame(this.#cells[at], cell)) continue;
      const before = this.element.children[at];
      // What names the row is said with each of its cells.
      const made = at === 0 ? element("th", { scope: "row" }) : element("td");
      made.append(this.#content(cell));
      if (before === undefined) this.element.append(made);
      else before.replaceWith(made);
    }
    this.#cells = cells;
  }

  #content({ text, link }: Cell): Node | string {
    return link === undefined ? text : button(text, () => this.#go(link), { class: "go" });
  }
}

function isSame(one: Cell | undefined, other: Cell): boolean {
  return one?.text === other.text && one.link === other.link;
}
