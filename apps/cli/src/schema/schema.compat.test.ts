import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findSandbox, inSandbox } from "@netns/testing/sandbox";
import { expect, test } from "vitest";
import { environment, netnsPath } from "../fixtures/netns.js";
import { outputsScript, readOutputs, schema } from "./outputs.js";

/** Debian's python3-jsonschema; an isolated Python does not look for another one in the user's settings. */
const PYTHON = ["/usr/bin/python3", "-I", "-c"] as const;
const VALIDATE = `
import json, sys
from jsonschema import Draft202012Validator, FormatChecker
schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
for subcommand, text in json.load(sys.stdin):
    validator = Draft202012Validator({**schema, "$ref": "#/$defs/" + subcommand}, format_checker=FormatChecker())
    for error in validator.iter_errors(json.loads(text)):
        print(subcommand, text, error.message)
`;

const sandbox = findSandbox();
const [python, ...flags] = PYTHON;
const hasValidator = spawnSync(python, [...flags, "from jsonschema import Draft202012Validator"]).status === 0;
const missing =
  sandbox.kind === "none" ? sandbox.reason : hasValidator ? undefined : "python3-jsonschema is not installed";
if (missing !== undefined) console.error(`JSON is not validated: ${missing}`);

test.skipIf(missing !== undefined)("a validator agrees that the output is what the schema says", () => {
  const script = 'mkdir -p "$NETNS_RUN_DIR" && exec sh "$@"';
  const [file, ...args] = inSandbox(sandbox.kind as "root" | "user", [
    "sh",
    "-c",
    script,
    "sh",
    outputsScript,
    netnsPath,
  ]);
  const { stdout, stderr, status } = spawnSync(file, args, {
    env: environment("/run/test/netns"),
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const outputs = readOutputs(stdout).map(({ subcommand, json }) => [subcommand, json]);
  expect(outputs.length).toBeGreaterThan(25);

  const folder = mkdtempSync(join(tmpdir(), "netns-schema-"));
  try {
    writeFileSync(join(folder, "schema.json"), JSON.stringify(schema));
    const validate = (values: readonly unknown[]) =>
      spawnSync(python, [...flags, VALIDATE, join(folder, "schema.json")], {
        input: JSON.stringify(values),
        encoding: "utf8",
      });
    expect(validate(outputs)).toMatchObject({ stdout: "", stderr: "", status: 0 });
    // It does look.
    const wrong = [
      ["list", '[{"id":1}]'],
      ["pids", '[{"pid":"1"}]'],
      ["add", "[]"],
      ["monitor", '{"event":"resync"}'],
      ["monitor", '{"event":"add"}'],
    ];
    expect(validate(wrong).stdout.split("\n")).toHaveLength(wrong.length + 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
