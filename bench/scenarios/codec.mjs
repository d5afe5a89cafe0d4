import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { counts, dumpOf } from "../codec/dumps.mjs";
import { codecs } from "../codec/ours.mjs";
import { makePeers } from "../codec/peers.mjs";

/** The codec, beside others that decode the same bytes: all of a dump, each contestant in a process of its own. */
export const title = "the codec beside its peers";

/**
 * @typedef {import("../codec/peers.mjs").Peer} Contestant
 * @typedef {keyof typeof codecs} Family
 * @typedef {{ title: string, task: string, measure: string, unit: string, turns: number, family?: Family }} Contest
 * @typedef {{
 *   contest: string, name: string, unit: string, minimum: number, median: number, toGo?: number, toLibmnl?: number,
 * }} Row
 */

/** A machine is busy with something else for seconds on end: so many short turns, not one long one. */
const TURNS = 3;
const SLOW_TURNS = 2;
/** Messages that a slow contestant gets, at least: as many rounds through the selection as make up so many. */
const SLOW_COUNT = 200;

/** @param {{ root: string, rounds: number }} context @returns {Row[]} */
export function run({ root, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "netns-bench-"));
  try {
    const families = /** @type {Family[]} */ (Object.keys(codecs));
    for (const family of families) {
      writeFileSync(join(folder, family), dumpOf(family));
      writeFileSync(join(folder, `${family}-slow`), dumpOf(family, SLOW_COUNT));
    }
    const contestants = [...ours(`${root}/packages/netlink/dist/index.js`), ...makePeers(folder)];
    return hold(contests(families), contestants, folder, rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} library @returns {Contestant[]} */
function ours(library) {
  const file = fileURLToPath(new URL("../codec/ours.mjs", import.meta.url));
  const families = Object.keys(codecs);
  const rest = ["three", "encode-link", "encode-route"];
  /** @param {string} name @param {string[]} options @param {string} view @param {string[]} tasks @param {string[]} measures */
  const contestant = (name, options, view, tasks, measures) => ({
    name,
    command: [process.execPath, ...options, file, library, view],
    tasks,
    measures,
  });
  // A young generation in which a whole pass has room, so that nothing is collected while it is measured.
  const roomy = ["--expose-gc", "--min-semi-space-size=128", "--max-semi-space-size=128"];
  const noEval = ["--disallow-code-generation-from-strings"];
  return [
    contestant("objects", [], "objects", [...families, ...rest], ["warm", "cold", "load"]),
    contestant("objects, without eval", noEval, "objects", [...families, ...rest], ["warm", "cold"]),
    contestant("lists", [], "lists", families, ["warm", "cold"]),
    contestant("objects", roomy, "objects", families, ["alloc"]),
    contestant("lists", roomy, "lists", families, ["alloc"]),
  ];
}

/** @param {Family[]} families @returns {Contest[]} */
function contests(families) {
  const ns = { unit: "ns", turns: TURNS };
  return [
    ...families.map((family) => ({ title: `decoding ${family}`, task: family, measure: "warm", family, ...ns })),
    { title: "three attributes of links", task: "three", measure: "warm", family: "links", ...ns },
    { title: "decoding links, first pass", task: "links", measure: "cold", family: "links", ...ns },
    { title: "encoding a new vxlan", task: "encode-link", measure: "warm", ...ns },
    { title: "encoding a new route", task: "encode-route", measure: "warm", ...ns },
    ...families.map((family) => {
      const allocated = { title: `allocated for ${family}`, measure: "alloc", unit: "bytes", turns: 1 };
      return { ...allocated, task: family, family };
    }),
    { title: "loading the package", task: "links", measure: "load", unit: "ms", turns: 10 },
  ];
}

/** @param {Contest[]} list @param {Contestant[]} contestants @param {string} folder @param {number} rounds @returns {Row[]} */
function hold(list, contestants, folder, rounds) {
  const games = list.flatMap((contest) =>
    contestants
      .filter(({ tasks, measures }) => tasks.includes(contest.task) && measures.includes(contest.measure))
      .map((contestant) => ({ contest, contestant, results: /** @type {number[][]} */ ([]), over: false })),
  );
  const reasons = new Set();
  for (let turn = 0; turn < Math.max(...list.map(({ turns }) => turns)); turn++) {
    for (const game of games) {
      if (game.over || turn >= (game.contestant.slow ? SLOW_TURNS : game.contest.turns)) continue;
      const result = play(game.contest, game.contestant, folder, rounds * MILLISECONDS);
      if (typeof result === "string") {
        game.over = true;
        // What is missing is missing in several contests.
        if (!reasons.has(result))
          console.error(`${game.contest.title}: ${game.contestant.name} is left out: ${result}`);
        reasons.add(result);
      } else game.results.push(result);
    }
  }
  return list.flatMap((contest) => {
    const played = games.filter((game) => game.contest === contest && !game.over);
    agree(contest, played);
    const rows = played.map(({ contestant: { name }, results }) => ({
      contest: contest.title,
      name,
      unit: contest.unit,
      minimum: Math.min(...results.map(([minimum = Number.NaN]) => minimum)),
      median: middle(results.map(([, median = Number.NaN]) => median)),
    }));
    return rows.map((row) => ({ ...row, toGo: ratio(row, rows, "Go"), toLibmnl: ratio(row, rows, "C") }));
  });
}

/** How long a turn is for each of `rounds`. */
const MILLISECONDS = 15;

/**
 * One turn of one contestant.
 *
 * @param {Contest} contest @param {Contestant} contestant @param {string} folder @param {number} milliseconds
 * @returns {number[] | string} Minimum, median, check; or why there are none.
 */
function play({ task, measure, family }, { command: [file = "", ...args], slow }, folder, milliseconds) {
  const dump = family === undefined ? "" : join(folder, slow ? `${family}-slow` : family);
  const { error, status, stdout, stderr } = spawnSync(file, [...args, task, measure, dump, `${milliseconds}`], {
    encoding: "utf8",
  });
  if (error !== undefined) return error.message;
  if (status !== 0) {
    process.exitCode = 1;
    return `it failed: ${stderr.trim().slice(-2000)}`;
  }
  return stdout.startsWith("skip: ") ? stdout.slice(6).trim() : stdout.trim().split(" ").map(Number);
}

/**
 * Whoever has left something out was not faster.
 *
 * @param {Contest} contest @param {{ contestant: Contestant, results: number[][] }[]} played
 */
function agree({ title: contest, task, measure, family }, played) {
  if (measure === "load") return;
  const wanted = family === undefined ? played.at(-1)?.results[0]?.[2] : undefined;
  for (const { contestant, results } of played) {
    const due = wanted ?? (contestant.slow ? SLOW_COUNT : counts[/** @type {Family} */ (family ?? task)]);
    const wrong = results.find(([, , check]) => check !== due);
    if (wrong === undefined) continue;
    process.exitCode = 1;
    console.error(`${contest}: ${contestant.name} has ${wrong[2]} where ${due} are due`);
  }
}

/** @param {{ minimum: number }} row @param {{ name: string, minimum: number }[]} rows @param {string} peer */
function ratio({ minimum }, rows, peer) {
  const other = rows.find(({ name }) => name.startsWith(`${peer}, `));
  return other && minimum / other.minimum;
}

/** @param {number[]} list */
function middle(list) {
  return list.sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}

/** @param {Row[]} rows */
export function print(rows) {
  let last = "";
  for (const { contest, name, unit, minimum, median, toGo, toLibmnl } of rows) {
    if (contest !== last) {
      const columns = ["minimum", "median", "to Go", "to C"].map((column) => column.padStart(10)).join("");
      console.log(`\n${`${contest}, ${unit}${unit === "ms" ? "" : " a message"}`.padEnd(48)}${columns}`);
    }
    last = contest;
    const digits = unit === "ms" ? 2 : 0;
    const numbers = [
      minimum.toFixed(digits),
      median.toFixed(digits),
      toGo?.toFixed(2) ?? "",
      toLibmnl?.toFixed(2) ?? "",
    ];
    console.log(`  ${name.padEnd(46)}${numbers.map((number) => number.padStart(10)).join("")}`);
  }
}
