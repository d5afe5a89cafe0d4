import type { Edge, World } from "../../src/topology/world.js";
import { element } from "../dom.js";
import { linkFacts } from "../model/facts.js";
import { linkOf } from "../model/names.js";
import { relationsOf } from "../model/relations.js";
import { type Kind, sections } from "../model/tables.js";
import type { Selection } from "../selection.js";
import { Contents } from "./contents.js";
import { FactsView, Notice, RelationsView } from "./facts-view.js";

/** A selection that is of a link. */
export type LinkSelection = Selection & { readonly link: number };

/** What there is of a link itself. */
const ofLinks: ReadonlySet<Kind> = new Set<Kind>(["address", "route", "neighbor", "nexthop", "fdb"]);

/** What the panel says of a link. */
export class LinkView {
  readonly element: HTMLElement;
  readonly #selection: LinkSelection;
  readonly #notice = new Notice();
  readonly #facts = new FactsView();
  readonly #relations: RelationsView;
  readonly #contents: readonly Contents[];

  constructor(selection: LinkSelection, go: (selection: Selection) => void) {
    this.#selection = selection;
    this.#relations = new RelationsView(go);
    const { namespace, link: ofLink } = selection;
    const goToLink = (link: number) => go({ namespace, link });
    this.#contents = sections
      .filter(({ kind }) => ofLinks.has(kind))
      .map(({ kind, title }) => new Contents(kind, title, goToLink, ofLink));
    const tables = this.#contents.map((one) => one.element);
    this.element = element("div", {}, this.#notice.element, this.#facts.element, this.#relations.element, ...tables);
  }

  update(world: World, edges: readonly Edge[]): void {
    const { namespace: key, link: ifindex } = this.#selection;
    const namespace = world.namespaces.get(key);
    const link = linkOf(namespace, ifindex);
    if (namespace === undefined || link === undefined) {
      this.#notice.update("This link is gone. Below is how it was.");
      return;
    }
    this.#notice.update(undefined);
    this.#facts.update(linkFacts(link));
    this.#relations.update(relationsOf(world, edges, key, ifindex));
    for (const one of this.#contents) one.update(namespace);
  }
}
