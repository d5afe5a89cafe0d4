import { spawn as nodeSpawn } from "node:child_process";

/**
 * spawn.mjs LIBRARY WAY RUN_DIR ROUNDS: starts a program that does nothing and waits for its end, one after the other.
 * Writes "MINIMUM MEDIAN CPU", nanoseconds; the processor's time is this process's.
 */

const [library = "", way = "", runDir = "", rounds = "1"] = process.argv.slice(2);
/** @type {any} The package; what is built of it knows no types here. */
const { spawn } = await import(library);

const NAME = "bench0";
const WARM_UP = 10;
const stdio = "ignore";

/** @type {Record<string, () => import("node:events").EventEmitter>} */
const ways = {
  node: () => nodeSpawn("true", { stdio }),
  plain: () => spawn(NAME, "true", [], { runDir, stdio, ownMounts: false }),
  mounts: () => spawn(NAME, "true", [], { runDir, stdio }),
  ip: () => nodeSpawn("ip", ["netns", "exec", NAME, "true"], { stdio }),
};
const start = ways[way];
if (start === undefined) throw new Error(`no way "${way}"`);

/** @type {number[]} */
const times = [];
/** @type {NodeJS.CpuUsage | undefined} */
let busy;
for (let i = -WARM_UP; i < Number(rounds); i++) {
  if (i === 0) busy = process.cpuUsage();
  const began = process.hrtime.bigint();
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const child = start();
      child.once("error", reject);
      child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`it ended with status ${code}`))));
    })
  );
  if (i >= 0) times.push(Number(process.hrtime.bigint() - began));
}
const { user, system } = process.cpuUsage(busy);
times.sort((a, b) => a - b);
console.log(`${times[0]} ${times[times.length >> 1]} ${((user + system) * 1000) / times.length}`);
