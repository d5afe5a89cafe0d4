import { expect, test } from "vitest";
import { edgesOf } from "../../src/topology/edges.js";
import type { Edge } from "../../src/topology/world.js";
import { smallWorld } from "../fixtures/world.js";
import { relationsOf } from "./relations.js";

const world = smallWorld();

test("a bridge and its port lead to each other", () => {
  const edges = edgesOf(world);
  expect(relationsOf(world, edges, "4:1", 4)).toContainEqual({
    role: "master",
    title: "br0",
    selection: { namespace: "4:1", link: 3 },
  });
  expect(relationsOf(world, edges, "4:1", 3)).toEqual([
    { role: "namespace", title: "blue", selection: { namespace: "4:1" } },
    { role: "port", title: "port1", selection: { namespace: "4:1", link: 4 } },
  ]);
});

test("from both ends, with the namespace where it is another one; what is not known leads nowhere", () => {
  const edges: Edge[] = [
    { id: "a", kind: "peer", from: { namespace: "4:1", ifindex: 2 }, to: { namespace: "4:2", ifindex: 2 } },
    { id: "b", kind: "lower", from: { namespace: "4:1", ifindex: 9 }, to: { namespace: "4:1", ifindex: 2 } },
    { id: "c", kind: "peer", from: { namespace: "4:1", ifindex: 4 }, to: { nsid: 3, observer: "4:1", ifindex: 7 } },
  ];
  expect(relationsOf(world, edges, "4:1", 2).map(({ role, title }) => [role, title])).toEqual([
    ["namespace", "blue"],
    ["peer", "eth0 in red"],
    ["upper", "if9"],
  ]);
  expect(relationsOf(world, edges, "4:2", 2).slice(1)).toEqual([
    { role: "peer", title: "eth0 in blue", selection: { namespace: "4:1", link: 2 } },
  ]);
  expect(relationsOf(world, edges, "4:1", 4).slice(1)).toEqual([
    { role: "peer", title: "if7 in a namespace without a name (nsid 3)", selection: undefined },
  ]);
});
