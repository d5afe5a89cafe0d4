/** The state that records lead to, and how what is in it belongs together. Without Node: the page has it too. */
export { apply } from "./apply.js";
export { edgesOf } from "./edges.js";
export { createWorld, type MutableWorld } from "./mutable-world.js";
export { recordsOf } from "./records-of.js";
export { toLazySnapshot, toSnapshot } from "./snapshot.js";
export type * from "./world.js";
