import cytoscape from "cytoscape";
import { describe, expect, test } from "vitest";
import type { World } from "../../src/topology/world.js";
import { applyChanges } from "./apply.js";
import { difference, type Elements, toBends, toElements } from "./difference.js";
import { at, example, type WorldMaker } from "./fixtures.js";
import { toModel } from "./model.js";
import { type Arrangements, arrangeAll, type Scene, toScene } from "./scene.js";

const none: Elements = new Map();

function sceneOf(maker: WorldMaker, before?: Scene): Scene {
  const model = toModel(maker.world(), maker.edges);
  return toScene(model, arrangeAll(model, new Map()), before?.boxes ?? new Map());
}

function elementsOf(maker: WorldMaker, before?: Scene): Elements {
  return toElements(sceneOf(maker, before), "light");
}

function graph() {
  return cytoscape({ headless: true, styleEnabled: false });
}

/** What cytoscape has of each element. */
function contents(cy: cytoscape.Core) {
  const all = cy.elements().map((element) => {
    const place = element.isNode() && element.isChildless() ? element.position() : undefined;
    return { id: element.id(), data: { ...element.data() }, place: place && { ...place } };
  });
  return all.sort((one, other) => (one.id < other.id ? -1 : 1));
}

test("all is new at first: boxes before links before lines", () => {
  const { added, removed, changed, moved } = difference(none, elementsOf(example()));
  expect([removed, changed, moved]).toEqual([[], [], []]);
  const kinds = added.map(({ classes }) => classes);
  expect(kinds).toEqual([...Array(5).fill("box"), ...Array(9).fill("link"), ...Array(6).fill("line")]);
});

test("nothing has changed where nothing has", () => {
  const changes = difference(elementsOf(example()), elementsOf(example()));
  expect(changes).toEqual({ added: [], removed: [], changed: [], moved: [] });
});

describe("what has changed is all that is touched", () => {
  const before = sceneOf(example());

  test("a link that goes down, and its lines", () => {
    const maker = example().link("blue", { ifindex: 2, ifname: "eth0", up: false, operstate: "down" }, "10.0.0.2/24");
    const { changed, ...others } = difference(toElements(before, "light"), elementsOf(maker, before));
    expect(others).toEqual({ added: [], removed: [], moved: [] });
    expect(changed.map(({ id }) => id)).toEqual(["box blue", "box blue 2", "line peer:own/3", "line lower:blue/3"]);
  });

  test("a namespace that comes", () => {
    const maker = example().namespace("green").link("green", { ifindex: 2, ifname: "eth0" });
    const { added, ...others } = difference(toElements(before, "light"), elementsOf(maker, before));
    expect(others).toEqual({ removed: [], changed: [], moved: [] });
    expect(added.map(({ data }) => data.id)).toEqual(["box green", "box green 2"]);
  });

  test("a line that leads elsewhere is another one", () => {
    const maker = example();
    maker.edges.splice(2, 1);
    maker.edge("peer", at("own", 3), at("red", 5));
    const { added, removed } = difference(toElements(before, "light"), elementsOf(maker, before));
    expect(removed).toEqual(["line peer:own/3"]);
    expect(added.map(({ data }) => data.id)).toEqual(["line peer:own/3"]);
  });

  test("the theme: all of them, and no place", () => {
    const elements = toElements(before, "light");
    const { changed, ...others } = difference(elements, toElements(before, "dark"));
    expect(others).toEqual({ added: [], removed: [], moved: [] });
    expect(changed).toHaveLength(elements.size);
  });
});

test("step by step the graph becomes what it is when it is made at once", async () => {
  const cy = graph();
  let [scene, elements]: [Scene | undefined, Elements] = [undefined, none];
  let arrangements: Arrangements = new Map();
  const follow = async (world: World, edges: WorldMaker["edges"]) => {
    const model = toModel(world, edges);
    arrangements = arrangeAll(model, arrangements);
    scene = toScene(model, arrangements, scene?.boxes ?? new Map());
    const next = toElements(scene, "light");
    await applyChanges(cy, difference(elements, next), false);
    elements = next;
  };
  const maker = example();
  await follow(maker.world(), maker.edges);
  for (let ifindex = 10; ifindex < 16; ifindex++) {
    maker.link("own", { ifindex, ifname: `v${ifindex}` }).edge("master", at("own", ifindex), at("own", 2));
    maker.namespace(`n${ifindex}`).link(`n${ifindex}`, { ifindex: 2, ifname: "eth0" });
    maker.edge("peer", at("own", ifindex), at(`n${ifindex}`, 2));
    await follow(maker.world(), maker.edges);
  }
  await follow(example().world(), example().edges);
  await follow(maker.world(), maker.edges);

  const fresh = graph();
  await applyChanges(fresh, difference(none, elements), false);
  expect(contents(cy)).toEqual(contents(fresh));
  expect(cy.elements()).toHaveLength(elements.size);
});

test("corners are told as cytoscape computes them back", () => {
  const [from, to] = [
    { x: 10, y: 20 },
    { x: 70, y: 100 },
  ];
  const corner = { x: 10, y: 100 };
  const { weights, distances } = toBends(from, to, [corner]);
  const [weight, distance] = [Number(weights), Number(distances)];
  // `findSegmentsPoints` of cytoscape: along the line, and then along its normal (-dy, dx).
  const [dx, dy] = [60, 80];
  const found = { x: from.x + weight * dx - (distance * dy) / 100, y: from.y + weight * dy + (distance * dx) / 100 };
  expect(found.x).toBeCloseTo(corner.x, 2);
  expect(found.y).toBeCloseTo(corner.y, 2);
});

test("lines from box to box are faint where they are too many to be followed", () => {
  const maker = example();
  const faint = () => [...elementsOf(maker).values()].filter(({ data }) => data["faint"]).map(({ data }) => data["id"]);
  expect(faint()).toEqual([]);
  for (let ifindex = 100; ifindex < 200; ifindex++) {
    maker.link("own", { ifindex, ifname: `v${ifindex}` }).link("red", { ifindex, ifname: `w${ifindex}` });
    maker.edge("peer", at("own", ifindex), at("red", ifindex));
  }
  expect(faint()).toHaveLength(103);
  expect(faint()).not.toContain("line master:own/3");
});
