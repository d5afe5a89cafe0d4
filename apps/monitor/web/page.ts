import { edgesOf } from "../src/topology/edges.js";
import { toSnapshot } from "../src/topology/snapshot.js";
import type { NamespaceKey, World } from "../src/topology/world.js";
import { part } from "./dom.js";
import { Feed, type FeedState } from "./feed/feed.js";
import { afterLayout, Frame, throttle } from "./frame.js";
import { GraphView } from "./graph/graph-view.js";
import { countsOf } from "./model/counts.js";
import { kindsIn, type Visible, visibleBy } from "./model/filter.js";
import { count } from "./model/format.js";
import { stillThere } from "./model/names.js";
import { indexOf, type SearchIndex } from "./model/search.js";
import { type Happening, Timeline } from "./model/timeline.js";
import { isSame, type Selection } from "./selection.js";
import { showBriefly } from "./view/banners.js";
import { hideConnection, showDisconnected, showLocked, showMissing, showResync } from "./view/connection.js";
import { wireExports } from "./view/exports.js";
import { FilterBar } from "./view/filter-bar.js";
import { showCounts, showState } from "./view/head.js";
import { wireHelp } from "./view/help.js";
import { wireKeys } from "./view/keys.js";
import { Panel } from "./view/panel.js";
import { wireResize } from "./view/resize.js";
import { SearchBox } from "./view/search-box.js";
import { Stage } from "./view/stage.js";
import { wireTheme } from "./view/theme.js";
import { TimelineView } from "./view/timeline-view.js";

/** Milliseconds. What is read, and may be long, does not have to follow each frame. */
const textEvery = 250;
/** Milliseconds. By time alone a change stops being recent. */
const filterEvery = 5_000;
const zoomStep = 1.25;

/** All parts of the page, and what they tell each other. */
export class Page {
  readonly #feed = new Feed({
    state: (state) => this.#stateIs(state),
    locked: () => this.#locked(),
    missing: (sentences) => showMissing(sentences),
    renewed: () => this.#changed(undefined),
    changed: (namespaces) => this.#changed(namespaces),
    happened: (happening) => this.#happened(happening),
  });
  readonly #graph = new GraphView(part("graph", HTMLElement), {
    reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  readonly #timeline = new Timeline();
  readonly #timelineView = new TimelineView(this.#timeline, (item) => this.#goTo(item));
  readonly #panel = new Panel({
    go: (item) => this.#goTo(item),
    show: (item) => this.#graph.focus(item),
    close: () => this.#select(undefined),
  });
  readonly #search = new SearchBox(
    () => this.#searchIndex(),
    (item) => {
      this.#goTo(item);
      this.#panel.focus();
    },
  );
  readonly #filterBar = new FilterBar(() => this.#filter());
  readonly #stage = new Stage(this.#graph);
  readonly #frame = new Frame(() => this.#render());
  readonly #updatePanel = throttle(() => this.#panel.update(this.#world, edgesOf(this.#world)), textEvery);
  readonly #updateTimeline = throttle(() => this.#timelineView.render(), textEvery);
  readonly #changedAt = new Map<NamespaceKey, number>();
  #visible: Visible = { namespace: undefined, link: undefined };
  #selection: Selection | undefined;
  #isWorldNew = false;
  #isTimelineNew = false;
  #disconnectedSince: number | undefined;
  #isLocked = false;
  #index: SearchIndex | undefined;

  start(): void {
    const openHelp = wireHelp();
    wireTheme((theme) => this.#graph.setTheme(theme));
    wireResize();
    wireExports({
      png: () => this.#graph.exportPng(),
      svg: () => this.#graph.exportSvg(),
      json: () => ({ version: 1, ...toSnapshot(this.#world) }),
    });
    part("fit", HTMLButtonElement).addEventListener("click", () => this.#graph.fit());
    part("relayout", HTMLButtonElement).addEventListener("click", () => this.#graph.relayout());
    this.#graph.onSelect((item) => this.#select(item));
    wireKeys({
      "/": () => this.#search.focus(),
      "?": openHelp,
      f: () => this.#graph.fit(),
      r: () => this.#graph.relayout(),
      l: () => this.#stage.toggleList(),
      p: () => this.#timelineView.togglePause(),
      "+": () => this.#graph.zoom(zoomStep),
      "=": () => this.#graph.zoom(zoomStep),
      "-": () => this.#graph.zoom(1 / zoomStep),
      Escape: () => this.#select(undefined),
    });
    setInterval(() => {
      if (this.#filterBar.filter.recent) this.#filter();
    }, filterEvery);
    this.#feed.connect();
  }

  get #world(): World {
    return this.#feed.world;
  }

  #searchIndex(): SearchIndex {
    this.#index ??= indexOf(this.#world);
    return this.#index;
  }

  #stateIs(state: FeedState): void {
    showState(state);
    // Said once: each try in vain says so again.
    if (state === "disconnected" && this.#disconnectedSince === undefined) {
      this.#disconnectedSince = this.#feed.heardAt;
      showDisconnected(this.#disconnectedSince, () => this.#feed.connect());
    } else if (state === "live") {
      this.#disconnectedSince = undefined;
      this.#isLocked = false;
      hideConnection();
    }
    this.#frame.ask();
  }

  #locked(): void {
    if (this.#isLocked) return;
    this.#isLocked = true;
    showLocked();
  }

  /** @param namespaces Undefined: all of them. */
  #changed(namespaces: ReadonlySet<NamespaceKey> | undefined): void {
    for (const key of namespaces ?? []) this.#changedAt.set(key, Date.now());
    for (const key of namespaces ?? this.#changedAt.keys()) {
      if (!this.#world.namespaces.has(key)) this.#changedAt.delete(key);
    }
    this.#isWorldNew = true;
    this.#index = undefined;
    this.#frame.ask();
  }

  #happened(happening: Happening): void {
    this.#timeline.add(happening);
    if (happening.tone === "gap") showResync(happening.where);
    this.#isTimelineNew = true;
    this.#frame.ask();
  }

  #render(): void {
    if (this.#isTimelineNew) this.#updateTimeline();
    if (this.#isWorldNew) this.#renderWorld();
    this.#isTimelineNew = false;
    this.#isWorldNew = false;
    this.#stage.say(this.#emptyText());
  }

  #renderWorld(): void {
    this.#graph.update(this.#world, edgesOf(this.#world));
    showCounts(countsOf(this.#world));
    this.#filterBar.setKinds(kindsIn(this.#world.namespaces.values()));
    // The others say the same of a link at any time, and the graph has them.
    if (this.#filterBar.filter.recent) this.#filter();
    else this.#showResult(this.#visible);
    this.#updatePanel();
  }

  #emptyText(): string | undefined {
    const hasOthers = [...this.#world.namespaces.values()].some(({ own }) => !own);
    if (hasOthers || document.documentElement.dataset["state"] !== "live") return undefined;
    return "There is no network namespace with a name. One that is made appears here: try “ip netns add blue”.";
  }

  #filter(): void {
    this.#visible = visibleBy(this.#filterBar.filter, (key) => this.#changedAt.get(key), Date.now());
    this.#graph.setVisible(this.#visible.namespace, this.#visible.link);
    this.#showResult(this.#visible);
  }

  #showResult({ namespace: isSeen }: Visible): void {
    const all = [...this.#world.namespaces.values()];
    const seen = isSeen === undefined ? all : all.filter(isSeen);
    this.#filterBar.setResult(`${seen.length} of ${count(all.length, "namespace")}`);
  }

  #goTo(item: Selection): void {
    const there = stillThere(this.#world, item);
    if (there === undefined) {
      showBriefly("That namespace is gone.");
      return;
    }
    this.#select(there);
    // The panel may have taken room from it.
    afterLayout(() => this.#graph.focus(there));
  }

  #select(item: Selection | undefined): void {
    if (isSame(this.#selection, item)) return;
    this.#selection = item;
    this.#graph.select(item);
    this.#panel.select(item);
    this.#panel.update(this.#world, edgesOf(this.#world));
    this.#timelineView.setSelection(item);
  }
}
