import { createRequire } from "node:module";

export type Koffi = typeof import("koffi");

/** In a file of its own, because a command that has to start quickly replaces it with something quicker. */
export function loadKoffi(): Koffi {
  return createRequire(import.meta.url)("koffi");
}
