import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Quantiles, row } from "./rows.mjs";

/** Microseconds that it may come later than ip(8)'s line does, at p50. */
const MOST_BEHIND = 5000;
/** Changes a turn. */
const CHANGES = 100;
/** Microseconds between changes: in peace, and as fast as they are told. What comes at once is sent in one event. */
const PAUSES = /** @type {const} */ ([
  [20_000, "20 ms apart"],
  [0, "one after the other"],
]);
const NAMESPACE = "bench-latency";

/** @typedef {{ name: string, key: string, of: string[] }} Contestant What stands before the number; a command or a socket. */

/**
 * How long after a change in a namespace a monitor has told of it: ip(8), our command's line, the server's event.
 *
 * @param {{ monitor: string, runDir: string, folder: string, program: string[], turns: number,
 *   library: any, client: any }} game The packages know no types here.
 * @returns {Promise<import("./rows.mjs").Row[]>}
 */
export async function latencies({ monitor, runDir, folder, program, turns, library, client }) {
  const link = makeLink(library, client, runDir);
  const socket = `${folder}/socket`;
  const server = spawn(process.execPath, [monitor, "serve", "--listen", `unix:${socket}`], { stdio: "ignore" });
  const contestants = [
    { name: "ip monitor all-nsid", key: "mtu ", of: ["ip", "monitor", "all-nsid", "link"] },
    { name: "netns-monitor --links", key: "mtu ", of: [process.execPath, monitor, "--links"] },
    { name: "netns-monitor serve, the event", key: '"mtu":', of: [`@${socket}`] },
  ];
  try {
    while (!existsSync(socket)) {
      if (server.exitCode !== null) throw new Error(`netns-monitor serve ended with ${server.exitCode}`);
      await sleep(10);
    }
    return PAUSES.flatMap(([pause, how]) => {
      const results = play(contestants, turns, ({ key, of }) =>
        measured(program, [`${runDir}/${NAMESPACE}`, `${link}`, `${CHANGES}`, `${pause}`, key, ...of]),
      );
      const contest = `from a change of a link to what is told of it, ${how}; µs`;
      return judged(contest, results);
    });
  } finally {
    if (server.kill("SIGKILL")) await once(server, "close");
    rmSync(socket, { force: true });
    library.deleteNamespace(NAMESPACE, { runDir });
  }
}

/** @param {any} library @param {any} client @param {string} runDir @returns {number} Its index. */
function makeLink(library, client, runDir) {
  const namespace = library.createNamespace(NAMESPACE, { runDir });
  // ip(8) hears of namespaces that have an id here.
  library.setNsid(NAMESPACE, "auto", { runDir });
  const inside = client.openClient({ namespace });
  client.addLink(inside, { kind: "veth", name: "near", peer: { name: "far" } });
  const { ifindex } = client.getLink(inside, "near");
  inside.close();
  namespace.close();
  return ifindex;
}

/**
 * @param {Contestant[]} contestants @param {number} turns @param {(contestant: Contestant) => number[]} measure
 * @returns {Map<string, Quantiles>}
 */
function play(contestants, turns, measure) {
  const results = new Map(contestants.map(({ name }) => [name, new Quantiles()]));
  for (let turn = 0; turn < turns; turn++) {
    for (const contestant of contestants) results.get(contestant.name)?.add(...measure(contestant));
  }
  return results;
}

/** @param {string} contest @param {Map<string, Quantiles>} results The first is ip(8)'s. */
function judged(contest, results) {
  const [first] = results.values();
  return [...results].map(([name, numbers]) =>
    numbers === first
      ? row(contest, name, numbers)
      : row(contest, name, numbers, { value: numbers.at(0.5) - (first?.at(0.5) ?? Number.NaN), target: MOST_BEHIND }),
  );
}

/** @param {string[]} program @param {string[]} args @returns {number[]} */
function measured([file = "", ...before], args) {
  const { error, status, signal, stdout, stderr } = spawnSync(file, [...before, ...args], { encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.join(" ")} failed (${signal ?? status}): ${stderr.trim().slice(-2000)}`);
  return stdout.trim().split("\n").map(Number);
}
