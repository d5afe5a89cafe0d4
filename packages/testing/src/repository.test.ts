import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { add, closingLine, expectedReports, objections, readReport } from "../../../scripts/summary.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "netns-repository-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("the line that closes a run", () => {
  const run = (name: string, passed: number, failed = 0, skipped = 0) => ({
    name,
    passed,
    failed,
    skipped,
    failures: [],
  });

  test("adds up, and leaves out nobody who was skipped", () => {
    expect(closingLine(add([run("a unit", 2), run("a kernel", 3, 1)]))).toBe("5 passed, 1 failed");
    expect(closingLine(add([run("a unit", 2, 0, 1), run("b unit", 0, 0, 2)]))).toBe("2 passed, 0 failed, 3 skipped");
  });

  test("a failure, nothing at all, and kernel tests that root skips are objected to", () => {
    const root = { isRoot: true };
    expect(objections([run("a unit", 2)], root)).toEqual([]);
    expect(objections([run("a unit", 2, 1)], root)).toEqual(["1 failed"]);
    expect(objections([run("a unit", 0)], root)).toEqual(["nothing ran"]);
    expect(objections([run("a unit", 1), run("a kernel", 0, 0, 4)], root)).toEqual([
      "kernel tests were skipped although this is root: a kernel",
    ]);
    expect(objections([run("a unit", 1), run("a kernel", 0, 0, 4)], { isRoot: false })).toEqual([]);
  });

  test("a run without a report, or with a file that could not be loaded, has failed", () => {
    const folder = temporary();
    expect(readReport("a unit", join(folder, "none.json"))).toMatchObject({ passed: 0, failed: 1 });
    const report = {
      numPassedTests: 3,
      numFailedTests: 0,
      numPendingTests: 1,
      testResults: [
        { name: "a.test.ts", status: "passed", assertionResults: [] },
        { name: "b.test.ts", status: "failed", assertionResults: [], message: "no such module\nat b.test.ts" },
      ],
    };
    writeFileSync(join(folder, "unit.json"), JSON.stringify(report));
    expect(readReport("a unit", join(folder, "unit.json"))).toEqual({
      name: "a unit",
      passed: 3,
      failed: 1,
      skipped: 1,
      failures: ["b.test.ts: no such module"],
    });
  });

  test("a failed test is named, with the first line of why", () => {
    const path = join(temporary(), "unit.json");
    const test = { status: "failed", fullName: "adds up", failureMessages: ["expected 3 to be 4\nat a.test.ts:3"] };
    const testResults = [{ name: "a.test.ts", status: "failed", assertionResults: [test] }];
    writeFileSync(path, JSON.stringify({ numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, testResults }));
    expect(readReport("a unit", path).failures).toEqual(["a.test.ts: adds up: expected 3 to be 4"]);
  });

  test("every package is waited for", () => {
    const names = expectedReports(root).map(({ name }) => name);
    for (const name of [
      "netlink unit",
      "syscall kernel",
      "rtnetlink kernel",
      "core kernel",
      "cli kernel",
      "monitor kernel",
    ]) {
      expect(names).toContain(`@netns/${name}`);
    }
  });
});

describe("the layer rule", () => {
  /** A repository of a few lines; what the rule says about it. */
  function check(files: Record<string, string>): { status: number | null; stdout: string } {
    const folder = temporary();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const config = join(root, ".dependency-cruiser.mjs");
    const { status, stdout } = spawnSync(
      join(root, "node_modules/.bin/depcruise"),
      ["--config", config, "packages", "apps"],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    return { status, stdout };
  }

  /** Packages that are found by name, as pnpm links them. */
  const linked = (name: string) => ({
    [`node_modules/@netns/${name}/package.json`]: `{ "name": "@netns/${name}", "main": "index.js" }`,
    [`node_modules/@netns/${name}/index.js`]: "export const x = 1;",
    [`packages/${name}/src/index.ts`]: "export const x = 1;",
    "apps/cli/src/main.ts": "export const x = 1;",
  });

  test("arrows that point down are fine", () => {
    expect(
      check({ ...linked("core"), "apps/cli/src/main.ts": 'import "../../../packages/core/src/index.js";' }).stdout,
    ).toContain("by-name");
    expect(check({ ...linked("netlink"), "packages/netlink/src/a.ts": 'import "./index.js";' }).status).toBe(0);
  });

  test.each([
    [
      "a lower layer imports a higher one",
      { "packages/syscall/src/a.ts": 'import "../../core/src/index.js";' },
      "packages-syscall-layer",
    ],
    [
      "the codec imports a Node built-in",
      { "packages/netlink/src/a.ts": 'import "node:fs";' },
      "netlink-runs-anywhere",
    ],
    [
      "core goes past rtnetlink to the codec",
      { "packages/core/src/a.ts": 'import "../../netlink/src/index.js";' },
      "packages-core-layer",
    ],
    [
      "a package is imported by a path inside it",
      { "apps/cli/src/main.ts": 'import "../../../packages/core/src/index.js";' },
      "by-name",
    ],
    [
      "two files import each other",
      { "packages/core/src/a.ts": 'import "./b.js";', "packages/core/src/b.ts": 'import "./a.js";' },
      "no-cycles",
    ],
    ["the page imports a Node built-in", { "apps/monitor/web/a.ts": 'import "node:fs";' }, "monitor-web"],
    [
      "what the page runs as well imports a Node built-in",
      { "apps/monitor/src/topology/a.ts": 'import "node:fs";' },
      "monitor-topology-runs-anywhere",
    ],
    [
      "the lines need the server",
      { "apps/monitor/src/stream/a.ts": 'import "../serve/b.js";', "apps/monitor/src/serve/b.ts": "export {};" },
      "monitor-stream-without-server",
    ],
    ["what is imported is not there", { "packages/core/src/a.ts": 'import "nowhere";' }, "resolvable"],
  ])("%s", (_, files, rule) => {
    const { status, stdout } = check({ ...linked("core"), ...linked("netlink"), ...files });
    expect(status).not.toBe(0);
    expect(stdout).toContain(rule);
  });
});
