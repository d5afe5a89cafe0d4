import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { environment, netnsPath } from "../fixtures/netns.js";
import { objectsOf, outputsScript, readOutputs, schema } from "./outputs.js";

/** What each property is, wherever it stands. The compat test leaves this to a validator. */
const PROPERTIES: Readonly<Record<string, unknown>> = {
  name: expect.stringMatching(/./),
  raw: expect.stringMatching(/^([0-9a-f]{2})+$/),
  id: expect.toSatisfy(isNatural),
  nsid: expect.toSatisfy(isNatural),
  "current-nsid": expect.toSatisfy(isNatural),
  pid: expect.toSatisfy(isNatural),
  state: "stale",
  event: expect.stringMatching(/^(add|delete|resync)$/),
  reason: expect.stringMatching(/./),
  time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
};

function isNatural(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

kernelTest("what every subcommand prints with -json is what the schema says, no less and no more", ({ paths }) => {
  mkdirSync(paths.runDir);
  const { stdout, stderr, status } = spawnSync("sh", [outputsScript, netnsPath], {
    env: environment(paths.runDir),
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });

  const seen = new Map<string, Set<string>>();
  for (const { subcommand, json } of readOutputs(stdout)) {
    const { properties = {}, required = [] } = objectsOf(subcommand);
    const keys = seen.get(subcommand) ?? new Set();
    seen.set(subcommand, keys);
    const value: unknown = JSON.parse(json);
    for (const object of (subcommand === "monitor" ? [value] : value) as object[]) {
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(object)));
      expect(Object.keys(object)).toEqual(expect.arrayContaining([...required]));
      for (const [key, fact] of Object.entries(object)) {
        expect({ subcommand, [key]: fact }).toEqual({ subcommand, [key]: PROPERTIES[key] });
        keys.add(key);
      }
    }
  }
  // Nothing in the schema that was not seen.
  for (const [subcommand, keys] of seen) {
    expect({ subcommand, keys: [...keys].sort() }).toEqual({
      subcommand,
      keys: Object.keys(objectsOf(subcommand).properties ?? {}).sort(),
    });
  }
  const shared = ["names", "name", "raw", "nsid"];
  expect([...seen.keys(), ...shared].sort()).toEqual(Object.keys(schema.$defs).sort());
});
