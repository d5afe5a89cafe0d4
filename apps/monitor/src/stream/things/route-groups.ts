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
  /** As they were listed; those that there was an event about as a state, which is much more than a list. */
  readonly #groups = new Map<string, Route[] | WatchState>();

  /** All that there are. */
  reset(routes: readonly Route[]): void {
    this.#groups.clear();
    for (const route of routes) {
      const key = keyOfGroup(route);
      const group = this.#groups.get(key);
      if (Array.isArray(group)) group.push(route);
      else this.#groups.set(key, [route]);
    }
  }

  apply(event: RouteEvent): RouteEffect {
    const key = keyOfGroup(event.item);
    const group = this.#groups.get(key) ?? [];
    const state = group instanceof WatchState ? group : stateOf(group, event);
    const before = new Set(state.get("route"));
    state.apply(event);
    const after = new Set(state.get("route"));
    if (after.size > 0) this.#groups.set(key, state);
    else this.#groups.delete(key);
    return {
      gone: [...before].filter((route) => !after.has(route)),
      news: [...after].filter((route) => !before.has(route)),
    };
  }
}

function stateOf(routes: readonly Route[], event: RouteEvent): WatchState {
  const state = new WatchState();
  for (const item of routes) state.apply({ ...event, type: "changed", item, flags: NLM_F_APPEND });
  return state;
}

/** Some more may have the same than can replace each other. */
function keyOfGroup({ header, attributes }: Route): string {
  return `${header.family} ${attributes.table ?? header.table} ${attributes.dst}/${header.dstLen}`;
}
