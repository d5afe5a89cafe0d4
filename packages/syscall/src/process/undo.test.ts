import { expect, test } from "vitest";
import { Undo } from "./undo.js";

test("the last step first, each once, and one that fails holds up no other", () => {
  const done: string[] = [];
  const undo = new Undo();
  undo.add(() => done.push("a"));
  undo.add(() => {
    throw new Error("no");
  });
  undo.add(() => done.push("c"));
  undo.run();
  undo.run();
  expect(done).toEqual(["c", "a"]);
});
