import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchNode, versions } from "../../scripts/nodes.mjs";
import { many } from "../cli/many.mjs";
import { latencies, measuring } from "../cli/measure.mjs";
import { monitoring } from "../cli/monitor.mjs";
import { starting } from "../cli/start.mjs";
import { settle } from "../settle.mjs";

export { print } from "../cli/results.mjs";

/** The command, beside an empty program of the same Node and beside ip(8), in turns: as CPU time, which others need too. */
export const title = "the netns command beside ip";

/** ip(8)'s own: in the sandbox nobody else's. */
const RUN_DIR = "/run/netns";
/** With 40 rounds. */
const START_TURNS = 20;
const MANY_TURNS = 4;
const MONITOR_TURNS = 6;

/** @param {{ root: string, rounds: number, allNodes: boolean }} context */
export async function run({ root, rounds, allNodes }) {
  const folder = mkdtempSync(join(tmpdir(), "netns-bench-"));
  const netns = `${root}/apps/cli/dist/netns.cjs`;
  const [library, client] = await Promise.all(
    ["core", "rtnetlink"].map((name) => import(`${root}/packages/${name}/dist/index.js`)),
  );
  /** @param {number} turns */
  const turnsFor = (turns) => Math.max(1, Math.round((turns * rounds) / 40));
  try {
    const measure = measuring(folder);
    const monitorLatencies = latencies(folder);
    if (measure === undefined || monitorLatencies === undefined) return [];
    stock("netns add first", "netns del first");
    return [
      ...nodes(allNodes).flatMap(({ node, version }) =>
        starting({ folder, netns, node, version, measure, stock, rounds: turnsFor(START_TURNS) }),
      ),
      ...many({
        netns,
        runDir: RUN_DIR,
        measure,
        settle: () => settle(library, client, RUN_DIR),
        turns: turnsFor(MANY_TURNS),
      }),
      ...monitoring({ netns, runDir: RUN_DIR, latencies: monitorLatencies, turns: turnsFor(MONITOR_TURNS) }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {boolean} all */
function nodes(all) {
  const running = { node: process.execPath, version: process.version };
  if (!all) return [running];
  return versions.flatMap((version) => {
    const node = fetchNode(version);
    return node === undefined ? [] : [{ node, version: `v${version}` }];
  });
}

/** @param {string[]} lines What ip(8) is to do. */
function stock(...lines) {
  const input = lines.map((line) => `${line}\n`).join("");
  const { error, status, stderr } = spawnSync("ip", ["-batch", "-"], { input, encoding: "utf8" });
  if (error !== undefined) throw new Error(`ip(8) is missing: install iproute2 (${error.message})`);
  if (status !== 0) throw new Error(`ip failed: ${stderr}`);
}
