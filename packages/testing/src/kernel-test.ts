import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { test } from "vitest";
import { leakCheck } from "./leak-check.js";
import { NO_SANDBOX_VARIABLE } from "./no-sandbox.js";

/** What a kernel test gets. */
export interface KernelFixtures {
  /** An empty directory of the test's own, removed afterwards with all that is mounted in it. */
  readonly scratch: string;
  /** A run directory for names, in `scratch`; not made yet. */
  readonly runDir: string;
  /** A directory for overlays, in `scratch`; not made yet. */
  readonly etcDir: string;
  /** Both, as the operations' options. */
  readonly paths: { readonly runDir: string; readonly etcDir: string };
}

const SCRATCH = "/run/test-";

const extended = test.extend<KernelFixtures & { readonly leaks: undefined }>({
  leaks: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to see what a fixture needs.
    async ({}, use) => {
      const check = await leakCheck(SCRATCH);
      await use(undefined);
      await check.verify();
    },
    { auto: true },
  ],
  scratch: async ({ leaks: _ }, use) => {
    const directory = mkdtempSync(SCRATCH);
    await use(directory);
    unmountBelow(directory);
    rmSync(directory, { recursive: true });
  },
  runDir: async ({ scratch }, use) => use(`${scratch}/netns`),
  etcDir: async ({ scratch }, use) => use(`${scratch}/etc`),
  paths: async ({ runDir, etcDir }, use) => use({ runDir, etcDir }),
});

/**
 * A test against the real kernel, in its file's sandbox, that fails when it leaves anything behind: a descriptor, a
 * thread in another namespace, a mount, a process. Skipped where no sandbox can be made.
 */
export const kernelTest: typeof extended = process.env[NO_SANDBOX_VARIABLE] === undefined ? extended : skipped();

function skipped(): typeof extended {
  return extended.skip as typeof extended;
}

/** The last mounted first: the lines of mountinfo are in the order of mounting. */
function unmountBelow(directory: string): void {
  const points = readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .filter((point) => point.startsWith(directory))
    // Octal escapes, as proc(5) has them for blanks and backslashes.
    .map((point) =>
      point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    );
  // One after the other would take a second each on the second kernel.
  if (points.length > 0) spawnSync("umount", ["--lazy", ...points.reverse()]);
}
