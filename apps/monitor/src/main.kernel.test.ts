import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createNamespace, createNamespaces, deleteNamespace, setNsid } from "@netns/core";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";

const command = fileURLToPath(new URL("../dist/netns-monitor.cjs", import.meta.url));

/** Runs until somebody creates the first name, so that nothing is missed: the lines from there on. */
async function lines(runDir: string, args: string[], count: number, work: () => void): Promise<string[]> {
  const env = { ...process.env, NETNS_RUN_DIR: runDir };
  const child: ChildProcess = spawn(command, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(child, "exit");
  try {
    if (child.stdout === null) throw new Error("no output");
    const iterator = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let probe = 0;
    // Until it is watching it says nothing; then each probe comes and goes.
    const timer = setInterval(() => {
      createNamespace(`probe${probe}`, { runDir }).close();
      deleteNamespace(`probe${probe++}`, { runDir });
    }, 50);
    const first = await iterator.next();
    clearInterval(timer);
    expect(first.value).toContain("probe");
    work();
    const seen: string[] = [];
    while (seen.length < count) {
      const { value } = await iterator.next();
      if (!String(value).includes("probe")) seen.push(String(value));
    }
    return seen;
  } finally {
    child.kill();
    await exit;
  }
}

kernelTest("a line for each name and id that comes or goes", async ({ runDir }) => {
  const seen = await lines(runDir, [], 4, () => {
    createNamespace("blue", { runDir }).close();
    setNsid("blue", 70, { runDir });
    deleteNamespace("blue", { runDir });
  });
  expect(seen.sort()).toEqual(["add blue", "delete blue", "deleted nsid 70", "nsid 70"]);
});

kernelTest("with --json one object a line", async ({ runDir }) => {
  const seen = await lines(runDir, ["--json"], 2, () => {
    createNamespace("blue", { runDir }).close();
    deleteNamespace("blue", { runDir });
  });
  expect(seen.map((line) => JSON.parse(line))).toEqual([
    { version: 1, type: "name-added", name: "blue" },
    { version: 1, type: "name-deleted", name: "blue" },
  ]);
});

kernelTest("with --all-nsid also the ids in other namespaces", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  setNsid("red", 71, { runDir });
  const text = await lines(runDir, ["--all-nsid"], 1, () => void setNsid("blue", 72, { runDir, observer: "red" }));
  expect(text).toEqual(["[nsid 71]nsid 72"]);
  const json = await lines(
    runDir,
    ["--all-nsid", "--json"],
    1,
    () => void setNsid("red", 73, { runDir, observer: "red" }),
  );
  expect(JSON.parse(json[0] ?? "")).toEqual({
    version: 1,
    type: "nsid-added",
    nsid: 73,
    observer: { device: expect.any(Number), inode: expect.any(Number) },
    targetNsid: 71,
  });
});

kernelTest("what cannot be", ({ runDir }) => {
  const run = (args: string[], env = {}) =>
    spawnSync(command, args, { env: { ...process.env, NETNS_RUN_DIR: runDir, ...env }, encoding: "utf8" });
  expect(run(["--nosuch"])).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining("Usage: netns-monitor"),
  });
  expect(run(["--help"])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Usage: netns-monitor"),
    stderr: "",
  });
  expect(run(["--version"]).stdout).toMatch(/^netns-monitor \d+\.\d+\.\d+/);
  expect(run([], { NETNS_RUN_DIR: "/proc/nosuch/netns" })).toMatchObject({
    status: 1,
    stderr: "netns-monitor: mkdir /proc/nosuch/netns failed: No such file or directory\n",
  });
});
