import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { latencies } from "../monitor/latency.mjs";
import { many } from "../monitor/many.mjs";
import { cProgram } from "../peers.mjs";
import { settle } from "../settle.mjs";

export { print } from "../monitor/rows.mjs";

/** The monitor beside ip(8): how soon it tells of a change, and what it takes to know many namespaces. */
export const title = "netns-monitor beside ip monitor";

/** ip(8)'s own: in the sandbox nobody else's. */
const RUN_DIR = "/run/netns";
/** With 40 rounds. */
const LATENCY_TURNS = 4;
const MANY_TURNS = 2;

/** @param {{ root: string, rounds: number }} context */
export async function run({ root, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "netns-bench-"));
  const monitor = `${root}/apps/monitor/dist/netns-monitor.cjs`;
  const [library, client] = await Promise.all(
    ["core", "rtnetlink"].map((name) => import(`${root}/packages/${name}/dist/index.js`)),
  );
  const turnsFor = (/** @type {number} */ turns) => Math.max(1, Math.round((turns * rounds) / 40));
  try {
    const program = cProgram(folder, fileURLToPath(new URL("../monitor/latency.c", import.meta.url)));
    if (program === undefined) return [];
    const game = { monitor, runDir: RUN_DIR, folder, library, client };
    const rows = await latencies({ ...game, program: program.command, turns: turnsFor(LATENCY_TURNS) });
    settle(library, client, RUN_DIR);
    return [...rows, ...(await many({ ...game, turns: turnsFor(MANY_TURNS) }))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
