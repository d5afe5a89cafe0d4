import { types } from "node:util";
import { checkAttached, invalidArgType, invalidArgValue } from "../arguments.js";
import { type Bytes, cString } from "../c-string.js";

/** A string that a C function is going to read: never null, which execvp(3) would follow. */
export function checkText(name: string, value: unknown): Bytes {
  if (typeof value === "string") return value;
  if (!types.isUint8Array(value)) throw invalidArgType(name, "a string or a Uint8Array", value);
  checkAttached(name, value);
  return value;
}

/** Strings as C takes them: a list of pointers that ends in NULL. */
export type CStrings = readonly (Buffer | null)[];

export function cStrings(name: string, values: unknown): CStrings {
  if (!Array.isArray(values)) throw invalidArgType(name, "an array", values);
  return [...values.map((value, index) => cString(checkText(`${name}[${index}]`, value))), null];
}

/** The words of a command; the first is the name that it sees itself called by. */
export function cArguments(argv: unknown): CStrings {
  const words = cStrings("argv", argv);
  // Programs rely on argv[0], and Linux makes up an empty one from 5.18 on (execve(2)).
  if (words.length === 1) throw invalidArgValue("argv", "must not be empty");
  return words;
}
