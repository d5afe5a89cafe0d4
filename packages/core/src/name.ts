import type { Bytes } from "@netns/syscall";
import { InvalidNameError } from "./errors.js";

/** NAME_MAX of limits.h: a file name's bytes. */
const NAME_MAX = 255;

/**
 * A name becomes a path in the run directory, so what could leave that directory is refused; any other byte is fine.
 *
 * @throws InvalidNameError
 */
export function checkName(name: Bytes): void {
  const bytes = Buffer.from(name as string);
  const text = nameText(name);
  if (
    bytes.length === 0 ||
    bytes.length > NAME_MAX ||
    bytes.includes("/") ||
    bytes.includes(0) ||
    text === "." ||
    text === ".."
  ) {
    throw new InvalidNameError(text);
  }
}

/** The name as text, for people: U+FFFD where it is not UTF-8. */
export function nameText(name: Bytes): string {
  return typeof name === "string" ? name : Buffer.from(name).toString();
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
