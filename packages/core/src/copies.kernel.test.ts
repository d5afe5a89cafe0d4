import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";

kernelTest("a second copy of the package in one process does no harm", ({ runDir, etcDir }) => {
  const program = fileURLToPath(new URL("./fixtures/copies.mjs", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, runDir, etcDir], { encoding: "utf8" });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const exists = "NamespaceError,EEXIST,create-file";
  expect(JSON.parse(stdout)).toEqual({
    copies: 2,
    lists: ["blue,red", "blue,red"],
    again: [true, true, "red"],
    inside: [true, true, true, true, true],
    collected: [true, true, true, true],
    failures: [exists, exists],
    left: [],
    threads: true,
  });
});
