import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { environment, netnsIn, netnsPath } from "./fixtures/netns.js";
import { watching } from "./fixtures/watching.js";

kernelTest("a line for each name that comes or goes, at once", async ({ paths }) => {
  const netns = netnsIn(paths);
  const env = environment(paths.runDir);
  const child = spawn(netnsPath, ["monitor"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const until = async (count: number) => {
    while (lines.length < count)
      lines.push(
        ...String((await once(child.stdout, "data"))[0])
          .trim()
          .split("\n"),
      );
  };
  try {
    await watching(child.pid);
    netns("add", "blue");
    await until(1);
    netns("delete", "blue");
    await until(2);
    expect(lines).toEqual(["add blue", "delete blue"]);
  } finally {
    child.kill();
    expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
  }
});

kernelTest("ends when nobody reads any more, by SIGPIPE as any other program", ({ paths }) => {
  netnsIn(paths)("add", "blue");
  const env = environment(paths.runDir);
  const pipe = (script: string) => spawnSync("bash", ["-c", script, "bash", netnsPath], { env, encoding: "utf8" });
  // PIPESTATUS of `list` into a reader that is gone already: the sleep outlasts Node's start.
  expect(pipe('(sleep 0.3; exec "$1" list) | true; echo ${PIPESTATUS[0]}')).toMatchObject({
    stdout: "141\n",
    stderr: "",
  });
  expect(pipe('trap "" PIPE; (sleep 0.3; exec "$1" list) | true; echo ${PIPESTATUS[0]}')).toMatchObject({
    stdout: "0\n",
    stderr: "",
  });
});

kernelTest("a full disk is said", ({ paths }) => {
  netnsIn(paths)("add", "blue");
  const env = environment(paths.runDir);
  const { status, stderr } = spawnSync("bash", ["-c", '"$0" list > /dev/full', netnsPath], { env, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "write error: No space left on device\n" });
});
