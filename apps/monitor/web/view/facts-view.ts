import { button, element, setText } from "../dom.js";
import type { Fact } from "../model/facts.js";
import type { Relation, Role } from "../model/relations.js";
import type { Selection } from "../selection.js";

/** The upper part of the panel: names and values, kept in step. */
export class FactsView {
  readonly element = element("dl", { class: "facts" });
  readonly #shown = new Map<string, readonly [HTMLElement, HTMLElement]>();

  update(facts: readonly Fact[]): void {
    const names = new Set(facts.map(({ name }) => name));
    for (const [name, parts] of this.#shown) {
      if (names.has(name)) continue;
      for (const one of parts) one.remove();
      this.#shown.delete(name);
    }
    let before: HTMLElement | undefined;
    for (const fact of facts) before = this.#show(fact, before);
  }

  #show({ name, text }: Fact, before: HTMLElement | undefined): HTMLElement {
    let parts = this.#shown.get(name);
    if (parts === undefined) {
      parts = [element("dt", {}, name), element("dd", { "data-fact": name })];
      this.#shown.set(name, parts);
      if (before === undefined) this.element.prepend(...parts);
      else before.after(...parts);
    }
    const [, value] = parts;
    if (value.textContent !== text) {
      value.replaceChildren(...(name === "State" ? [element("span", { class: "dot", "data-state": text })] : []), text);
    }
    return value;
  }
}

const titles: Readonly<Record<Role, string>> = {
  namespace: "In",
  peer: "Peer",
  master: "Port of",
  lower: "On top of",
  upper: "Beneath",
  port: "Ports",
};

/** What a link belongs to and together with, as buttons that lead there. */
export class RelationsView {
  readonly element = element("dl", { class: "facts" });
  readonly #go: (selection: Selection) => void;
  #shown = "";

  constructor(go: (selection: Selection) => void) {
    this.#go = go;
  }

  update(relations: readonly Relation[]): void {
    const shown = JSON.stringify(relations);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.hidden = relations.length === 0;
    const roles = [...new Set(relations.map(({ role }) => role))];
    this.element.replaceChildren(
      ...roles.flatMap((role) => {
        const places = relations.filter((one) => one.role === role).map((one) => this.#place(one));
        return [element("dt", {}, titles[role]), element("dd", { class: "places" }, ...places)];
      }),
    );
  }

  #place({ title, selection }: Relation): HTMLElement {
    return selection === undefined ? element("span", {}, title) : button(title, () => this.#go(selection));
  }
}

/** A sentence that is there or not. */
export class Notice {
  readonly element = element("p", { class: "notice", hidden: true });

  update(text: string | undefined): void {
    this.element.hidden = text === undefined;
    setText(this.element, text ?? "");
  }
}
