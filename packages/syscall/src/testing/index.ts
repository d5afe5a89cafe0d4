/** Fakes for tests of the layers above. */
export { type Call, type FailingSystem, failingSystem } from "./failing-system.js";
