import { expect, test } from "vitest";
import type { WorldNamespace } from "../../src/topology/world.js";
import { smallWorld } from "../fixtures/world.js";
import { everything, type Filter, kindsIn, recently, visibleBy } from "./filter.js";

const now = 1_000_000;
const world = smallWorld();

/** Namespaces with those of their links that are seen. */
function seen(filter: Partial<Filter>, changedAt: Readonly<Record<string, number>> = {}): Record<string, string[]> {
  const { namespace, link } = visibleBy({ ...everything, ...filter }, (key) => changedAt[key], now);
  const shown = [...world.namespaces.values()].filter((one) => namespace?.(one) ?? true);
  return Object.fromEntries(shown.map((one) => [one.names[0], linksOf(one, link)]));
}

function linksOf(namespace: WorldNamespace, isSeen: ReturnType<typeof visibleBy>["link"]): string[] {
  const links = [...namespace.things.link.values()];
  return links.filter((link) => isSeen?.(namespace, link) ?? true).map(({ ifname }) => ifname);
}

test("nothing chosen: nothing has to be looked at", () => {
  expect(visibleBy(everything, () => undefined, now)).toEqual({ namespace: undefined, link: undefined });
});

test("by kind and state: only namespaces that have such links", () => {
  expect(seen({ kind: "bridge" })).toEqual({ blue: ["br0"] });
  expect(seen({ kind: "veth" })).toEqual({ blue: ["eth0", "port1"], red: ["eth0"] });
  expect(seen({ kind: "veth", state: "up" })).toEqual({ blue: ["eth0"] });
  // A link without a carrier does not work.
  expect(seen({ state: "down" })).toEqual({ blue: ["port1"], red: ["eth0"] });
});

test("by name: a namespace that is called so with all links, another one with those that are", () => {
  expect(seen({ text: "red" })).toEqual({ red: ["eth0"] });
  expect(seen({ text: "AZU" })).toEqual({ blue: ["lo", "eth0", "br0", "port1"] });
  expect(seen({ text: "eth" })).toEqual({ blue: ["eth0"], red: ["eth0"] });
  expect(seen({ text: "uplink" })).toEqual({ blue: ["eth0"] });
});

test("loopbacks can be left out, without leaving out who has nothing else", () => {
  expect(seen({ hideLoopback: true })).toEqual({ blue: ["eth0", "br0", "port1"], red: ["eth0"] });
});

test("only what changed a short time ago", () => {
  expect(seen({ recent: true }, { "4:1": now - recently - 1, "4:2": now - recently })).toEqual({ red: ["eth0"] });
});

test("the kinds to choose from", () => {
  expect(kindsIn(world.namespaces.values())).toEqual(["bridge", "loopback", "veth"]);
});
