import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, rmdirSync } from "node:fs";
import { kernelTest } from "@netns/testing";

const env = { PATH: `${process.env["PATH"]}:/usr/sbin:/sbin`, HOME: "/", LC_ALL: "C" };
const hasIp = spawnSync("ip", ["-V"], { env }).status === 0;
if (!hasIp) console.error("Compared with nothing: ip(8) is missing: install iproute2");

/** Where stock ip(8) keeps its names: a constant in it. */
const RUN_DIR = "/run/netns";

/** Stock ip(8), in this process's namespaces. */
interface Stock {
  /** `runDir` of ip's own, for our operations. */
  readonly options: { readonly runDir: string };
  /** Runs it, whatever comes of it. */
  run(...words: readonly string[]): SpawnSyncReturns<string>;
  /** What it prints. @throws Error with its words when it fails. */
  print(...words: readonly string[]): string;
  /** What it prints as JSON. @throws Error with its words when it fails. */
  json(...words: readonly string[]): unknown;
}

function run(...words: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync("ip", words, { env, encoding: "utf8" });
}

function print(...words: readonly string[]): string {
  const { stdout, stderr, status } = run(...words);
  if (status !== 0) throw new Error(`ip ${words.join(" ")}: ${stderr}`);
  return stdout;
}

const stock: Stock = {
  options: { runDir: RUN_DIR },
  run,
  print,
  json: (...words) => JSON.parse(print("-json", ...words)),
};

const extended = kernelTest.extend<{ readonly stock: Stock }>({
  stock: async ({ scratch: _ }, use) => {
    mkdirSync(RUN_DIR, { recursive: true });
    // What both make goes with one unmount.
    spawnSync("mount", ["-t", "tmpfs", "-o", "mode=755", "tmpfs", RUN_DIR]);
    await use(stock);
    spawnSync("umount", ["--lazy", "--recursive", RUN_DIR]);
    rmdirSync(RUN_DIR);
  },
});

/** A kernel test that asks stock iproute2 as well; skipped where that is missing. */
export const oracleTest: typeof extended = hasIp ? extended : (extended.skip as typeof extended);
