import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/**
 * @typedef {Counts & { name: string, failures: string[] }} Run With each failed test: its name, and the first line of why.
 */

/**
 * Where vitest leaves its report of a package's run: `all.json` is not one of them, since it repeats the others.
 *
 * @param {string} root
 * @returns {{ name: string, path: string }[]}
 */
export function expectedReports(root) {
  return ["packages", "apps"].flatMap((group) =>
    readdirSync(join(root, group)).flatMap((folder) => {
      const manifest = join(root, group, folder, "package.json");
      if (!existsSync(manifest)) return [];
      const { name, scripts = {} } = JSON.parse(readFileSync(manifest, "utf8"));
      return ["unit", "kernel"]
        .filter((kind) => scripts[`test:${kind}`] !== undefined)
        .map((kind) => ({ name: `${name} ${kind}`, path: join(root, group, folder, "test-results", `${kind}.json`) }));
    }),
  );
}

/**
 * What one report says. A run that left none has crashed: that is a failure. So is a file that could not be loaded,
 * which vitest counts as a failed suite without tests.
 *
 * @param {string} name
 * @param {string} path
 * @returns {Run}
 */
export function readReport(name, path) {
  if (!existsSync(path)) return { name: `${name} (no report)`, passed: 0, failed: 1, skipped: 0, failures: [] };
  const report = JSON.parse(readFileSync(path, "utf8"));
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    name,
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures: [
      ...broken.map((file) => failure(file.name, [file.message])),
      ...report.testResults.flatMap((file) =>
        file.assertionResults
          .filter((test) => test.status === "failed")
          .map((test) => failure(`${file.name}: ${test.fullName}`, test.failureMessages)),
      ),
    ],
  };
}

/**
 * @param {string} name
 * @param {(string | undefined)[] | undefined} messages
 */
const failure = (name, messages) => `${name}: ${(messages?.[0] ?? "").split("\n", 1)[0]}`;

/**
 * @param {Counts[]} runs
 * @returns {Counts}
 */
export function add(runs) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of runs) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** The line that closes a run. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * Why the runs do not count as passed, in sentences.
 *
 * @param {Run[]} runs
 * @param {{ isRoot: boolean }} machine
 * @returns {string[]}
 */
export function objections(runs, { isRoot }) {
  const { passed, failed } = add(runs);
  const found = [];
  if (failed > 0) found.push(`${failed} failed`);
  if (passed + failed === 0) found.push("nothing ran");
  // Those beside `ip` may lack what they compare with, on the second kernel as well.
  const skippedKernel = runs.filter(({ name, skipped }) => name.endsWith(" kernel") && skipped > 0);
  if (isRoot && skippedKernel.length > 0) {
    found.push(`kernel tests were skipped although this is root: ${skippedKernel.map(({ name }) => name).join(", ")}`);
  }
  return found;
}

/**
 * Prints what came of some runs, closing with the line that sums them up, and sets the process's exit code.
 *
 * @param {Run[]} runs
 * @param {string[]} [problems] What is wrong besides.
 */
export function conclude(runs, problems = []) {
  console.log();
  for (const run of runs) console.log(`${run.name}: ${closingLine(run)}`);
  // Once more, since a log's end is what people see of it.
  for (const run of runs) for (const failure of run.failures) console.log(`failed test: ${run.name}: ${failure}`);
  const all = [...objections(runs, { isRoot: process.geteuid?.() === 0 }), ...problems];
  for (const problem of all) console.error(`not passed: ${problem}`);
  console.log(closingLine(add(runs)));
  process.exitCode = all.length > 0 ? 1 : 0;
}
