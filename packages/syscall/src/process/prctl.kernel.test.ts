import { readFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import {
  PR_CAPBSET_READ,
  PR_GET_NO_NEW_PRIVS,
  PR_SET_CHILD_SUBREAPER,
  PR_SET_NO_NEW_PRIVS,
  PR_SET_PDEATHSIG,
} from "../constants/process.js";
import { runNode } from "./fixtures/child.js";
import { prctl } from "./prctl.js";

const invalid = expect.objectContaining({ code: "EINVAL", syscall: "prctl" });

kernelTest("the bounding set is what the kernel shows", () => {
  const set = BigInt(`0x${/^CapBnd:\t(.*)$/m.exec(readFileSync("/proc/thread-self/status", "utf8"))?.[1]}`);
  for (const capability of [0, 12, 21, 31, 32, 40]) {
    expect(prctl(PR_CAPBSET_READ, capability)).toBe(Number((set >> BigInt(capability)) & 1n));
  }
});

kernelTest("no new privileges, for this thread and what it becomes", () => {
  const code = `
    console.log(linux.prctl(${PR_GET_NO_NEW_PRIVS}), linux.prctl(${PR_SET_NO_NEW_PRIVS}, 1), linux.prctl(${PR_GET_NO_NEW_PRIVS}));
    becomeProgram("grep", ["grep", "NoNewPrivs", "/proc/self/status"]);`;
  expect(runNode(code).stdout).toBe("0 0 1\nNoNewPrivs:\t1\n");
});

kernelTest("a process dies with its parent, after exec too", () => {
  // The outer process starts the inner one, which tells when it has become sleep(1), and ends.
  const inner = `linux.prctl(${PR_SET_PDEATHSIG}, 9); becomeProgram("sh", ["sh", "-c", "echo $$; exec sleep 60"])`;
  const outer = `
    const child = require("child_process").spawn(process.execPath, ["-e", process.argv[1]], { stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", (pid) => { process.stdout.write(pid); process.kill(process.pid, "SIGKILL"); });`;
  const prefix = `const { linux, becomeProgram } = require(${JSON.stringify(`${import.meta.dirname}/../../dist/index.cjs`)});`;
  const { stdout } = runNode(`process.argv[1] = ${JSON.stringify(prefix + inner)};${outer}`);
  expect(Number(stdout)).toBeGreaterThan(0);
  // The leak check of kernelTest finds the process if it lives on.
});

kernelTest("a process that lost its parent becomes a child of the subreaper", () => {
  const code = `
    linux.prctl(${PR_SET_CHILD_SUBREAPER}, 1);
    const { stdout } = require("child_process").spawnSync("sh", ["-c", "(sleep 0.1; exit 5) >&- & echo $!"]);
    console.log(JSON.stringify(linux.waitpid(Number(stdout))));`;
  expect(runNode(code)).toMatchObject({ stdout: '{"code":5}\n', stderr: "" });
});

kernelTest("what makes no sense is refused", () => {
  expect(() => prctl(PR_SET_PDEATHSIG, 99)).toThrow(invalid);
  expect(() => prctl(PR_CAPBSET_READ, 64)).toThrow(invalid);
  expect(() => prctl(PR_SET_NO_NEW_PRIVS, 0)).toThrow(invalid);
  expect(() => prctl(PR_SET_PDEATHSIG, -1)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  // PR_GET_PDEATHSIG writes to the address that it is given.
  expect(() => prctl(2, 0x40_0000)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});
