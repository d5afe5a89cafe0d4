import { readdirSync } from "node:fs";
import { findSandbox } from "@netns/testing/sandbox";
import { describe, expect, test } from "vitest";
import { findStock } from "../compat/twins.js";
import { runIn } from "./fixtures/sandbox.js";

const sandbox = findSandbox();
const stock = findStock();
const scripts = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".sh"));

test("there are enough of them", () => {
  expect(scripts.length).toBeGreaterThanOrEqual(10);
});

describe.skipIf(sandbox.kind === "none" || stock === undefined).concurrent("scripts that people run", () => {
  for (const script of scripts) {
    // Tests that run at the same time need the expect of their own.
    test(script, { timeout: 300_000 }, async ({ expect }) => {
      if (sandbox.kind === "none" || stock === undefined) return;
      const theirs = await runIn(sandbox.kind, script, stock, "stock");
      const ours = await runIn(sandbox.kind, script, stock, "ours");
      expect(ours).toEqual(theirs);
    });
  }
});
