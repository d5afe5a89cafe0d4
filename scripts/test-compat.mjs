/**
 * Compares the netns command with stock `ip netns`, script by script, our objects and verbs, and netns-monitor's topology,
 * with `ip -j -d`, and tries Prometheus on netns-monitor; installs `ip` and others where that can be done.
 */
import { needCommands } from "./apt.mjs";
import { build, root } from "./pnpm.mjs";
import { runSuites, suites } from "./suites.mjs";
import { conclude } from "./summary.mjs";

build();

const reason = needCommands(["ip"], ["iproute2"]);
if (reason !== undefined) console.log(`Nothing to compare with: ${reason}`);
const documents = needCommands(
  ["zsh", "fish", "mandoc", "/usr/bin/jsonschema", "/usr/share/bash-completion/bash_completion"],
  ["zsh", "fish", "mandoc", "python3-jsonschema", "bash-completion"],
);
if (documents !== undefined) console.log(`Completions, manual page and schema are checked in part only: ${documents}`);
const scraper = needCommands(["prometheus", "promtool"], ["prometheus"]);
if (scraper !== undefined) console.log(`The example for Prometheus is not tried: ${scraper}`);
conclude(await runSuites("beside ip:", suites(root, ["compat", "oracle"])));
