import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { goProgram, libmnlProgram, pyroute2Program } from "../peers.mjs";
import { addLinkForAddresses, addLinks, addRoutes, LINKS, nameNamespace, ROUTES } from "../rtnetlink/town.mjs";

/**
 * The client, beside others that ask the same kernel in the same namespace for the same: each contestant in a process of
 * its own, in turns.
 */
export const title = "the client beside its peers";

/**
 * @typedef {"nsids" | "links" | "routes" | "routes-streamed" | "addresses" | "addresses-batch"} Task
 * @typedef {{ name: string, command: string[], tasks: Task[], slow?: boolean }} Contestant
 * @typedef {import("../rtnetlink/town.mjs").Tools} Tools
 * @typedef {{ title: string, task: Task, count: number, before: (tools: Tools) => void }} Contest
 * @typedef {{ first: number, minimum: number, median: number, cpu: number, peak: number }} Result
 * @typedef {number | undefined} Ratio Undefined: the other is not there.
 * @typedef {Result & { contest: string, name: string, toGo: Ratio, cpuToGo: Ratio, toLibmnl: Ratio, toPyroute2: Ratio }} Row
 */

/**
 * A machine is busy with something else for seconds on end, and all that change a network, in whatever namespace, wait for
 * one lock of the kernel's: so several turns, not one long one.
 */
const TURNS = 3;
const SLOW_TURNS = 1;
/** How long a turn is for each of `rounds`. */
const MILLISECONDS = 20;

/**
 * What is there slows others down (the kernel's lists are longer), so what makes the most comes last.
 *
 * @type {Contest[]}
 */
const contests = [
  { title: "asking for an nsid, 2,000 times", task: "nsids", count: 2000, before: nameNamespace },
  { title: "adding 1,000 addresses one by one", task: "addresses", count: 1000, before: () => {} },
  { title: "adding 1,000 addresses in batches", task: "addresses-batch", count: 1000, before: () => {} },
  { title: "a dump of 1,000 links", task: "links", count: LINKS, before: addLinks },
  { title: "a dump of 100,000 routes, collected", task: "routes", count: ROUTES, before: addRoutes },
  { title: "a dump of 100,000 routes, streamed", task: "routes-streamed", count: ROUTES, before: () => {} },
];

/** @param {{ root: string, rounds: number }} context @returns {Promise<Row[]>} */
export async function run({ root, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "netns-bench-"));
  const paths = [`${root}/packages/rtnetlink/dist/index.js`, `${root}/packages/netlink/dist/index.js`];
  const [library, codec] = await Promise.all(paths.map((path) => import(path)));
  const client = library.openClient();
  try {
    const contestants = [...ours(paths), ...peers(folder)];
    const tools = { library, codec, client };
    const ifindex = addLinkForAddresses(tools);
    return contests.flatMap((contest) => {
      contest.before(tools);
      return hold(contest, contestants, [`${rounds * MILLISECONDS}`, `${ifindex}`]);
    });
  } finally {
    client.close();
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} name */
const there = (name) => fileURLToPath(new URL(`../rtnetlink/${name}`, import.meta.url));

/** @param {string[]} paths @returns {Contestant[]} */
function ours(paths) {
  const file = fileURLToPath(new URL("../rtnetlink/ours.mjs", import.meta.url));
  const command = [process.execPath, file, ...paths];
  const tasks = contests.map(({ task }) => task);
  const verbs = tasks.filter((task) => task !== "routes-streamed" && task !== "addresses-batch");
  return [
    { name: "@netns/rtnetlink, the client", command: [...command, "client"], tasks },
    { name: "@netns/rtnetlink, the verbs", command: [...command, "verbs"], tasks: verbs },
  ];
}

/**
 * Go's has neither batches nor streams; pyroute2 makes a list of all routes before one can be looked at.
 *
 * @param {string} folder @returns {Contestant[]}
 */
function peers(folder) {
  const plain = /** @type {Task[]} */ (["nsids", "addresses", "links", "routes"]);
  const libmnl = libmnlProgram(folder, there("with-libmnl.c"));
  const go = goProgram(folder, there("with-go"));
  const pyroute2 = pyroute2Program(there("with-pyroute2.py"));
  return [
    ...(libmnl ? [{ ...libmnl, tasks: contests.map(({ task }) => task) }] : []),
    ...(go ? [{ ...go, tasks: plain }] : []),
    ...(pyroute2 ? [{ ...pyroute2, tasks: [...plain, /** @type {Task} */ ("addresses-batch")], slow: true }] : []),
  ];
}

/** @param {Contest} contest @param {Contestant[]} contestants @param {string[]} args @returns {Row[]} */
function hold({ title: contest, task, count }, contestants, args) {
  const games = contestants
    .filter(({ tasks }) => tasks.includes(task))
    .map((contestant) => ({ ...contestant, results: /** @type {Result[]} */ ([]) }));
  for (let turn = 0; turn < TURNS; turn++) {
    for (const { name, command, slow, results } of games) {
      if (slow && turn >= SLOW_TURNS) continue;
      results.push(play(`${contest}: ${name}`, [...command, task, ...args], count));
    }
  }
  const rows = games.map(({ name, results }) => {
    /** @param {keyof Result} key */
    const least = (key) => Math.min(...results.map((result) => result[key]));
    return {
      contest,
      name,
      first: least("first"),
      minimum: least("minimum"),
      median: least("median"),
      cpu: least("cpu"),
      peak: Math.max(...results.map(({ peak }) => peak)),
    };
  });
  return rows.map((row) => ({
    ...row,
    toGo: ratio(row, rows, "Go"),
    cpuToGo: ratio(row, rows, "Go", "cpu"),
    toLibmnl: ratio(row, rows, "C"),
    toPyroute2: ratio(row, rows, "Python"),
  }));
}

/**
 * One turn of one contestant. Whoever has left something out was not faster.
 *
 * @param {string} who @param {string[]} command @param {number} due @returns {Result}
 */
function play(who, [file = "", ...args], due) {
  const { error, status, signal, stdout, stderr } = spawnSync(file, args, { encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${who} failed (${signal ?? status}): ${stderr.trim().slice(-2000)}`);
  const [first = 0, minimum = 0, median = 0, cpu = 0, check, peak = 0] = stdout.trim().split(" ").map(Number);
  if (check !== due) throw new Error(`${who} has ${check} where ${due} are due`);
  return { first, minimum, median, cpu, peak };
}

/**
 * @param {Result} row @param {(Result & { name: string })[]} rows @param {string} peer
 * @param {"minimum" | "cpu"} key @returns {Ratio}
 */
function ratio(row, rows, peer, key = "minimum") {
  const other = rows.find(({ name }) => name.startsWith(`${peer}, `));
  return other && row[key] / other[key];
}

/** @param {Row[]} rows */
export function print(rows) {
  let last = "";
  for (const { contest, name, first, minimum, median, cpu, toGo, cpuToGo, toLibmnl, toPyroute2, peak } of rows) {
    if (contest !== last) {
      const names = ["first", "minimum", "median", "CPU", "to C", "to Go", "CPU to Go", "to pyroute2", "peak, MiB"];
      console.log(`\n${`${contest}; ns each`.padEnd(48)}${names.map((each) => each.padStart(12)).join("")}`);
    }
    last = contest;
    const numbers = [
      ...[first, minimum, median, cpu].map((time) => time.toFixed(0)),
      ...[toLibmnl, toGo, cpuToGo].map((each) => each?.toFixed(2) ?? ""),
      toPyroute2?.toFixed(3) ?? "",
      (peak / 1024).toFixed(0),
    ];
    console.log(`  ${name.padEnd(46)}${numbers.map((number) => number.padStart(12)).join("")}`);
  }
}
