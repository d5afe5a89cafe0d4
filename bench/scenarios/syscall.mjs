import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** System calls, beside the same ones in C, each contestant in a process of its own; and what loading them costs. */
export const title = "system calls beside C";

/** @typedef {{ contest: string, name: string, unit: string, minimum: number, median: number, toFirst: number }} Row */

/** The first of a contest is what the others are compared with. */
const contests = {
  socket: "socket and close",
  setns: "setns there and back",
  scoped: "inNamespace: open, fstat, setns twice, readlink, close",
  recvmsg: "recvmsg of a datagram of 32 KiB",
};

/** A machine is busy with something else for seconds on end: so many short turns, not one long one. */
const TURNS = 6;
/** How long a turn is for each of `rounds`. */
const MILLISECONDS = 4;

/** @param {{ root: string, rounds: number }} context @returns {Row[]} */
export function run({ root, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "netns-bench-"));
  try {
    const library = `${root}/packages/syscall/dist/index.cjs`;
    const contestants = [...c(folder), { name: "@netns/syscall", command: [process.execPath, ours, library] }];
    return [...calls(contestants, rounds * MILLISECONDS), ...loading(folder, library, rounds)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ours = fileURLToPath(new URL("../syscall/ours.mjs", import.meta.url));

/** @param {string} folder */
function c(folder) {
  const program = join(folder, "with-c");
  const source = fileURLToPath(new URL("../syscall/with-c.c", import.meta.url));
  const { error, status, stderr } = spawnSync("cc", ["-O2", "-o", program, source], { encoding: "utf8" });
  if (status === 0) return [{ name: "C", command: [program] }];
  console.error(`C is left out: install gcc libc6-dev (${error?.message ?? stderr.trim()})`);
  return [];
}

/** @param {{ name: string, command: string[] }[]} contestants @param {number} milliseconds @returns {Row[]} */
function calls(contestants, milliseconds) {
  return Object.entries(contests).flatMap(([task, contest]) => {
    const results = contestants.map(() => /** @type {number[][]} */ ([]));
    for (let turn = 0; turn < TURNS; turn++) {
      for (const [i, { name, command }] of contestants.entries()) {
        const [file = "", ...args] = command;
        const { status, stdout, stderr } = spawnSync(file, [...args, task, `${milliseconds}`], { encoding: "utf8" });
        if (status !== 0) throw new Error(`${contest}, ${name}: ${stderr}`);
        results[i]?.push(stdout.split(" ").map(Number));
      }
    }
    const rows = contestants.map(({ name }, i) => ({
      name,
      minimum: Math.min(...(results[i] ?? []).map(([minimum = Number.NaN]) => minimum)),
      median: Math.min(...(results[i] ?? []).map(([, median = Number.NaN]) => median)),
    }));
    const first = rows[0]?.minimum ?? Number.NaN;
    return rows.map((row) => ({ contest, unit: "ns", ...row, toFirst: row.minimum / first }));
  });
}

/**
 * The processor's time from the first line of a program until it has made a system call: on a busy machine that says
 * more than the clock.
 *
 * @param {string} folder @param {string} library @param {number} rounds @returns {Row[]}
 */
function loading(folder, library, rounds) {
  const programs = {
    // Found by its name, as the package finds it.
    koffi: `require("node:module").createRequire(${JSON.stringify(library)})("koffi").load(null).func("int unshare(int flags)")(0)`,
    "@netns/syscall": `require(${JSON.stringify(library)}).linux.unshare(0)`,
    "@netns/syscall, without a call": `require(${JSON.stringify(library)})`,
  };
  const contestants = Object.entries(programs).map(([name, program], i) => {
    const file = join(folder, `${i}.cjs`);
    const print = "const { user, system } = process.cpuUsage(start); process.stdout.write(`${(user + system) / 1000}`)";
    writeFileSync(file, `const start = process.cpuUsage(); ${program}; ${print}`);
    return { name, file, times: /** @type {number[]} */ ([]) };
  });
  for (let round = 0; round < rounds; round++) {
    for (const { name, file, times } of contestants) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
      if (status !== 0) throw new Error(`loading ${name}: ${stderr}`);
      times.push(Number(stdout));
    }
  }
  const rows = contestants.map(({ name, times }) => {
    times.sort((a, b) => a - b);
    return { name, minimum: times[0] ?? Number.NaN, median: times[times.length >> 1] ?? Number.NaN };
  });
  const first = rows[0]?.minimum ?? Number.NaN;
  return rows.map((row) => ({
    contest: "loading, and one call, CPU",
    unit: "ms",
    ...row,
    toFirst: row.minimum / first,
  }));
}

/** @param {Row[]} rows */
export function print(rows) {
  let last = "";
  for (const { contest, unit, name, minimum, median, toFirst } of rows) {
    if (contest !== last) {
      const columns = ["minimum", "median", "ratio"].map((column) => column.padStart(10)).join("");
      console.log(`\n${`${contest}, ${unit}`.padEnd(62)}${columns}`);
    }
    last = contest;
    const digits = unit === "ms" ? 2 : 0;
    const numbers = [minimum.toFixed(digits), median.toFixed(digits), toFirst.toFixed(2)];
    console.log(`  ${name.padEnd(60)}${numbers.map((number) => number.padStart(10)).join("")}`);
  }
}
