/**
 * pnpm test:fuzz [RUNS [SEED]]: a million random and mutated messages through every decoder, or as many as are asked
 * for. It needs no build: the codec's tests run on its source.
 */

import { root } from "./pnpm.mjs";
import { runSuites, suites } from "./suites.mjs";
import { conclude } from "./summary.mjs";

const [runs = "1000000", seed = "2"] = process.argv.slice(2);
const codec = suites(root, ["unit"]).filter(({ name }) => name.startsWith("@netns/netlink "));
const env = { ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed };
conclude(await runSuites(`${runs} messages from seed ${seed}:`, codec, { env, only: "src/properties.test.ts" }));
