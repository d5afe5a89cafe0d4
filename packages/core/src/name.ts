import type { Bytes } from "@netns/syscall";
import { InvalidNameError } from "./errors.js";
import { nameText } from "./name-text.js";

export { nameText };

/** NAME_MAX of limits.h: a file name's bytes. */
const NAME_MAX = 255;
const SLASH = 0x2f;

/**
 * A name becomes a path in the run directory, so what could leave that directory is refused; any other byte is fine,
 * also those that a terminal obeys.
 *
 * @throws InvalidNameError
 * @throws TypeError for what is neither text nor bytes.
 */
export function checkName(name: Bytes): void {
  if (typeof name !== "string" && !(name instanceof Uint8Array))
    throw new TypeError("a namespace's name is a string or a Uint8Array");
  const length = typeof name === "string" ? Buffer.byteLength(name) : name.length;
  const isPath =
    typeof name === "string" ? name.includes("/") || name.includes("\0") : name.includes(SLASH) || name.includes(0);
  const isDots = length <= 2 && /^\.\.?$/.test(nameText(name));
  if (length === 0 || length > NAME_MAX || isPath || isDots) {
    throw new InvalidNameError(name);
  }
}

/** @throws TypeError for a single name: as something to iterate over it would be its letters. */
export function eachName(names: Iterable<Bytes>): Iterable<Bytes> {
  if (typeof names === "string" || names instanceof Uint8Array)
    throw new TypeError("many names are given as an array or another iterable, not as one name");
  return names;
}

/** One name of a namespace. */
export interface Name {
  /** For people: U+FFFD where the name is not UTF-8. */
  readonly name: string;
  readonly rawName: Uint8Array;
}

/** A name as a directory has it. */
export function nameOf(rawName: Uint8Array): Name {
  return { name: nameText(rawName), rawName };
}
