import { findSandbox } from "@netns/testing/sandbox";
import { describe, expect, test } from "vitest";
import type { Field, Script } from "./scripts.js";
import { findStock, inOurWords, type Outcome, runTwin, type Twin } from "./twins.js";

const sandbox = findSandbox();
const stock = findStock();
const missing =
  sandbox.kind === "none" ? sandbox.reason : stock === undefined ? "ip(8) is missing: install iproute2" : undefined;

const FIELDS: readonly Field[] = ["stdout", "stderr", "status", "state"];

/** Tests that scripts do the same with stock ip, and with ours under each of these names. */
export function besideStock(title: string, scripts: readonly Script[], names: readonly ("ip" | "netns")[]): void {
  if (missing !== undefined) console.error(`${title}: compared with nothing: ${missing}`);
  test(`${title}: each has a name of its own`, () => {
    expect(new Set(scripts.map(({ name }) => name)).size).toBe(scripts.length);
  });
  describe.skipIf(missing !== undefined).concurrent(title, () => {
    for (const { name, script, differs } of scripts) {
      // Tests that run at the same time need the expect of their own.
      test(name, async ({ expect }) => {
        if (sandbox.kind === "none" || stock === undefined) return;
        const { kind } = sandbox;
        const run = (twin: Twin): Promise<Outcome> => runTwin(twin, script, kind, stock);
        const [theirs, ...ours] = await Promise.all([run("stock"), ...names.map(run)]);
        for (const [index, twin] of names.entries()) {
          const outcome = ours[index] as Outcome;
          for (const field of FIELDS) {
            const expected = twin === "ip" ? theirs[field] : inOurWords(theirs[field]);
            if (differs?.fields.includes(field)) {
              expect.soft(outcome[field], `${field}: no longer different; take it off the list`).not.toBe(expected);
            } else expect.soft(outcome[field], `${field}, under the name ${twin}`).toBe(expected);
          }
        }
      });
    }
  });
}
