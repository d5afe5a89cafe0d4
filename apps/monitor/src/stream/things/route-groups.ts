import { type ItemEvent, type Items, WatchState } from "@netns/rtnetlink";

type Route = Items["route"];
export type RouteEvent = Extract<ItemEvent, { subject: "route" }>;

/** What an event has done to routes: some of them go without a word of their own. */
interface RouteEffect {
  readonly gone: readonly Route[];
  readonly news: readonly Route[];
}

const NLM_F_APPEND = 0x800;

/**
 * Routes to one destination: an event about one may replace another (`ip route replace`), or take a nexthop from an IPv6
 * route that has several. rtnetlink's state knows how; here it is asked what that has come to, a group at a time.
 */
export class RouteGroups {
  readonly #groups = new Map<string, readonly Route[]>();

  /** All that there are. */
  reset(routes: readonly Route[]): void {
    this.#groups.clear();
    for (const route of routes) {
      const key = keyOfGroup(route);
      this.#groups.set(key, [...(this.#groups.get(key) ?? []), route]);
    }
  }

  apply(event: RouteEvent): RouteEffect {
    const key = keyOfGroup(event.item);
    const before = this.#groups.get(key) ?? [];
    const state = new WatchState();
    for (const item of before) state.apply({ ...event, type: "changed", item, flags: NLM_F_APPEND });
    state.apply(event);
    const after = state.get("route");
    if (after.length > 0) this.#groups.set(key, after);
    else this.#groups.delete(key);
    return {
      gone: before.filter((route) => !after.includes(route)),
      news: after.filter((route) => !before.includes(route)),
    };
  }
}

/** Some more may have the same than can replace each other. */
function keyOfGroup({ header, attributes }: Route): string {
  return `${header.family} ${attributes.table ?? header.table} ${attributes.dst}/${header.dstLen}`;
}
