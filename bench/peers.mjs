import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * Programs that do with other libraries what ours does. What cannot be built or started is left out, with a line that
 * says which packages bring it: a network namespace is no place to install them in.
 *
 * @typedef {{ name: string, command: string[] }} Program
 */

const GOPATH = "/usr/share/gocode";
const VISHVANANDA = "src/github.com/vishvananda/netlink";

/**
 * @param {string} folder Where the program is put.
 * @param {string} source The folder of a Go program that uses vishvananda/netlink.
 * @returns {Program | undefined}
 */
export function goProgram(folder, source) {
  const program = join(folder, "with-go");
  const env = {
    ...process.env,
    GO111MODULE: "off",
    GOPATH,
    CGO_ENABLED: "0",
    GOFLAGS: "",
    // Not the folder: what is kept where Go always keeps it makes the next run short.
    ...(process.env["HOME"] ? {} : { GOCACHE: join(folder, "go-cache") }),
  };
  const name = "Go, vishvananda/netlink";
  const packages = "golang-go golang-github-vishvananda-netlink-dev";
  if (!existsSync(join(GOPATH, VISHVANANDA))) return without(name, packages);
  const failed = failure("go", ["build", "-o", program, "."], { env, cwd: source });
  return failed === undefined ? { name, command: [program] } : without(name, packages, failed);
}

/** @param {string} folder Where the program is put. @param {string} source @returns {Program | undefined} */
export function libmnlProgram(folder, source) {
  const program = join(folder, "with-libmnl");
  const failed = failure("cc", ["-O2", "-o", program, source, "-lmnl"]);
  const name = "C, libmnl";
  return failed === undefined
    ? { name, command: [program] }
    : without(name, "gcc libc6-dev linux-libc-dev libmnl-dev", failed);
}

/** @param {string} folder Where the program is put. @param {string} source @returns {Program | undefined} */
export function cProgram(folder, source) {
  const program = join(folder, basename(source, ".c"));
  const failed = failure("cc", ["-O2", "-o", program, source]);
  return failed === undefined
    ? { name: "C", command: [program] }
    : without("C", "gcc libc6-dev linux-libc-dev", failed);
}

/** @param {string} source @returns {Program | undefined} */
export function pyroute2Program(source) {
  // By its path: the package is that Python's, and another one may come first.
  const python = "/usr/bin/python3";
  const failed = failure(python, ["-c", "import pyroute2"]);
  const name = "Python, pyroute2";
  return failed === undefined ? { name, command: [python, source] } : without(name, "python3-pyroute2", failed);
}

/** @param {string} file @param {string[]} args @param {import("node:child_process").SpawnSyncOptions} [options] */
function failure(file, args, options = {}) {
  const { error, status, stderr } = spawnSync(file, args, { ...options, encoding: "utf8" });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : `${stderr}`.trim().split("\n").at(-1);
}

/** @param {string} name @param {string} packages @param {string} [why] @returns {undefined} */
function without(name, packages, why) {
  console.error(`${name} is left out: install ${packages}${why ? ` (${why})` : ""}`);
}
