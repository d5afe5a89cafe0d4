/** Debian packages that a check needs beside what npm brings. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** One check at a time asks apt-get, which does not wait for another: each holds this file (flock(1)) meanwhile. */
const lock = fileURLToPath(import.meta.url);

/** @param {readonly string[]} commands */
const onPath = (commands) => spawnSync("sh", ["-c", commands.map((name) => `command -v ${name}`).join(" && ")]).status;

/**
 * Makes sure that commands are there, and installs the packages that bring them where that can be done.
 *
 * @param {readonly string[]} commands
 * @param {readonly string[]} packages
 * @returns {string | undefined} Why they are not there, in words for people; undefined when they are.
 */
export function needCommands(commands, packages) {
  if (onPath(commands) === 0) return undefined;
  const names = packages.join(", ");
  if (process.geteuid?.() !== 0) return `not installed: ${names}; only root could install that`;
  if (onPath(["flock", "apt-get"]) !== 0) return `not installed: ${names}; and there is no apt-get to do it with`;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    const { status, stderr } = spawnSync("flock", [lock, "apt-get", ...args], { encoding: "utf8" });
    if (status !== 0) return `not installed: ${names}; apt-get ${args[0]} failed: ${stderr.trim()}`;
  }
  return onPath(commands) === 0 ? undefined : `${names} did not bring ${commands.join(", ")}`;
}
