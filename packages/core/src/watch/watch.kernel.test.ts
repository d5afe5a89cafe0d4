import { writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "../create.js";
import { setNsid } from "../set-nsid.js";
import { take } from "./fixtures/take.js";
import { watchNamespaces } from "./watch.js";

kernelTest("makes the run directory when it is missing, and can leave ids out", async ({ runDir }) => {
  using watch = watchNamespaces({ runDir, nsids: false });
  const events = watch[Symbol.asyncIterator]();
  createNamespace("blue", { runDir }).close();
  setNsid("blue", 8, { runDir });
  createNamespace("green", { runDir }).close();
  expect(await take(events, 3)).toEqual(["snapshot [] []", "name-added blue", "name-added green"]);
});

kernelTest("a run directory that cannot be is an error at once", ({ scratch }) => {
  writeFileSync(`${scratch}/file`, "");
  expect(() => watchNamespaces({ runDir: `${scratch}/file/x` })).toThrow(
    expect.objectContaining({ step: "make-run-dir", code: "ENOTDIR" }),
  );
  expect(() => watchNamespaces({ runDir: `${scratch}/file` })).toThrow(
    expect.objectContaining({ step: "watch-run-dir" }),
  );
});
