import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { kernelTest, transcripts } from "@netns/testing";
import { expect } from "vitest";
import { environment, netnsIn, netnsPath } from "../fixtures/netns.js";
import { helpTexts } from "../help.js";
import { displays, entries } from "./page.js";

/** Runs command lines as they are printed. */
function shell(scratch: string, runDir: string) {
  mkdirSync(`${scratch}/bin`);
  symlinkSync(netnsPath, `${scratch}/bin/netns`);
  const env = environment(runDir);
  env["PATH"] = `${scratch}/bin:${env["PATH"]}`;
  return (script: string) => {
    const { stdout, stderr, status } = spawnSync("sh", ["-c", script], { env, cwd: scratch, encoding: "utf8" });
    return { script, stdout, stderr, status };
  };
}

kernelTest("the README's transcripts", ({ scratch, runDir }) => {
  const run = shell(scratch, runDir);
  const found = transcripts("README.md");
  expect(found.length).toBeGreaterThan(10);
  for (const { command, output } of found) {
    expect(run(command)).toEqual({ script: command, stdout: output, stderr: "", status: 0 });
  }
});

kernelTest("the manual's examples, but for those that need ip, jq or a user namespace", ({ scratch, runDir }) => {
  const run = shell(scratch, runDir);
  const scripts = displays("EXAMPLES").filter((script) => !/^ip |jq|unshare/m.test(script));
  expect(scripts.length).toBe(3);
  // The overlay covers what is there.
  if (!existsSync("/etc/resolv.conf")) writeFileSync("/etc/resolv.conf", "");
  expect(run("netns add blue").status).toBe(0);
  for (const script of scripts) expect(run(script)).toMatchObject({ script, stderr: "", status: 0 });
  expect(run("netns list | wc -l").stdout).toBe("100\n");
});

kernelTest("the examples of the help texts, likewise", ({ scratch, runDir }) => {
  const run = shell(scratch, runDir);
  const example = (name: string) => /^Example: (.*)$/m.exec(helpTexts.get(name) ?? "")?.[1] ?? "";
  for (const name of ["add", "set", "attach", "identify", "list-id", "pids", "help", "delete"]) {
    // Without the part that needs ip.
    const script = example(name).replace(/ && netns exec blue ip .*/, "");
    expect(run(script)).toMatchObject({ script, stderr: "", status: 0 });
  }
});

kernelTest("every exit status means what the manual says", ({ paths }) => {
  const netns = netnsIn(paths);
  const status = (...words: string[]) => netns(...words).status;
  expect(entries("EXIT STATUS", "It")).toEqual(["0", "1", "2", "255"]);

  expect(status("add", "blue")).toBe(0);
  expect(status("add", "green")).toBe(0);
  expect(status("set", "blue", "7")).toBe(0);

  expect(status("add", "blue")).toBe(1);
  expect(status("delete", "nosuch")).toBe(1);
  expect(status("exec", "blue", "no-such-command")).toBe(1);
  expect(status("identify", "1073741824")).toBe(1);
  writeFileSync(`${paths.runDir}/../batch`, "delete nosuch\nadd red\n");
  expect(status("-batch", `${paths.runDir}/../batch`)).toBe(1);
  expect(status("-force", "-batch", `${paths.runDir}/../batch`)).toBe(1);

  expect(status("set", "green", "7")).toBe(2);
  expect(status("list-id", "nsid", "8")).toBe(2);

  for (const words of [
    "-nosuch",
    "nosuch",
    "add a/b",
    "set blue x",
    "exec nosuch true",
    "-n nosuch list",
    "help",
    "-help",
  ]) {
    expect({ words, status: status(...words.split(" ")) }).toEqual({ words, status: 255 });
  }

  expect(status("exec", "blue", "sh", "-c", "exit 7")).toBe(7);
  expect(status("-all", "exec", "sh", "-c", "exit 7")).toBe(0);
  expect(status("help", "exec")).toBe(0);

  mkdirSync(`${paths.runDir}/folder`);
  expect(status("-all", "delete")).toBe(1);
});
