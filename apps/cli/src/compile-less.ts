/** From so many names on. */
export const MANY = 100;

/**
 * From here on V8 compiles no more for speed, in threads of its own: where most of the time is the kernel's, that takes
 * longer than it saves. For the ids of 2,000 names it was a third to a half of all CPU time (Node 20), for as many new
 * names a seventh. Not as an option on Node's command line: a Node that does not know it any more would not start.
 */
export function compileLess(): void {
  // Not before it is needed: loading it takes 3 ms. Nor by createRequire, which needs import.meta.url: to have that takes
  // as long as making a socket. Before Node 20.16 there is no other way, and things take as long as they take.
  process.getBuiltinModule?.("node:v8").setFlagsFromString("--no-opt");
}
