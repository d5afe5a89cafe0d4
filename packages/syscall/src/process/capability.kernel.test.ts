import { readFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { CAP_CHECKPOINT_RESTORE, CAP_SYS_ADMIN } from "../constants/capability.js";
import { capget, hasCapability } from "./capability.js";
import { nodeRunning, run } from "./fixtures/child.js";

function shown(tid: string | number) {
  const status = readFileSync(`/proc/${tid}/status`, "utf8");
  const set = (name: string) => BigInt(`0x${new RegExp(`^${name}:\\t(.*)$`, "m").exec(status)?.[1]}`);
  return { effective: set("CapEff"), permitted: set("CapPrm"), inheritable: set("CapInh") };
}

kernelTest("the thread's capabilities are what the kernel shows", () => {
  expect(capget()).toEqual(shown("thread-self"));
  expect(capget(process.ppid)).toEqual(shown(process.ppid));
});

kernelTest("who may make mounts in a sandbox has CAP_SYS_ADMIN, and one that is unknown is not had", () => {
  expect(hasCapability(CAP_SYS_ADMIN)).toBe(true);
  expect(hasCapability(CAP_CHECKPOINT_RESTORE)).toBe(((shown("self").effective >> 40n) & 1n) === 1n);
  expect(hasCapability(63)).toBe(false);
});

kernelTest("what was dropped is gone", ({ skip }) => {
  if (run(["sh", "-c", "command -v setpriv"]).status !== 0) skip("setpriv(1) is missing: install util-linux");
  const program = nodeRunning(
    "const { effective } = linux.capget(); console.log((effective >> 21n) & 1n, (effective >> 40n) & 1n, effective !== 0n)",
  );
  const drop = ["--bounding-set", "-sys_admin,-checkpoint_restore"];
  const { stdout, stderr, status } = run(["setpriv", ...drop, ...program]);
  expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: "", stdout: "0n 0n true\n" });
});

kernelTest("a thread that is not there, and what is no thread", () => {
  expect(() => capget(0x7fff_ffff)).toThrow(expect.objectContaining({ code: "ESRCH", syscall: "capget" }));
  for (const wrong of [-1, 1.5, Number.NaN]) {
    expect(() => capget(wrong)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  }
  expect(() => hasCapability(64)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  expect(() => hasCapability("CAP_SYS_ADMIN" as never)).toThrow(
    expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }),
  );
});
