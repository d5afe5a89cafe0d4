/** npm test: installs what is missing, builds, and runs every test. */
import { rmSync } from "node:fs";
import { install, root, tool } from "./pnpm.mjs";
import { add, closingLine, expectedReports, objections, readReport } from "./summary.mjs";

install();
const reports = expectedReports(root);
// Those of unit tests come back from turbo's cache; a stale one must not be counted.
for (const { path } of reports) rmSync(path, { force: true });
const status = tool("turbo", [
  "run",
  "test:unit",
  "test:kernel",
  "--continue",
  // Each of these starts processes of its own; more at a time make a small machine slower, not quicker.
  "--concurrency=3",
  "--output-logs=new-only",
  "--log-order=grouped",
]);

const runs = reports.map(({ name, path }) => readReport(name, path));
console.log();
for (const run of runs) console.log(`${run.name}: ${closingLine(run)}`);
const problems = objections(runs, { isRoot: process.geteuid?.() === 0 });
if (status !== 0 && problems.length === 0) problems.push(`turbo ended with status ${status}`);
for (const problem of problems) console.error(`not passed: ${problem}`);
console.log(closingLine(add(runs)));
process.exitCode = problems.length > 0 ? 1 : 0;
