import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));

/**
 * Runs a program in the repository's folder, and returns its status. Its output is shown when it fails, or always.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options]
 */
export function run(file, args, { quiet = false } = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(file, args, {
    cwd: root,
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    // turbo asks nobody and reports to nobody.
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" },
  });
  if (error) throw error;
  const code = status ?? 1;
  if (quiet && code !== 0) process.stdout.write(`${stdout}${stderr}`);
  if (signal) console.error(`${file} was ended by ${signal}`);
  return code;
}

/** Runs the pinned pnpm, which npx fetches when it is not there. @type {(args: string[], options?: { quiet?: boolean }) => number} */
export function pnpm(args, options) {
  return run("npx", ["--yes", packageManager, ...args], options);
}

/** Runs a step that everything after it needs; ends the process when it fails. @type {(what: string, step: () => number) => void} */
export function need(what, step) {
  console.log(`${what} …`);
  const status = step();
  if (status !== 0) {
    console.error(`${what}: failed (status ${status})`);
    process.exit(status);
  }
}

/** Installs what the lock file says. */
export function install() {
  need("Installing", () => pnpm(["install", "--frozen-lockfile"], { quiet: true }));
}

/**
 * Runs a program of node_modules/.bin, through pnpm: turbo looks for that on the PATH.
 *
 * @type {(name: string, args: string[], options?: { quiet?: boolean }) => number}
 */
export function tool(name, args, options) {
  return pnpm(["exec", name, ...args], options);
}

/**
 * Builds what has changed: tests of the packages' bundles would judge old ones otherwise. Not where somebody has done so
 * already (NETNS_BUILT), since another check may be reading them just now.
 */
export function build() {
  if (process.env.NETNS_BUILT !== undefined) return;
  need("Building", () => tool("turbo", ["run", "build", "--output-logs=errors-only"], { quiet: true }));
}
