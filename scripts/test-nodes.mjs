/** Runs unit and kernel tests, the built commands' among them, on every other Node that is supported. */
import { dirname } from "node:path";
import { fetchNode, versions } from "./nodes.mjs";
import { build, root } from "./pnpm.mjs";
import { runSuites, suites } from "./suites.mjs";
import { conclude } from "./summary.mjs";

build();

/**
 * What is about the kernel, or this repository, and takes long: `npm test` has run it, and on another Node it would say
 * the same.
 */
const without = {
  "@netns/testing": ["repository"],
  "@netns/syscall": ["layout", "socket/ip-text"],
  "@netns/rtnetlink": ["client-interrupted", "client-stream", "through-kernel", "verbs", "watch/storm"],
  "@netns/core": [
    ...["concurrency", "create", "cycles", "delete", "faults", "faults-looking", "hint", "holders", "identify"],
    ...["list-strange", "many", "names", "nsid", "nsid-errors", "nsid-many", "numbering", "overlay", "overlay-rules"],
    ...["processes", "rights"],
    ...["faults", "nsid", "observer", "overrun", "run-dir", "slow-reader", "storm"].map((name) => `watch/${name}`),
  ],
  "@netns/cli": ["as-ip", "batch", "completions", "killed", "manual", "names", "schema"],
  "@netns/monitor": ["letting-go", "link-namespaces", "many", "rights", "state", "serve/events/storm"],
};

/** @param {string} version */
const major = (version) => version.split(".")[0];

const runs = [];
for (const version of versions) {
  // npm test has run on this one.
  if (major(version) === major(process.versions.node)) continue;
  const node = fetchNode(version);
  if (node === undefined) {
    console.log(`node ${version}: there is none for ${process.platform} on ${process.arch}`);
    continue;
  }
  const env = { ...process.env, FUZZ_RUNS: "4000", PATH: `${dirname(node)}:${process.env.PATH}` };
  runs.push(...(await runSuites(`node ${version}:`, suites(root, ["unit", "kernel"]), { node, env, without })));
}
conclude(runs);
