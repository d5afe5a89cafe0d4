import cytoscape from "cytoscape";
import { expect, test } from "vitest";
import { Classes } from "./classes.js";

function graph(count: number): cytoscape.Core {
  const elements = Array.from({ length: count }, (_, at) => ({ data: { id: `${at}` } }));
  return cytoscape({ headless: true, styleEnabled: false, elements });
}

function having(cy: cytoscape.Core, name: string): string[] {
  return cy.elements(`.${name}`).map((element) => element.id());
}

test("elements have what is wanted last, also when that changes on the way", async () => {
  const cy = graph(300);
  const classes = new Classes(cy);
  classes.set("dim", new Set(cy.elements().map((element) => element.id())));
  classes.set("near", new Set(["7"]));
  // The first piece; no timer comes between microtasks.
  while (having(cy, "dim").length === 0) await Promise.resolve();
  expect(having(cy, "dim").length).toBeLessThan(300);
  classes.set("dim", new Set(["1", "2"]));
  await classes.settled();
  expect(having(cy, "dim")).toEqual(["1", "2"]);
  expect(having(cy, "near")).toEqual(["7"]);
  expect([classes.has("dim", "1"), classes.has("dim", "3")]).toEqual([true, false]);
});

test("what is not there (yet) gets it when it is set again", async () => {
  const cy = graph(1);
  const classes = new Classes(cy);
  classes.set("dim", new Set(["0", "late"]));
  await classes.settled();
  expect(having(cy, "dim")).toEqual(["0"]);
  cy.add({ data: { id: "late" } });
  classes.set("dim", new Set(["0", "late"]));
  await classes.settled();
  expect(having(cy, "dim")).toEqual(["0", "late"]);
});
