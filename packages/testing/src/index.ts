/** What the packages' tests share; only vitest can import it. The sandbox itself is in `@netns/testing/sandbox`. */
export { type KernelFixtures, kernelTest } from "./kernel-test.js";
export { type LeakCheck, leakCheck } from "./leak-check.js";
export { openDescriptors } from "./open-descriptors.js";
export { type Transcript, testSnippets, transcripts } from "./readme.js";
export { threadNamespaces } from "./thread-namespaces.js";
