import { expect, test } from "vitest";
import { type Happening, summaryOf, Timeline, timelineLength } from "./timeline.js";

const happening = (text: string, fields: Partial<Happening> = {}): Happening => ({
  time: 0,
  tone: "changed",
  where: "blue",
  kind: "link",
  text,
  selection: { namespace: "4:1", link: 2 },
  ...fields,
});

test("the newest is first, and what is old is forgotten", () => {
  const timeline = new Timeline();
  for (let at = 0; at < 5 * timelineLength + 1; at++) timeline.add(happening(`number ${at}`));
  const shown = timeline.newestFirst();
  expect(shown).toHaveLength(timelineLength);
  expect(shown[0]).toMatchObject({ text: `number ${5 * timelineLength}`, number: 5 * timelineLength + 1 });
  expect(timeline.entries.length).toBeLessThan(2 * timelineLength);
  expect(timeline.told).toBe(5 * timelineLength + 1);
});

test("only of what is selected; a gap is about everything", () => {
  const timeline = new Timeline();
  timeline.add(happening("of the link"));
  timeline.add(happening("of the namespace", { selection: { namespace: "4:1" } }));
  timeline.add(happening("elsewhere", { selection: { namespace: "4:2", link: 2 } }));
  timeline.add(happening("gap", { tone: "gap", kind: "all", selection: undefined }));
  const texts = (of: Happening["selection"]) => timeline.newestFirst({ of }).map(({ text }) => text);
  expect(texts({ namespace: "4:1" })).toEqual(["gap", "of the namespace", "of the link"]);
  expect(texts({ namespace: "4:1", link: 2 })).toEqual(["gap", "of the link"]);
});

test("only of some kinds; a gap is of all", () => {
  const timeline = new Timeline();
  timeline.add(happening("of a link"));
  timeline.add(happening("of a route", { kind: "route" }));
  timeline.add(happening("gap", { tone: "gap", kind: "all", selection: undefined }));
  const kinds = new Set(["namespace", "link"]);
  expect(timeline.newestFirst({ kinds }).map(({ text }) => text)).toEqual(["gap", "of a link"]);
});

test("what is paused stays as it was", () => {
  const timeline = new Timeline();
  timeline.add(happening("before"));
  const paused = [...timeline.entries];
  timeline.add(happening("after"));
  expect(timeline.newestFirst({}, paused).map(({ text }) => text)).toEqual(["before"]);
});

test("a summary says what it was, or how many and where", () => {
  const timeline = new Timeline();
  expect(summaryOf(timeline.entries, 0)).toBeUndefined();
  timeline.add(happening("link eth0 is down"));
  expect(summaryOf(timeline.entries, 0)).toBe("blue: link eth0 is down");
  timeline.add(happening("link eth0 is up", { where: "red" }));
  expect(summaryOf(timeline.entries, 0)).toBe("2 changes in blue, red");
  expect(summaryOf(timeline.entries, 2)).toBeUndefined();
  for (const where of ["a", "b", "c"]) timeline.add(happening("text", { where }));
  expect(summaryOf(timeline.entries, 0)).toBe("5 changes in 5 namespaces");
});
