import { spawn } from "node:child_process";
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

kernelTest("is not ended by what its caller has had ignored, as nohup(1) does", async ({ paths }) => {
  const script = `trap '' HUP INT; exec "$0" monitor`;
  const child = spawn("bash", ["-c", script, netnsPath], {
    env: environment(paths.runDir),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  try {
    await watching(child.pid);
    child.kill("SIGHUP");
    child.kill("SIGINT");
    netnsIn(paths)("add", "blue");
    expect(String((await Promise.race([once(child.stdout, "data"), ended]))[0])).toBe("add blue\n");
  } finally {
    child.kill();
    expect(await ended).toEqual([null, "SIGTERM"]);
  }
});
