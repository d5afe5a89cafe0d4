import { createRequire } from "node:module";

/**
 * From here on V8 compiles no more for speed, in threads of its own: where most of the time is the kernel's, that takes
 * longer than it saves in any batch that people have. For 2,000 ids it was a third to a half of all CPU time (Node 20),
 * for as many names a seventh.
 */
export function compileLess(): void {
  // Not before it is needed: loading it takes 3 ms.
  const { setFlagsFromString } = createRequire(import.meta.url)("node:v8") as typeof import("node:v8");
  setFlagsFromString("--no-opt");
}
