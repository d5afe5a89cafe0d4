import { fileURLToPath } from "node:url";
import { goProgram, libmnlProgram, pyroute2Program } from "../peers.mjs";

/**
 * Who else decodes these bytes. A peer is a program that takes the same arguments as ours.mjs, from TASK on, and writes
 * the same line.
 *
 * @typedef {import("../peers.mjs").Program & { measures: string[], tasks: string[], slow?: boolean }} Peer
 */

const decoding = ["links", "routes", "addresses", "neighbors", "nsids"];
const encoding = ["encode-link", "encode-route"];

/** @param {string} name */
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Builds the peers.
 *
 * @param {string} folder Where their programs are put.
 * @returns {Peer[]}
 */
export function makePeers(folder) {
  const tasks = [...decoding, "three", ...encoding];
  const go = goProgram(folder, here("with-go"));
  const libmnl = libmnlProgram(folder, here("with-libmnl.c"));
  const pyroute2 = pyroute2Program(here("with-pyroute2.py"));
  return [
    ...(go ? [{ ...go, tasks, measures: ["warm", "cold", "alloc"] }] : []),
    ...(libmnl ? [{ ...libmnl, tasks, measures: ["warm", "cold"] }] : []),
    ...(pyroute2 ? [{ ...pyroute2, tasks: decoding, measures: ["warm"], slow: true }] : []),
  ];
}
