import type { Items, WatchEvent } from "@netns/rtnetlink";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LinkEnds } from "./link-ends.js";
import { Mender } from "./mender.js";
import type { Observer, Target } from "./observer.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const observer = { device: 4n, inode: 1n };
/** `INDEX: LINK [NSID]`, of a pair where no other kind is said. */
const link = (index: number, link?: number, linkNetnsid?: number, kind = "veth") =>
  ({
    header: { family: 0, type: 1, index, flags: 0, change: 0 },
    attributes: { ifname: `if${index}`, link, linkNetnsid, linkinfo: { kind } },
  }) as Items["link"];
const event = (type: "present" | "changed" | "deleted", item: Items["link"]): WatchEvent => {
  return { type, subject: "link", item, flags: 0, own: true, nsid: undefined, observer };
};

/** Namespaces with links, and what the mender looks at again. */
function scene(namespaces: Readonly<Record<string, readonly Items["link"][]>>, ids: Readonly<Record<string, string>>) {
  const looked: string[] = [];
  const members = new Map<string, { observer: Observer }>();
  const mender = new Mender(members);
  for (const [key, links] of Object.entries(namespaces)) {
    const ends = new LinkEnds((ifindex, before, after) => {
      if (after === undefined) mender.onGone(it, ifindex, before);
    });
    const targets = Object.entries(ids)
      .filter(([id]) => id.startsWith(key))
      .map(([id, of]): [number, Target] => [Number(id.slice(key.length)), { key: of } as Target]);
    const it: Observer = {
      ...{ key, ends, targets: new Map(targets), openClient: () => undefined, tellLinks: () => {} },
      refresh: (ifindex) => looked.push(`${key} ${ifindex}`),
    };
    members.set(key, { observer: it });
    const subjects = ["link"] as const;
    ends.apply({ type: "snapshot-start", reason: "opened", subjects, observer });
    for (const item of links) ends.apply(event("present", item));
    ends.apply({ type: "snapshot-end", subjects, observer, consistent: true, complete: true });
  }
  const apply = (key: string, what: WatchEvent) => {
    const { observer: it } = members.get(key) as { observer: Observer };
    it.ends.apply(what);
    if (what.type === "changed" && what.subject === "link") mender.onLink(it, what.item.header.index);
  };
  return {
    apply,
    looked: () => {
      vi.runAllTimers();
      return looked.splice(0).sort();
    },
  };
}

const two = { a: [link(2, 5, 0)], b: [link(5, 2, 0)], c: [] };
const ids = { a0: "b", b0: "a", c0: "a" };

test("a pair that is whole is let be", () => {
  const { apply, looked } = scene(two, ids);
  apply("a", event("changed", link(2, 5, 0)));
  apply("b", event("changed", link(5, 2, 0)));
  expect(looked()).toEqual([]);
});

test("the other end has gone, and come elsewhere", () => {
  const { apply, looked } = scene(two, ids);
  apply("b", event("deleted", link(5, 2, 0)));
  expect(looked()).toEqual(["a 2"]);
  apply("c", event("changed", link(5, 2, 0)));
  expect(looked()).toEqual(["a 2", "c 5"]);
});

test("both ends go", () => {
  const { apply, looked } = scene(two, ids);
  apply("b", event("deleted", link(5, 2, 0)));
  apply("a", event("deleted", link(2, 5, 0)));
  expect(looked()).toEqual([]);
});

test("a pair is made: the first is told of without the other", () => {
  const { apply, looked } = scene({ a: [], b: [] }, ids);
  apply("a", event("changed", link(2)));
  apply("b", event("changed", link(5, 2, 0)));
  expect(looked()).toEqual(["a 2", "b 5"]);
});

test("the link beneath has gone", () => {
  const { apply, looked } = scene({ a: [link(1, undefined, undefined, "bridge"), link(2, 1, undefined, "vlan")] }, {});
  apply("a", event("changed", link(2, 1, undefined, "vlan")));
  expect(looked()).toEqual([]);
  apply("a", event("deleted", link(1, undefined, undefined, "bridge")));
  expect(looked()).toEqual(["a 2"]);
});

test("of what is not known nothing is said", () => {
  const { apply, looked } = scene({ a: [link(2, 5, 7)] }, {});
  apply("a", event("changed", link(2, 5, 7)));
  expect(looked()).toEqual([]);
});
