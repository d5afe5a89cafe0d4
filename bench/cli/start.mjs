import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judged, Numbers } from "./results.mjs";

/**
 * What one command takes beyond an empty program of the same Node.
 *
 * @typedef {import("./results.mjs").Row} Row
 * @typedef {{ words: string[], target: number, status?: number }} Small The target in milliseconds.
 */

const NONE = 4;
const SYSTEM_CALLS = 9;
/** As in ip(8) the help's. */
const USAGE = 255;
/** MiB. */
const MOST_MEMORY = 48;
const NAMES = ["a", "b", "c"];

/** What does not change what the next one finds, but for what it needs before. @type {Small[]} */
const WITHOUT_IDS = [
  { words: ["help"], target: NONE, status: USAGE },
  { words: ["-Version"], target: NONE },
  { words: ["identify"], target: NONE },
  { words: ["pids", "a"], target: NONE },
  { words: ["list"], target: NONE },
];
/** @type {Small[]} */
const WITH_IDS = [
  { words: ["add", "d"], target: SYSTEM_CALLS },
  { words: ["set", "d", "auto"], target: SYSTEM_CALLS },
  { words: ["list"], target: SYSTEM_CALLS },
  { words: ["list-id"], target: SYSTEM_CALLS },
  { words: ["exec", "d", "true"], target: SYSTEM_CALLS },
  { words: ["del", "d"], target: SYSTEM_CALLS },
];
/** Node's own variable for it; the command heeds it too. */
const NO_CACHE = { NODE_DISABLE_COMPILE_CACHE: "1" };

/**
 * @param {{ folder: string, netns: string, node: string, version: string, measure: import("./measure.mjs").Measure,
 *   stock: (...lines: string[]) => void, rounds: number }} game
 * @returns {Row[]}
 */
export function starting({ folder, netns, node, version, measure, stock, rounds }) {
  const nothing = join(folder, "empty.cjs");
  writeFileSync(nothing, "");
  const empty = new Numbers();
  const table = new Table();
  /** @param {Small[]} commands @param {string} title @param {boolean} counts */
  const play = (commands, title, counts) => {
    for (const { words, target, status = 0 } of commands) {
      const name = `${words.join(" ")}${words[0] === "list" ? title : ""}`;
      for (const [way, command, env] of ways(netns, words)) {
        const { cpu, memory } = measure(command, { node, env, status });
        if (counts) table.add(name, way, target, cpu / 1000, memory / 1024);
        // The next one wants to do the same.
        if (words[0] === "add" && way !== "ip") stock("netns del d");
        if (words[0] === "set" && way !== "ip") stock("netns del d", "netns add d");
        if (words[0] === "del" && way !== "ip") stock("netns add d");
      }
    }
  };
  // The first round fills caches.
  for (let round = -1; round < rounds; round++) {
    const { cpu } = measure([node, nothing], { node });
    if (round >= 0) empty.add(cpu / 1000);
    stock(...NAMES.map((name) => `netns add ${name}`));
    play(WITHOUT_IDS, ", no ids", round >= 0);
    stock(...NAMES.map((name) => `netns set ${name} auto`));
    play(WITH_IDS, ", ids", round >= 0);
    stock(...NAMES.map((name) => `netns del ${name}`));
  }
  return [...table.rows(version, empty), ...handedOver({ folder, netns, node, version, measure, rounds })];
}

/** The way of ip(8) is the last. @param {string} netns @param {string[]} words @returns {[string, string[], NodeJS.ProcessEnv][]} */
function ways(netns, words) {
  return [
    ["", [netns, ...words], {}],
    [NOT_KEPT, [netns, ...words], NO_CACHE],
    // Its options come before its object.
    ["ip", words[0]?.startsWith("-") ? ["ip", ...words] : ["ip", "netns", ...words], {}],
  ];
}

const NOT_KEPT = ", no compiled code kept";

class Table {
  /** @type {Map<string, { way: string, target: number, times: Numbers, memory: Numbers }>} */
  #results = new Map();

  /** @param {string} name @param {string} way @param {number} target @param {number} time @param {number} memory */
  add(name, way, target, time, memory) {
    const full = way === "ip" ? `ip netns ${name}` : `netns ${name}${way}`;
    const result = this.#results.get(full) ?? { way, target, times: new Numbers(), memory: new Numbers() };
    this.#results.set(full, result);
    result.times.add(time);
    result.memory.add(memory);
  }

  /** @param {string} version @param {Numbers} empty @returns {Row[]} */
  rows(version, empty) {
    const contest = `one command, Node ${version}, above an empty program`;
    const unit = "CPU ms";
    /** @type {Row[]} */
    const rows = [{ contest, unit, name: "an empty program", minimum: empty.minimum, median: empty.median }];
    const peak = new Numbers();
    for (const [name, { way, target, times, memory }] of this.#results) {
      const { minimum, median } = times;
      if (way === "ip") rows.push({ contest, unit, name, minimum, median });
      else {
        const row = { contest, unit, name, minimum, median, value: minimum - empty.minimum };
        rows.push(way === "" ? judged({ ...row, target }) : row);
        peak.add(memory.maximum);
      }
    }
    const { minimum, median, maximum: value } = peak;
    const name = "the highest of these commands";
    const most = judged({
      contest: `peak memory, Node ${version}`,
      unit: "MiB",
      name,
      minimum,
      median,
      value,
      target: MOST_MEMORY,
    });
    return [...rows, most];
  }
}

/**
 * What is not ours goes on to the real ip, from a shell.
 *
 * @param {{ folder: string, netns: string, node: string, version: string, measure: import("./measure.mjs").Measure,
 *   rounds: number }} game
 * @returns {Row[]}
 */
function handedOver({ folder, netns, node, version, measure, rounds }) {
  const link = join(folder, "ip");
  try {
    symlinkSync(netns, link);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const [stock, ours] = [new Numbers(), new Numbers()];
  for (let round = 0; round < rounds; round++) {
    stock.add(measure(["ip", "link"], { node }).cpu / 1000);
    ours.add(measure([link, "link"], { node }).cpu / 1000);
  }
  const contest = `ip link, handed over, Node ${version}`;
  const unit = "CPU ms";
  return [
    { contest, unit, name: "stock ip", minimum: stock.minimum, median: stock.median },
    {
      contest,
      unit,
      name: "ours as ip",
      minimum: ours.minimum,
      median: ours.median,
      value: ours.minimum - stock.minimum,
    },
  ];
}
