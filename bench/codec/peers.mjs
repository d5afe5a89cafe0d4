import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Who else decodes these bytes. A peer is a program that takes the same arguments as ours.mjs, from TASK on, and writes
 * the same line. What cannot be built or started is left out, with a line that says which packages bring it: a network
 * namespace is no place to install them in.
 *
 * @typedef {{ name: string, command: string[], measures: string[], tasks: string[], slow?: boolean }} Peer
 */

const decoding = ["links", "routes", "addresses", "neighbors", "nsids"];
const encoding = ["encode-link", "encode-route"];
const GOPATH = "/usr/share/gocode";
const VISHVANANDA = "src/github.com/vishvananda/netlink";

/** @param {string} name */
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Builds the peers.
 *
 * @param {string} folder Where their programs are put.
 * @returns {Peer[]}
 */
export function makePeers(folder) {
  return [go(folder), libmnl(folder), pyroute2()].filter((peer) => peer !== undefined);
}

/** @param {string} folder @returns {Peer | undefined} */
function go(folder) {
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
  const failed = failure("go", ["build", "-o", program, "."], { env, cwd: here("with-go") });
  if (failed !== undefined) return without(name, packages, failed);
  const tasks = [...decoding, "three", ...encoding];
  return { name, command: [program], tasks, measures: ["warm", "cold", "alloc"] };
}

/** @param {string} folder @returns {Peer | undefined} */
function libmnl(folder) {
  const program = join(folder, "with-libmnl");
  const failed = failure("cc", ["-O2", "-o", program, here("with-libmnl.c"), "-lmnl"]);
  const name = "C, libmnl";
  if (failed !== undefined) return without(name, "gcc libc6-dev libmnl-dev", failed);
  return { name, command: [program], tasks: [...decoding, "three", ...encoding], measures: ["warm", "cold"] };
}

/** @returns {Peer | undefined} */
function pyroute2() {
  // By its path: the package is that Python's, and another one may come first.
  const python = "/usr/bin/python3";
  const failed = failure(python, ["-c", "import pyroute2"]);
  const name = "Python, pyroute2";
  if (failed !== undefined) return without(name, "python3-pyroute2", failed);
  return { name, command: [python, here("with-pyroute2.py")], tasks: decoding, measures: ["warm"], slow: true };
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
