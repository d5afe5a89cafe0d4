import { expect, test } from "vitest";
import { at, example, WorldMaker } from "./fixtures.js";
import { linkState, toModel, worstStates } from "./model.js";

function modelOf(maker: WorldMaker) {
  const model = toModel(maker.world(), maker.edges);
  const titles = [...model.boxes.values()].map(({ kind, title }) => `${kind}: ${title}`);
  const labels = new Map([...model.nodes.values()].map(({ id, label }) => [id, label]));
  return { ...model, titles, labels };
}

test("boxes say what they are", () => {
  const { titles } = modelOf(example());
  expect(titles).toEqual([
    "own: this namespace",
    "named: blue, azure",
    "named: red",
    "not-watched: gone (not watched)",
    "elsewhere: unnamed, nsid 3 of red",
  ]);
});

test("the own namespace is told with its names, another one without a name by its key", () => {
  const maker = new WorldMaker().namespace("4:1", { own: true, names: ["a", "b"] }).namespace("4:2", { names: [] });
  expect(modelOf(maker).titles).toEqual(["own: this namespace: a, b", "named: unnamed, 4:2"]);
});

test("links say their names, what is wrong, and the address that people know best", () => {
  const { labels } = modelOf(example());
  expect(labels.get("box own 2")).toBe("br0\n10.0.0.1/24 +1");
  expect(labels.get("box own 4")).toBe("v-red\ndown");
  expect(labels.get("box blue 3")).toBe("eth0.5");
  expect(labels.get("box red 2")).toBe("eth0\nno carrier");
  expect(labels.get("elsewhere red 3 7")).toBe("if7");
});

test("a name without a namespace says so", () => {
  const maker = new WorldMaker().namespace("name:broken", { names: ["broken"], device: undefined, inode: undefined });
  expect(modelOf(maker).titles).toEqual(["named: broken (no namespace)"]);
});

test("a long text is cut between characters", () => {
  const maker = new WorldMaker().namespace("x", { names: ["😀".repeat(50)] });
  expect(modelOf(maker).titles).toEqual([`named: ${"😀".repeat(43)}…`]);
});

test("lines are up where both of their links are; those to links that are not known are left out", () => {
  const maker = example().edge("master", at("blue", 2), at("blue", 99));
  const { lines } = modelOf(maker);
  expect([...lines.values()].map(({ kind, source, target, up }) => [kind, source, target, up])).toEqual([
    ["master", "box own 3", "box own 2", true],
    ["master", "box own 4", "box own 2", false],
    ["peer", "box own 3", "box blue 2", true],
    ["peer", "box own 4", "box red 2", false],
    ["lower", "box blue 3", "box blue 2", true],
    ["peer", "box red 5", "elsewhere red 3 7", true],
  ]);
});

test.each([
  [true, "up", "up"],
  [true, "unknown", "unknown"],
  [true, undefined, "unknown"],
  [true, "dormant", "no-carrier"],
  [true, "down", "no-carrier"],
  [false, "down", "down"],
  [false, "unknown", "down"],
  [true, "lowerlayerdown", "no-carrier"],
  [false, "lowerlayerdown", "down"],
] as const)("up %s and state %s is %s", (up, operstate, state) => {
  expect(linkState({ up, operstate })).toBe(state);
});

test("a box is as its worst link, whatever its loopback is", () => {
  const maker = example()
    .namespace("new")
    .link("new", { ifindex: 1, ifname: "lo", kind: undefined, up: false, operstate: "down" });
  expect(Object.fromEntries(worstStates(modelOf(maker).nodes.values()))).toEqual({
    "box own": "down",
    "box blue": "up",
    "box red": "no-carrier",
  });
});
