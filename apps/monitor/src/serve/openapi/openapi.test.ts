import { spawnSync } from "node:child_process";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { insideKinds } from "../../stream/kinds.js";
import { openapi } from "./openapi.js";
import { thingSchema } from "./openapi-records.js";
import { schemas } from "./openapi-schemas.js";

type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
};

const operations = Object.entries(openapi.paths).map(([path, item]) => ({ path, ...(item["get"] as Operation) }));

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === "$ref") yield String(each);
    else yield* referencesIn(each);
  }
}

function at(reference: string): unknown {
  const steps = reference.replace(/^#\//, "").split("/");
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], openapi);
}

describe("the document", () => {
  test("is JSON", () => {
    expect(JSON.parse(JSON.stringify(openapi))).toEqual(openapi);
  });

  test("refers to nothing that is not in it, and has nothing that nobody refers to", () => {
    const references = [...referencesIn(openapi)];
    expect(references.filter((reference) => !reference.startsWith("#/components/schemas/") || !at(reference))).toEqual(
      [],
    );
    const unused = Object.keys(schemas).filter((name) => !references.includes(`#/components/schemas/${name}`));
    expect(unused).toEqual([]);
  });

  test("names each operation once, and the parameters that are in its path", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, parameters } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
  });

  test("says of each operation how it ends well, and how it is refused", () => {
    for (const { responses } of operations) {
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "400", "401", "403", "405", "421"]));
    }
  });

  test("has schemas that are such", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const schema of Object.values(schemas)) expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
  });
});

test("every kind of thing has a schema", () => {
  const properties = insideKinds.map((kind) => Object.keys(thingSchema(kind)["properties"] as object).length);
  expect(properties.filter((count) => count === 0)).toEqual([]);
});

test("a thing is described as its records are, without their frame", () => {
  const { properties, required } = thingSchema("link") as {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly required: readonly string[];
  };
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(["ifindex", "ifname", "operstate", "linkNetnsid"]));
  expect(["version", "type", "namespace", "time"].filter((name) => name in properties)).toEqual([]);
  expect(required).toEqual(expect.arrayContaining(["ifindex", "ifname", "up"]));
  expect(required.filter((name) => !(name in properties))).toEqual([]);
});

const check = `
import json, sys
from openapi_spec_validator import OpenAPIV31SpecValidator
OpenAPIV31SpecValidator(json.load(sys.stdin)).validate()
`;
const hasValidator =
  spawnSync("python3", ["-c", "from openapi_spec_validator import OpenAPIV31SpecValidator"]).status === 0;
if (!hasValidator) {
  console.error("The OpenAPI document is checked in part only: Python's openapi-spec-validator is missing");
}

test.skipIf(!hasValidator)("openapi-spec-validator finds nothing wrong with it", () => {
  const input = JSON.stringify(openapi);
  const { status, stderr } = spawnSync("python3", ["-c", check], { input, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
