import { findSandbox } from "@netns/testing/sandbox";
import { describe, expect, test } from "vitest";
import { type Field, scripts } from "./scripts.js";
import { findStock, inOurWords, type Outcome, runTwin, type Twin } from "./twins.js";

const sandbox = findSandbox();
const stock = findStock();
const missing =
  sandbox.kind === "none" ? sandbox.reason : stock === undefined ? "ip(8) is missing: install iproute2" : undefined;
if (missing !== undefined) console.error(`Compared with nothing: ${missing}`);

const FIELDS: readonly Field[] = ["stdout", "stderr", "status", "state"];

test("there is enough to compare, each under a name of its own", () => {
  expect(scripts.length).toBeGreaterThanOrEqual(40);
  expect(new Set(scripts.map(({ name }) => name)).size).toBe(scripts.length);
});

describe.skipIf(missing !== undefined).concurrent("the same as ip netns", () => {
  for (const { name, script, differs } of scripts) {
    // Tests that run at the same time need the expect of their own.
    test(name, async ({ expect }) => {
      if (sandbox.kind === "none" || stock === undefined) return;
      const { kind } = sandbox;
      const run = (twin: Twin): Promise<Outcome> => runTwin(twin, script, kind, stock);
      const [theirs, ours, asIp] = await Promise.all([run("stock"), run("netns"), run("ip")]);
      const allowed = differs?.fields ?? [];
      for (const field of FIELDS) {
        if (allowed.includes(field)) {
          expect.soft(asIp[field], `${field}: no longer different; take it off the list`).not.toBe(theirs[field]);
        } else {
          expect.soft(asIp[field], `${field}, under the name ip`).toBe(theirs[field]);
          expect.soft(ours[field], field).toBe(inOurWords(theirs[field]));
        }
      }
    });
  }
});
