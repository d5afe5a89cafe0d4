import type { Schema } from "./openapi-records.js";
import { part } from "./openapi-schemas.js";

/** Of an operation: what it takes, and how else it may end. */
interface More {
  readonly parameters?: readonly Schema[];
  readonly responses?: Readonly<Record<number, Schema>>;
}

/** How any request may end: by the guard, before anything is looked at. */
const refusals: Readonly<Record<number, Schema>> = {
  400: failure("It is no request for a path, or there is more than one Host."),
  401: failure("A token is wanted."),
  403: failure("The Origin may not ask."),
  405: failure("Something else than GET or HEAD."),
  421: failure("The server is not called by this Host."),
  503: failure("There are too many who ask."),
};

/** What is answered with JSON that a part of the document describes. */
export function answer(name: string, summary: string, { parameters, responses }: More = {}): Schema {
  return operation(name, summary, parameters, { 200: json(summary, part(name)), ...responses });
}

/** What is answered with something else than JSON. */
export function content(name: string, summary: string, types: Schema, { parameters, responses }: More = {}): Schema {
  return operation(name, summary, parameters, { 200: { description: summary, content: types }, ...responses });
}

export function inPath(name: string, description: string): Schema {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}

export function failure(description: string): Schema {
  return json(description, part("error"));
}

export function json(description: string, schema: Schema): Schema {
  return { description, content: { "application/json": { schema } } };
}

function operation(
  operationId: string,
  summary: string,
  parameters: readonly Schema[] = [],
  responses: Readonly<Record<number, Schema>> = {},
): Schema {
  return { get: { operationId, summary, parameters, responses: { ...refusals, ...responses } } };
}
