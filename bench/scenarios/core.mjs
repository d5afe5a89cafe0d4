import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cProgram } from "../peers.mjs";
import { settle } from "../settle.mjs";

/**
 * Named namespaces, beside the same system calls in C and beside ip(8): each contestant in a process of its own, in
 * turns. And what it costs to start a program in one.
 */
export const title = "named namespaces beside C and ip";

/**
 * @typedef {{ minimum: number, median: number, cpu: number, ids: number }} Result
 * @typedef {(task: string, count: number, milliseconds: number) => Result} Play
 * @typedef {{ name: string, play: Play, tasks: string[] }} Contestant
 * @typedef {{ contest: string, name: string, unit: string, minimum: number, median: number, cpu: number }} Times
 * @typedef {Times & { toFirst: number, cpuToFirst: number }} Row
 */

/** ip(8)'s own: in the sandbox nobody else's. */
const RUN_DIR = "/run/netns";
/** How many namespaces there are, and how many turns with 40 rounds. */
const SIZES = /** @type {const} */ ([
  [100, 10],
  [500, 6],
  [2000, 3],
  [5000, 2],
]);
/** What can be done again and again needs fewer. */
const MOST_LONG_TURNS = 4;
const SPAWN_TURNS = 6;
const ALL_TASKS = ["create", "delete", "list", "enter", "socket"];
/** How much of the processor's time a turn takes for each of `rounds`, where something can be done again and again. */
const MILLISECONDS = 3;

/** @param {{ root: string, rounds: number }} context @returns {Promise<Row[]>} */
export async function run({ root, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "netns-bench-"));
  const [core, syscall, rtnetlink] = ["core", "syscall", "rtnetlink"].map(
    (name) => `${root}/packages/${name}/dist/index.js`,
  );
  /** @type {any[]} The packages, which know no types here. */
  const [library, client] = await Promise.all([core, rtnetlink].map((path) => import(path ?? "")));
  const contestants = [...c(folder), ours([core ?? "", syscall ?? ""]), ...ip()];
  const turnsFor = (/** @type {number} */ turns) => Math.max(1, Math.round((turns * rounds) / 40));
  try {
    const rows = SIZES.flatMap(([count, turns]) =>
      play({
        contestants,
        library,
        count,
        turns: turnsFor(turns),
        milliseconds: rounds * MILLISECONDS,
        settle: () => settle(library, client, RUN_DIR),
      }),
    );
    return [...rows, ...spawning(core ?? "", library, turnsFor(SPAWN_TURNS), rounds)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} name */
const there = (name) => fileURLToPath(new URL(`../core/${name}`, import.meta.url));

/** @param {string} folder @returns {Contestant[]} */
function c(folder) {
  const program = cProgram(folder, there("with-c.c"));
  return program ? [{ name: program.name, play: player(program.command), tasks: ALL_TASKS }] : [];
}

/** @param {string[]} paths @returns {Contestant} */
function ours(paths) {
  return { name: "@netns/core", play: player([process.execPath, there("ours.mjs"), ...paths]), tasks: ALL_TASKS };
}

/** @param {string[]} command @returns {Play} */
function player([file = "", ...args]) {
  return (task, count, milliseconds) => {
    const stdout = started(file, [...args, task, RUN_DIR, `${count}`, `${milliseconds}`]);
    const [minimum = 0, median = 0, cpu = 0, ids = 0] = stdout.trim().split(" ").map(Number);
    return { minimum, median, cpu, ids };
  };
}

/** What it takes to start it is in its times: a command has no others. @returns {Contestant[]} */
function ip() {
  const { error } = spawnSync("ip", ["-Version"]);
  if (error !== undefined) {
    console.error(`ip is left out: install iproute2 (${error.message})`);
    return [];
  }
  /** @type {Play} */
  const play = (task, count) => {
    const verb = task === "create" ? "add" : "delete";
    const input = Array.from({ length: count }, (_, i) => `netns ${verb} bench${i}\n`).join("");
    const start = performance.now();
    const stdout = task === "list" ? started("ip", ["netns", "list"]) : started("ip", ["-batch", "-"], input);
    const time = ((performance.now() - start) * 1e6) / count;
    return { minimum: time, median: time, cpu: Number.NaN, ids: stdout.match(/\(id: /g)?.length ?? 0 };
  };
  return [{ name: "ip, and its start", play, tasks: ["create", "delete", "list"] }];
}

/** @param {string} file @param {string[]} args @param {string} [input] */
function started(file, args, input = "") {
  const { error, status, signal, stdout, stderr } = spawnSync(file, args, {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${file} ${args.join(" ")} failed (${signal ?? status}): ${stderr.trim().slice(-2000)}`);
  return stdout;
}

/**
 * @param {{ contestants: Contestant[], library: any, count: number, turns: number, milliseconds: number,
 *   settle: () => void }} game
 * @returns {Row[]}
 */
function play({ contestants, library, count, turns, milliseconds, settle }) {
  const options = { runDir: RUN_DIR };
  const names = Array.from({ length: count }, (_, i) => `bench${i}`);
  const of = count.toLocaleString("en");
  const made = new Table(`creating ${of}`);
  const deleted = new Table(`deleting ${of}`);
  for (let turn = 0; turn < turns; turn++) {
    for (const { name, play } of contestants) {
      settle();
      made.add(name, play("create", count, 0));
      deleted.add(name, play("delete", count, 0));
    }
  }
  settle();
  library.createNamespaces(names, options);
  const few = names.filter((_, i) => i % 100 === 0);
  /** @param {string} title @param {string} task @param {number} [ids] */
  const hold = (title, task, ids = 0) => {
    const table = new Table(title);
    const players = contestants.filter(({ tasks }) => tasks.includes(task));
    for (let turn = 0; turn < Math.min(turns, MOST_LONG_TURNS); turn++) {
      for (const { name, play } of players) {
        const result = play(task, count, milliseconds);
        if (result.ids !== ids) throw new Error(`${title}, ${name}: ${result.ids} ids where ${ids} are due`);
        table.add(name, result);
      }
    }
    return table.rows();
  };
  const rows = [
    ...made.rows(),
    ...deleted.rows(),
    ...hold(`open, enter, back, close; one of ${of}`, "enter"),
    ...hold(`openSocket, close; one of ${of}`, "socket"),
    ...hold(`listing ${of}, none with an id`, "list"),
  ];
  for (const name of few) library.setNsid(name, "auto", options);
  rows.push(...hold(`listing ${of}, ${few.length} with an id`, "list", few.length));
  for (const name of names) if (!few.includes(name)) library.setNsid(name, "auto", options);
  rows.push(...hold(`listing ${of}, all with an id`, "list", count));
  const [failure] = library.deleteNamespaces(names, options);
  if (failure !== undefined) throw failure.error;
  return rows;
}

/**
 * @param {string} core @param {any} library @param {number} turns @param {number} rounds
 * @returns {Row[]}
 */
function spawning(core, library, turns, rounds) {
  const options = { runDir: RUN_DIR };
  library.createNamespace("bench0", options).close();
  const contestants = {
    node: "child_process.spawn",
    plain: "spawn, ownMounts: false",
    mounts: "spawn",
    ip: "child_process.spawn of ip netns exec",
  };
  const table = new Table("starting a program, until its end");
  for (let turn = 0; turn < turns; turn++) {
    for (const [way, name] of Object.entries(contestants)) {
      const stdout = started(process.execPath, [there("spawn.mjs"), core, way, RUN_DIR, `${rounds}`]);
      const [minimum = 0, median = 0, cpu = 0] = stdout.split(" ").map(Number);
      table.add(name, { minimum, median, cpu, ids: 0 });
    }
  }
  library.deleteNamespace("bench0", options);
  return table.rows();
}

/** The results of a contest; the first contestant is what the others are compared with. */
class Table {
  /** @type {Map<string, Result[]>} */
  #results = new Map();

  /** @param {string} contest */
  constructor(contest) {
    this.contest = contest;
  }

  /** @param {string} name @param {Result} result */
  add(name, result) {
    this.#results.set(name, [...(this.#results.get(name) ?? []), result]);
  }

  /** @returns {Row[]} Microseconds. */
  rows() {
    const times = [...this.#results].map(([name, results]) => {
      /** @param {"minimum" | "median" | "cpu"} key */
      const all = (key) => results.map((result) => result[key] / 1000).sort((a, b) => a - b);
      const median = all("median");
      return {
        contest: this.contest,
        name,
        unit: "µs",
        minimum: all("minimum")[0] ?? Number.NaN,
        median: median[median.length >> 1] ?? Number.NaN,
        cpu: all("cpu")[0] ?? Number.NaN,
      };
    });
    const [first] = times;
    return times.map((row) => ({
      ...row,
      toFirst: row.minimum / (first?.minimum ?? Number.NaN),
      cpuToFirst: row.cpu / (first?.cpu ?? Number.NaN),
    }));
  }
}

/** @param {Row[]} rows */
export function print(rows) {
  let last = "";
  for (const { contest, unit, name, minimum, median, cpu, toFirst, cpuToFirst } of rows) {
    if (contest !== last) {
      const columns = ["minimum", "median", "CPU", "ratio", "of CPU"].map((column) => column.padStart(10)).join("");
      console.log(`\n${`${contest}; ${unit} each`.padEnd(52)}${columns}`);
    }
    last = contest;
    const numbers = [
      ...[minimum, median, cpu].map((time) => time.toFixed(1)),
      toFirst.toFixed(2),
      cpuToFirst.toFixed(2),
    ];
    console.log(`  ${name.padEnd(50)}${numbers.map((number) => number.replace("NaN", "").padStart(10)).join("")}`);
  }
}
