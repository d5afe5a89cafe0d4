import { expect, test } from "vitest";
import { example } from "./fixtures.js";
import { hiddenOf } from "./hidden.js";
import { toModel } from "./model.js";
import { dimOf, nearOf } from "./near.js";
import { arrangeAll, toScene } from "./scene.js";

const maker = example();
const model = toModel(maker.world(), maker.edges);
const scene = toScene(model, arrangeAll(model, new Map()), new Map());

test("near a link: its lines, what these lead to, and the boxes around", () => {
  const near = nearOf(scene, { namespace: "own", link: 3 });
  expect(near?.selected).toBe("box own 3");
  expect([...(near?.all ?? [])].sort()).toEqual(
    ["box own 3", "box own", "line master:own/3", "box own 2", "line peer:own/3", "box blue 2", "box blue"].sort(),
  );
});

test("near a namespace: all that is in it, and what that leads to", () => {
  const near = nearOf(scene, { namespace: "red" });
  expect([...(near?.all ?? [])].sort()).toEqual(
    [
      ...["box red", "box red 2", "box red 5", "line peer:own/4", "box own 4", "box own"],
      ...["line peer:red/5", "elsewhere red 3 7", "elsewhere red 3"],
    ].sort(),
  );
});

test("dimmed are the other boxes and lines, and the other links in boxes that are near", () => {
  const dim = dimOf(scene, nearOf(scene, { namespace: "red" }));
  expect([...dim].sort()).toEqual(
    [
      ...["box blue", "box name:gone", "line master:own/3", "line master:own/4", "line peer:own/3"],
      ...["line lower:blue/3", "box own 2", "box own 3"],
    ].sort(),
  );
});

test("nothing is dimmed when nothing is selected, or what is selected is gone", () => {
  expect(dimOf(scene, nearOf(scene, undefined)).size).toBe(0);
  expect(dimOf(scene, nearOf(scene, { namespace: "own", link: 99 })).size).toBe(0);
});

test("a namespace without a name is hidden with all that leads to it", () => {
  const visible = { namespace: () => true, link: () => true };
  expect(hiddenOf(scene, maker.world(), visible).hidden.size).toBe(0);
  const { hidden } = hiddenOf(scene, maker.world(), { ...visible, namespace: ({ key }) => key !== "red" });
  expect([...hidden].sort()).toEqual(["box red", "elsewhere red 3"]);
  const { faded } = hiddenOf(scene, maker.world(), { ...visible, link: (_, { kind }) => kind !== "vlan" });
  expect([...faded]).toEqual(["box blue 3", "line lower:blue/3"]);
});
