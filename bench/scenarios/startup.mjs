import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "../compare.mjs";

/** How long the command takes to say something, beside an empty program of the same Node, and beside stock ip. */
export const title = "start-up, milliseconds a run";

/** @param {{ root: string, rounds: number }} context */
export function run({ root, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "netns-bench-"));
  try {
    const empty = join(folder, "empty.cjs");
    writeFileSync(empty, "");
    const netns = `${root}/apps/cli/dist/netns.cjs`;
    /** @param {string} name @param {string} file @param {string[]} args */
    const command = (name, file, args) => ({ name, run: () => void spawnSync(file, args, { stdio: "ignore" }) });
    const contestants = [
      command("an empty Node program", process.execPath, [empty]),
      command("netns help", netns, ["help"]),
      command("netns list, no names", netns, ["list"]),
    ];
    if (spawnSync("ip", ["-V"]).error === undefined)
      contestants.push(command("ip netns list, no names", "ip", ["netns", "list"]));
    else console.error("ip(8) is missing, so it is left out: install iproute2");
    return compare(contestants, rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
