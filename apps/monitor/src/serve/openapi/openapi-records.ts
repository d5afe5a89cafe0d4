import schema from "../../../schema/netns-monitor.schema.json";
import type { InsideKind } from "../../stream/kinds.js";

/** A JSON schema (2020-12, which OpenAPI 3.1 takes as it is). */
export type Schema = Readonly<Record<string, unknown>>;

interface Definition extends Schema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const definitions: Readonly<Record<string, Definition>> = schema.$defs;

/** What every record has besides what it tells: where, and when. */
const frame = ["version", "type", "time", "namespace", "raw", "own"];

/** The schemas of records, declared in schema/netns-monitor.schema.json alone, as parts of an OpenAPI document. */
export const recordSchemas: Readonly<Record<string, Schema>> = {
  record: moved({ description: schema.description, oneOf: schema.oneOf }),
  ...Object.fromEntries(Object.entries(definitions).map(([name, definition]) => [partOf(name), moved(definition)])),
};

/** The schema of a thing by itself, as a snapshot has it: without what says in which namespace and what became of it. */
export function thingSchema(kind: InsideKind): Schema {
  const { properties = {}, required = [] }: Definition = moved(definitions[kind] ?? {});
  return {
    type: "object",
    required: required.filter((name) => !frame.includes(name)),
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !frame.includes(name))),
  };
}

function partOf(name: string): string {
  return `record-${name}`;
}

/** With what it refers to where that is in the OpenAPI document. */
function moved<T>(value: T): T {
  if (Array.isArray(value)) return value.map(moved) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    key === "$ref" ? movedReference(each) : moved(each),
  ]);
  return Object.fromEntries(entries);
}

function movedReference(reference: string): string {
  return reference.replace("#/$defs/", `#/components/schemas/${partOf("")}`);
}
