/** npm test: installs what is missing, builds, and runs every test. */
import { rmSync } from "node:fs";
import { install, root, tool } from "./pnpm.mjs";
import { conclude, expectedReports, readReport } from "./summary.mjs";

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
const failed = runs.some((run) => run.failed > 0);
conclude(runs, status !== 0 && !failed ? [`turbo ended with status ${status}`] : []);
