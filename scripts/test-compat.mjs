/** Compares the netns command with stock `ip netns`, script by script. */
import { root } from "./pnpm.mjs";
import { runSuites, suites } from "./suites.mjs";
import { conclude } from "./summary.mjs";

conclude(await runSuites("beside ip:", suites(root, ["compat"])));
