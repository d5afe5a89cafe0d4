import { types } from "node:util";
import { NamespaceError } from "../errors.js";
import { type CarriedError, carry, unpack } from "./carrier-data.js";

/** What the thread that runs a module is told. */
export interface ModuleData {
  /** Of the namespace's file: descriptors are the whole process's. */
  readonly fd: number;
  /** Whose overlay is put over /etc. */
  readonly name: Uint8Array | undefined;
  readonly etcDir: string;
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
  | { readonly error: unknown; readonly fields: Readonly<Record<string, unknown>> };

export function describeThrown(error: unknown): ThrownInside {
  if (error instanceof NamespaceError) return { namespace: carry(error) };
  if (!(error instanceof Error)) return { error, fields: {} };
  // A DOMException is one too, and arrives as an empty object.
  const { message, stack } = error;
  const sent = types.isNativeError(error) ? error : Object.assign(new Error(message), { stack });
  const fields = Object.entries(error).filter(([, value]) => isPlain(value));
  return { error: sent, fields: Object.fromEntries([...fields, ["name", error.name]]) };
}

export function restoreThrown(thrown: ThrownInside): unknown {
  if ("namespace" in thrown) return unpack(thrown.namespace);
  const { error, fields } = thrown;
  return error instanceof Error ? Object.assign(error, fields) : error;
}

function isPlain(value: unknown): boolean {
  return value === null || ["string", "number", "boolean", "bigint", "undefined"].includes(typeof value);
}
