import { readlinkSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { runNode } from "./fixtures/child.js";
import { gettid } from "./thread.js";

kernelTest("the id is the calling thread's", () => {
  expect(readlinkSync("/proc/thread-self")).toBe(`${process.pid}/task/${gettid()}`);
});

kernelTest("a Worker has another one", () => {
  const worker = `
    const { linux } = require(${JSON.stringify(`${import.meta.dirname}/../../dist/index.cjs`)});
    require("worker_threads").parentPort.postMessage(linux.gettid());`;
  const code = `
    const worker = new (require("worker_threads").Worker)(${JSON.stringify(worker)}, { eval: true });
    worker.once("message", (tid) => console.log(linux.gettid() === process.pid, tid > process.pid));`;
  expect(runNode(code)).toMatchObject({ stdout: "true true\n", stderr: "" });
});
