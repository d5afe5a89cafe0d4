/**
 * Breaks one thing at a time in a clone of this repository, and demands that the step of `.ci/run` that is there for
 * it notices: a check that cannot fail proves nothing. Takes minutes; run it after changes to the checks themselves.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./pnpm.mjs";
import { conclude } from "./summary.mjs";

/** @typedef {{ what: string, file: string, find?: string, replace: string, step: string[], says: RegExp }} Breakage */

const npmTest = ["npm", "test"];
const script = (/** @type {string} */ name) => ["node", `scripts/${name}.mjs`];

/** A test that fails where `condition` holds. @param {string} condition */
const failingWhere = (condition) => `
import { readFileSync as read } from "node:fs";
kernelTest("broken on purpose", () => {
  expect(${condition}).toBe(false);
});
`;

/** Without `find`, `replace` goes to the end of the file. @type {readonly Breakage[]} */
const breakages = [
  {
    what: "a wrong exit status: beside ip",
    file: "apps/cli/src/failure.ts",
    find: "new Failure(1, message)",
    replace: "new Failure(2, message)",
    step: script("test-compat"),
    says: /status: expected/,
  },
  {
    what: "a wrong exit status: npm test",
    file: "apps/cli/src/failure.ts",
    find: "new Failure(1, message)",
    replace: "new Failure(2, message)",
    step: npmTest,
    says: /[1-9]\d* failed/,
  },
  {
    what: "a leaked mount",
    file: "packages/core/src/list.kernel.test.ts",
    replace: `kernelTest("broken on purpose", () => {
  spawnSync("mount", ["-t", "tmpfs", "tmpfs", "/run"]);
});
`,
    step: npmTest,
    says: /[1-9]\d* failed/,
  },
  {
    what: "a kernel test that is skipped under root",
    file: "packages/core/src/list.kernel.test.ts",
    find: 'kernelTest("no run directory is no names"',
    replace: 'kernelTest.skip("no run directory is no names"',
    step: npmTest,
    says: /skipped although this is root: @netns\/core kernel/,
  },
  {
    what: "an import across layers",
    file: "packages/core/src/name.ts",
    replace: 'export { u8 as broken } from "../../netlink/src/index.js";\n',
    step: script("check"),
    says: /packages-core-layer/,
  },
  {
    what: "a page that asks somebody else for something",
    file: "apps/monitor/web/main.ts",
    replace: 'fetch("http://192.0.2.1/").catch(() => undefined);\n',
    step: script("test-page"),
    says: /policy: connect-src http:\/\/192\.0\.2\.1/,
  },
  {
    what: "a page from the code of the server",
    file: "apps/monitor/web/main.ts",
    replace: 'export { Hub } from "../src/serve/events/hub.js";\n',
    step: script("check"),
    says: /monitor-web: /,
  },
  {
    what: "a part of the command without a function that others load from it",
    file: "apps/cli/build/parts.ts",
    find: '"askNsid", "askForAny", ',
    replace: '"askNsid", ',
    step: script("check"),
    says: /No matching export .* for import "askForAny"/,
  },
  {
    what: "an export that nobody has any more",
    file: "packages/netlink/src/index.ts",
    find: "decodeFrames, encodeFrame,",
    replace: "encodeFrame,",
    step: script("test-packages"),
    says: /decodeFrames/,
  },
  {
    what: "an export without CommonJS",
    file: "packages/netlink/package.json",
    find: '"default": "./dist/index.cjs"',
    replace: '"default": "./dist/nowhere.cjs"',
    step: script("test-packages"),
    says: /[1-9]\d* failed/,
  },
  {
    what: "a test that fails on other Nodes only",
    file: "packages/core/src/list.kernel.test.ts",
    replace: failingWhere("!process.version.startsWith(`v${process.env.BREAKAGE_NODE}.`)"),
    step: script("test-nodes"),
    says: /[1-9]\d* failed/,
  },
  {
    what: "a test that fails for an ordinary user only",
    file: "packages/core/src/list.kernel.test.ts",
    replace: failingWhere('!read("/proc/self/uid_map", "utf8").includes("4294967295")'),
    step: script("test-user"),
    says: /[1-9]\d* failed/,
  },
  {
    what: "a test that fails on the second kernel only",
    file: "packages/core/src/list.kernel.test.ts",
    replace: failingWhere('read("/proc/version", "utf8").startsWith("Linux version 6.1.")'),
    step: script("test-uml"),
    says: /[1-9]\d* failed/,
  },
];

const folder = mkdtempSync(join(tmpdir(), "netns-breakage-"));
const chosen = process.argv.slice(2);
let passed = 0;
let failed = 0;
try {
  const env = { ...process.env, BREAKAGE_NODE: process.versions.node.split(".")[0] };
  const run = (/** @type {string[]} */ [command = "", ...args]) =>
    spawnSync(command, args, { cwd: folder, encoding: "utf8", env, maxBuffer: 2 ** 28 });
  run(["git", "clone", "--quiet", root, "."]);
  const first = run(npmTest);
  if (first.status !== 0) throw new Error(`npm test fails before anything is broken:\n${first.stdout}${first.stderr}`);
  for (const { what, file, find, replace, step, says } of breakages) {
    if (chosen.length > 0 && !chosen.some((words) => what.includes(words))) continue;
    const path = join(folder, file);
    const source = readFileSync(path, "utf8");
    if (find === undefined) appendFileSync(path, replace);
    else if (!source.includes(find)) throw new Error(`${what}: ${file} no longer has ${JSON.stringify(find)}`);
    else writeFileSync(path, source.replace(find, replace));
    const { status, stdout, stderr } = run(step);
    const noticed = status !== 0 && says.test(stdout + stderr);
    if (noticed) passed++;
    else failed++;
    console.log(`${noticed ? "noticed" : "NOT NOTICED"}: ${what} (${step.join(" ")}: status ${status})`);
    if (!noticed) console.log(`${stdout}${stderr}`.split("\n").slice(-40).join("\n"));
    run(["git", "checkout", "--quiet", "."]);
    run(["git", "clean", "--quiet", "-fd"]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
conclude([{ name: "breakage", passed, failed, skipped: 0, failures: [] }]);
