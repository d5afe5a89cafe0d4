import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readReport } from "./summary.mjs";

/** @typedef {import("./summary.mjs").Run} Run */
/** @typedef {{ name: string, folder: string, project: string | undefined }} Suite */

/**
 * The packages' test runs, without turbo: for runs in another place, by another Node, or on another kernel.
 *
 * @param {string} root
 * @param {string[]} kinds Of "unit", "kernel", "oracle", "compat", "page".
 * @returns {Suite[]}
 */
export function suites(root, kinds) {
  return ["packages", "apps"].flatMap((group) =>
    readdirSync(join(root, group)).flatMap((folder) => {
      const manifest = join(root, group, folder, "package.json");
      if (!existsSync(manifest)) return [];
      const { name, scripts = {} } = JSON.parse(readFileSync(manifest, "utf8"));
      return kinds
        .filter((kind) => scripts[`test:${kind}`] !== undefined)
        .map((kind) => ({
          name: `${name} ${kind}`,
          folder: join(root, group, folder),
          // The codec's configuration stands alone, and knows no projects.
          project: scripts[`test:${kind}`].includes("--project") ? kind : undefined,
        }));
    }),
  );
}

/**
 * The test files of a suite but for some, as arguments of vitest (whose --exclude knows nothing of projects); none where
 * all of them are meant.
 *
 * @param {Suite} suite
 * @param {Readonly<Record<string, readonly string[]>>} left For a package's name, files and folders in its src, without
 *   the files' endings.
 */
export function filesWithout({ name, folder, project }, left) {
  const paths = Object.entries(left).find(([owner]) => name.startsWith(`${owner} `))?.[1];
  if (paths === undefined) return [];
  const ending =
    project === "unit" ? /(?<!\.(kernel|oracle|compat|page))\.test\.ts$/ : new RegExp(`\\.${project}\\.test\\.ts$`);
  const all = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" }).filter((file) =>
    ending.test(file),
  );
  const isLeft = (/** @type {string} */ file) =>
    paths.some((path) => file.startsWith(`${path}.`) || file.startsWith(`${path}/`));
  return all.some(isLeft) ? all.filter((file) => !isLeft(file)).map((file) => `src/${file}`) : [];
}

/**
 * Runs suites, two at a time, and returns what came of them. A failing suite's output is shown.
 *
 * @param {string} label Goes before each name: "node 22".
 * @param {Suite[]} list
 * @param {{ node?: string, wrap?: (command: string[]) => string[], env?: NodeJS.ProcessEnv, only?: string,
 *   without?: Readonly<Record<string, readonly string[]>> }} [how] The Node to run them with, what the command line is to
 *   be wrapped in, the one file to run, and what is left out, as `filesWithout` takes it.
 * @returns {Promise<Run[]>}
 */
export async function runSuites(
  label,
  list,
  { node = process.execPath, wrap = (command) => command, env = process.env, only, without = {} } = {},
) {
  const reports = mkdtempSync(join(tmpdir(), "netns-reports-"));
  // For another user as well.
  chmodSync(reports, 0o777);
  try {
    /** @type {Run[]} */
    const runs = [];
    const queue = [...list];
    const worker = async () => {
      for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
        const path = join(reports, `${suite.name.replaceAll(/\W/g, "-")}.json`);
        const args = [join(suite.folder, "../../node_modules/vitest/vitest.mjs"), "run", `--outputFile.json=${path}`];
        if (suite.project !== undefined) args.push("--project", suite.project);
        if (only !== undefined) args.push(only);
        args.push(...filesWithout(suite, without));
        const [file = "", ...rest] = wrap([node, ...args]);
        const output = await capture(file, rest, { cwd: suite.folder, env });
        const run = readReport(`${label} ${suite.name}`, path);
        if (run.failed > 0) console.log(output);
        console.log(`${run.name}: ${run.passed} passed, ${run.failed} failed, ${run.skipped} skipped`);
        runs.push(run);
      }
    };
    await Promise.all([worker(), worker()]);
    return runs;
  } finally {
    rmSync(reports, { recursive: true });
  }
}

/** @param {string} file @param {string[]} args @param {import("node:child_process").SpawnOptions} options @returns {Promise<string>} */
function capture(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("error", reject);
    child.once("close", () => resolve(output));
  });
}
