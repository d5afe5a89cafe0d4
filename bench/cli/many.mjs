import { readdirSync } from "node:fs";
import { judged, Numbers } from "./results.mjs";

/**
 * Many names: each command is one process from its start to its end, ours and ip(8) in turns.
 *
 * @typedef {import("./results.mjs").Row} Row
 * @typedef {{ name: string, target: number, most?: number, input?: (name: string) => string, words: string[] }} Task
 * @typedef {Map<string, { cpu: Numbers, clock: Numbers }>} Results
 */

const [FEW, MOST] = [500, 2000];
const SIZES = [FEW, MOST];
/** So much more may a name cost with the most names than with the fewest. */
const MOST_GROWTH = 1.3;

/** In this order each finds what it needs. @type {Task[]} */
const TASKS = [
  { name: "batch add", target: 1, words: ["-batch", "-"], input: (name) => `add ${name}` },
  { name: "batch set", target: 1.5, words: ["-batch", "-"], input: (name) => `set ${name} auto` },
  { name: "list, all with ids", target: 1, words: ["list"] },
  { name: "-all exec true", target: 1, most: 500, words: ["-all", "exec", "true"] },
  { name: "-all del", target: 1, words: ["-all", "del"] },
];

/**
 * @param {{ netns: string, runDir: string, measure: import("./measure.mjs").Measure, settle: () => void, turns: number }} game
 * @returns {Row[]}
 */
export function many({ netns, runDir, measure, settle, turns }) {
  /** @type {Results} */
  const results = new Map();
  for (let turn = 0; turn < turns; turn++) {
    for (const size of SIZES) {
      for (const ours of turn % 2 === 0 ? [true, false] : [false, true]) {
        settle();
        for (const task of TASKS.filter(({ most = size }) => size <= most)) {
          const { cpu, clock } = measure(commandOf(task, netns, ours), { input: inputOf(task, size) });
          const result = results.get(keyOf(task, size, ours)) ?? { cpu: new Numbers(), clock: new Numbers() };
          results.set(keyOf(task, size, ours), result);
          result.cpu.add(cpu / size);
          result.clock.add(clock / size);
        }
        const left = readdirSync(runDir);
        if (left.length > 0) throw new Error(`${left.length} names are left`);
      }
    }
  }
  return [
    ...TASKS.flatMap((task) => SIZES.flatMap((size) => compared(task, size, results))),
    ...TASKS.flatMap((task) => growth(task, results)),
  ];
}

/** @param {Task} task @param {number} size @param {boolean} ours */
const keyOf = ({ name }, size, ours) => `${name} ${size} ${ours}`;

/** @param {Task} task @param {string} netns @param {boolean} ours */
function commandOf({ words, input }, netns, ours) {
  if (ours) return [netns, ...words];
  // Its options come before its object; a batch's lines have an object of their own.
  if (input !== undefined) return ["ip", ...words];
  const [option, ...rest] = words;
  return option?.startsWith("-") ? ["ip", option, "netns", ...rest] : ["ip", "netns", ...words];
}

/** The same lines for both. @param {Task} task @param {number} size */
function inputOf({ input }, size) {
  if (input === undefined) return "";
  return Array.from({ length: size }, (_, i) => `netns ${input(`bench${i}`)}\n`).join("");
}

/** @param {Task} task @param {number} size @param {Results} results @returns {Row[]} */
function compared(task, size, results) {
  const stock = results.get(keyOf(task, size, false));
  const ours = results.get(keyOf(task, size, true));
  if (stock === undefined || ours === undefined) return [];
  const contest = `${task.name}, ${size.toLocaleString("en")} names`;
  // With few names start-up is most of it.
  const isJudged = size === (task.most ?? MOST);
  return [
    ...pair({ contest, unit: "µs a name" }, "CPU", stock.cpu, ours.cpu, isJudged ? task.target : undefined),
    ...pair({ contest, unit: "µs a name" }, "clock", stock.clock, ours.clock),
  ];
}

/**
 * @param {{ contest: string, unit: string }} title
 * @param {string} measure
 * @param {Numbers} stock
 * @param {Numbers} ours
 * @param {number} [target]
 * @returns {Row[]}
 */
function pair(title, measure, stock, ours, target) {
  const value = ours.minimum / stock.minimum;
  return [
    { ...title, name: `ip, ${measure}`, minimum: stock.minimum, median: stock.median },
    judged({
      ...title,
      name: `netns, ${measure}`,
      minimum: ours.minimum,
      median: ours.median,
      value,
      valueUnit: "×",
      ...(target && { target }),
    }),
  ];
}

/** What a name costs with the most, to what it costs with the fewest. @param {Task} task @param {Results} results @returns {Row[]} */
function growth(task, results) {
  const contest = `a name of ${MOST.toLocaleString("en")} to one of ${FEW}`;
  return [false, true].flatMap((ours) => {
    const less = results.get(keyOf(task, FEW, ours))?.cpu;
    const more = results.get(keyOf(task, MOST, ours))?.cpu;
    if (less === undefined || more === undefined) return [];
    const name = `${ours ? "netns" : "ip"} ${task.name}`;
    const { minimum, median } = more;
    const row = { contest, unit: "CPU µs", name, minimum, median, value: minimum / less.minimum, valueUnit: "×" };
    return [ours ? judged({ ...row, target: MOST_GROWTH }) : row];
  });
}
