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
  readonly #groups = new Map<string, WatchState>();

  /** All that there are, as a snapshot has them. */
  reset(routes: readonly Route[], { observer }: Pick<RouteEvent, "observer">): void {
    this.#groups.clear();
    const listed = { type: "changed", subject: "route", flags: NLM_F_APPEND, own: true, nsid: undefined } as const;
    for (const item of routes) {
      const key = keyOfGroup(item);
      const group = this.#groups.get(key) ?? new WatchState();
      this.#groups.set(key, group);
      group.apply({ ...listed, item, observer });
    }
  }

  apply(event: RouteEvent): RouteEffect {
    const key = keyOfGroup(event.item);
    const group = this.#groups.get(key) ?? new WatchState();
    const before = new Set(group.get("route"));
    group.apply(event);
    const after = new Set(group.get("route"));
    if (after.size > 0) this.#groups.set(key, group);
    else this.#groups.delete(key);
    return {
      gone: [...before].filter((route) => !after.has(route)),
      news: [...after].filter((route) => !before.has(route)),
    };
  }
}

/** Some more may have the same than can replace each other. */
function keyOfGroup({ header, attributes }: Route): string {
  return `${header.family} ${attributes.table ?? header.table} ${attributes.dst}/${header.dstLen}`;
}
