/** pnpm check: everything that needs no rights and runs no tests. Ends with a list of what failed. */
import { pnpm, run, tool } from "./pnpm.mjs";

/** @type {[name: string, run: () => number][]} */
const checks = [
  ["format and lint", () => tool("biome", ["ci", "."], { quiet: true })],
  ["build", () => tool("turbo", ["run", "build"], { quiet: true })],
  ["types", () => tool("turbo", ["run", "types"], { quiet: true })],
  ["attributes", () => run(process.execPath, ["scripts/coverage-attributes.mjs"], { quiet: true })],
  ["sizes", () => pnpm(["--filter", "@netns/netlink", "run", "size"], { quiet: true })],
  ["layers", () => tool("depcruise", ["--config", ".dependency-cruiser.mjs", "packages", "apps"], { quiet: true })],
  ["unused code and dependencies", () => tool("knip", [], { quiet: true })],
  ["packed packages", () => tool("turbo", ["run", "lint:package"], { quiet: true })],
  ["changesets", () => pnpm(["exec", "changeset", "status", "--since=HEAD"], { quiet: true })],
];

const failed = checks.filter(([name, check]) => {
  const ok = check() === 0;
  console.log(`${ok ? "ok    " : "FAILED"} ${name}`);
  return !ok;
});
if (failed.length > 0) console.error(`failed: ${failed.map(([name]) => name).join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
