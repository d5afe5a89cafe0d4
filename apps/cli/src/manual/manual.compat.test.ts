import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { pagePath } from "./page.js";

const has = (command: string) => {
  const { status } = spawnSync("sh", ["-c", `command -v ${command}`]);
  if (status !== 0) console.error(`The manual page is not checked by ${command}, which is not installed`);
  return status === 0;
};

test.skipIf(!has("mandoc"))("mandoc finds nothing wrong with the page", () => {
  const { stdout } = spawnSync("mandoc", ["-T", "lint", "-W", "style", pagePath], { encoding: "utf8" });
  // What other pages there are is this machine's.
  const problems = stdout.split("\n").filter((line) => /(STYLE|WARNING|ERROR|UNSUPP):/.test(line));
  expect(problems).toEqual([]);
});

test.skipIf(!has("groff") || !has("man"))("man shows the page without a warning", () => {
  const { stdout, stderr, status } = spawnSync("man", ["--warnings", "--encoding=UTF-8", "--local-file", pagePath], {
    env: { PATH: process.env["PATH"], LC_ALL: "C.UTF-8", MANWIDTH: "80", MANPAGER: "cat" },
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(stdout).toMatch(/^NETNS\(1\)/);
  expect(stdout.length).toBeGreaterThan(8000);
});
