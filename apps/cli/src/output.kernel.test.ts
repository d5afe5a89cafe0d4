import { spawnSync } from "node:child_process";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { environment, netnsIn, netnsPath } from "./fixtures/netns.js";

kernelTest("ends when nobody reads any more, by SIGPIPE as any other program", ({ paths }) => {
  netnsIn(paths)("add", "blue");
  const env = environment(paths.runDir);
  // The reader has ended before there is anything to write.
  const script = 'exec 3> >(:); wait $!; "$1" list >&3; echo $?';
  const listTo = (before: string) =>
    spawnSync("bash", ["-c", before + script, "bash", netnsPath], { env, encoding: "utf8" });
  expect(listTo("")).toMatchObject({ stdout: "141\n", stderr: "" });
  expect(listTo('trap "" PIPE; ')).toMatchObject({ stdout: "0\n", stderr: "" });
});

kernelTest("a full disk is said", ({ paths }) => {
  netnsIn(paths)("add", "blue");
  const env = environment(paths.runDir);
  const { status, stderr } = spawnSync("bash", ["-c", '"$0" list > /dev/full', netnsPath], { env, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "write error: No space left on device\n" });
});
