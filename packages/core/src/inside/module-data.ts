import { NamespaceError } from "../errors.js";
import { type CarriedError, carry, unpack } from "./carrier-data.js";
import type { Place } from "./place.js";

/** What the thread that runs a module is told. */
export interface ModuleData extends Place {
  readonly ownMounts: boolean;
  readonly url: string;
  readonly exportName: string;
  readonly args: readonly unknown[];
}

/** What it tells. */
export type ModuleReport =
  | { readonly type: "warning"; readonly warning: CarriedError }
  | { readonly type: "result"; readonly result: unknown }
  | { readonly type: "error"; readonly error: ThrownInside };

/** What was thrown in another thread. A copy of an Error loses its fields: so they come beside it. */
export type ThrownInside =
  | { readonly namespace: CarriedError }
  | { readonly value: unknown }
  | {
      readonly error: Error;
      readonly fields: Readonly<Record<string, unknown>>;
      readonly cause: ThrownInside | undefined;
      /** Of an AggregateError: what a connection to several addresses fails with. */
      readonly errors: readonly ThrownInside[] | undefined;
    };

/** Causes may go round in a circle. */
const DEEPEST = 10;

export function describeThrown(error: unknown, depth = 0): ThrownInside {
  if (error instanceof NamespaceError) return { namespace: carry(error) };
  if (!(error instanceof Error)) return { value: error };
  const { message, stack } = error;
  const fields = Object.entries(error).filter(([, value]) => isPlain(value));
  const describe = (value: unknown) =>
    value instanceof Error || isPlain(value) ? describeThrown(value, depth + 1) : undefined;
  return {
    // A new one: of a DOMException there would arrive an empty object, and a cause may be what cannot be copied.
    error: Object.assign(new Error(message), { stack }),
    fields: Object.fromEntries([...fields, ["name", error.name]]),
    cause: error.cause === undefined || depth >= DEEPEST ? undefined : describe(error.cause),
    errors:
      error instanceof AggregateError && depth < DEEPEST
        ? error.errors.flatMap((one) => describe(one) ?? [])
        : undefined,
  };
}

export function restoreThrown(thrown: ThrownInside): unknown {
  if ("namespace" in thrown) return unpack(thrown.namespace);
  if ("value" in thrown) return thrown.value;
  const { fields, cause, errors } = thrown;
  const error = errors === undefined ? thrown.error : aggregate(thrown.error, errors);
  if (cause !== undefined) hide(error, "cause", restoreThrown(cause));
  return Object.assign(error, fields);
}

function aggregate({ message, stack }: Error, errors: readonly ThrownInside[]): Error {
  const error = new AggregateError(errors.map(restoreThrown), message);
  hide(error, "stack", stack);
  return error;
}

/** As the language does it for what is no field of an error's own kind: it is not among its entries. */
function hide(error: Error, name: "cause" | "stack", value: unknown): void {
  Object.defineProperty(error, name, { value, configurable: true, writable: true, enumerable: false });
}

function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean", "bigint", "undefined"].includes(typeof value);
}
