import { expect, test } from "vitest";
import { compareAll, each, type Fields, inside, notCompared, Report, type Scene } from "./compare.js";

interface Thing {
  readonly id: number;
  readonly parts: readonly number[];
}

const scene: Scene = { numeric: false, ifname: () => undefined, isUp: () => undefined };
const fields: Fields<Thing> = {
  id: ({ id }) => id,
  age: notCompared("moves"),
  more: inside((thing) => thing, { parts: each(({ parts }: Thing) => parts, { part: (part) => part }) }),
};
const key = { ofOurs: ({ id }: Thing) => id, ofShown: ({ id }: Readonly<Record<string, unknown>>) => id };
const things: readonly Thing[] = [
  { id: 1, parts: [7, 8] },
  { id: 2, parts: [] },
];

function problems(shown: readonly unknown[]): readonly string[] {
  const report = new Report();
  compareAll(report, "thing", shown, things, scene, fields, key);
  return report.problems;
}

test("what is the same is no problem, in whatever order", () => {
  expect(
    problems([
      { id: 2, age: 5 },
      { id: 1, more: { parts: [{ part: 7 }, { part: 8 }] } },
    ]),
  ).toEqual([]);
});

test("every difference is one", () => {
  expect(problems([{ id: 1, more: { parts: [{ part: 7 }, { part: 9 }] } }, { id: 2 }])).toEqual([
    "thing[1].more.parts[1].part: shown 9, ours 8",
  ]);
  expect(problems([{ id: 1, more: { parts: [{ part: 7 }] } }, { id: 2 }])).toEqual([
    "thing[1].more.parts[1]: not shown, but in the dump",
  ]);
});

test("a field that nobody knows is one, at any depth", () => {
  expect(
    problems([
      { id: 1, new: true },
      { id: 2, more: { new: [] } },
    ]),
  ).toEqual([
    "thing[1].new: nobody has said what this is: true",
    "thing[2].more.new: nobody has said what this is: []",
  ]);
});

test("entries that are on one side only are problems, and so is one that is there twice", () => {
  expect(problems([{ id: 1 }, { id: 1 }, { id: 3 }])).toEqual([
    "thing[2]: not shown, but in the dump",
    'thing[1, 2]: shown, but not in the dump: {"id":1}',
    'thing[3]: shown, but not in the dump: {"id":3}',
  ]);
});
