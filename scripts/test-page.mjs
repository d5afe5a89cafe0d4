/**
 * Looks at netns-monitor's page in a real browser: Debian's Chromium, which is installed where that can be done. Leaves
 * screenshots in apps/monitor/test-results/screenshots.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { needCommands } from "./apt.mjs";
import { build, root } from "./pnpm.mjs";
import { runSuites, suites } from "./suites.mjs";
import { closingLine, conclude } from "./summary.mjs";

build();

const list = suites(root, ["page"]);
const reason = needCommands(["chromium"], ["chromium", "fonts-dejavu-core"]);
if (reason !== undefined) {
  console.log(`no browser to look at the page with: ${reason}`);
  console.log(closingLine({ passed: 0, failed: 0, skipped: list.length }));
} else {
  const screenshots = join(root, "apps/monitor/test-results/screenshots");
  rmSync(screenshots, { recursive: true, force: true });
  const runs = await runSuites("in a browser:", list);
  const names = existsSync(screenshots) ? readdirSync(screenshots) : [];
  console.log(`${names.length} screenshots in ${relative(root, screenshots)}: ${names.join(", ")}`);
  // The browser is there: a test that was not run is one that somebody switched off.
  conclude(
    runs,
    runs.filter(({ skipped }) => skipped > 0).map(({ name, skipped }) => `${name}: ${skipped} skipped`),
  );
}
