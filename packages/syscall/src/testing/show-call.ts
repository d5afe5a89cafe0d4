import { inspect } from "node:util";
import type { Call } from "./intercept.js";

/** A call as one writes it, for messages: `setns(21, 1073741824)`. */
export function showCall({ name, args }: Call): string {
  return `${name}(${args.map(showArgument).join(", ")})`;
}

function showArgument(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "<function>";
  if (value instanceof Uint8Array) return showBytes(value);
  const text = inspect(value, { depth: 3, breakLength: Number.POSITIVE_INFINITY });
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function showBytes(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 32)).toString("hex");
  return `<${bytes.length} bytes${shown && ` ${shown}`}${bytes.length > 32 ? "…" : ""}>`;
}
