import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createNamespace, setNsid } from "@netns/core";
import { kernelTest } from "@netns/testing";
import { expect, test } from "vitest";
import { netnsPath } from "./fixtures/netns.js";

const DIRECTORY = `${dirname(netnsPath)}/parts`;
/** How a built part asks another for a function. */
const ASKED = /require\("(\.\/[a-z-]+\.cjs)"\)\.(\w+)/g;

test("parts ask others for functions that these have", () => {
  const texts = readdirSync(DIRECTORY)
    .filter((file) => file.endsWith(".cjs"))
    .map((file) => readFileSync(`${DIRECTORY}/${file}`, "utf8"));
  const asked = new Set(texts.flatMap((text) => [...text.matchAll(ASKED)].map(([, part, name]) => `${part} ${name}`)));
  expect([...asked].sort()).toEqual([
    ...["askForAny", "askNsid", "askToList", "askToSet"].map((name) => `./ask-nsids.cjs ${name}`),
    "./hint.cjs hintOf",
  ]);
  const load = createRequire(`${DIRECTORY}/any.cjs`);
  for (const each of asked) {
    const [part = "", name = ""] = each.split(" ");
    expect(load(part)[name], each).toBeTypeOf("function");
  }
});

/** Loads the part of the built command as another part would, and gives what the program prints of it. */
function ask(program: string): string {
  const part = `${DIRECTORY}/ask-nsids.cjs`;
  const source = `const { askForAny, askNsid } = require(${JSON.stringify(part)}); ${program}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", source], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout;
}

kernelTest("what asks for ids in full is a part of its own, and finds all that it needs", ({ paths, runDir }) => {
  createNamespace("blue", paths).close();
  const any = "console.log(askForAny({}));";
  const id = `console.log(askNsid(fs.openSync(${JSON.stringify(`${runDir}/blue`)}), {}));`;
  expect(ask(any + id)).toBe("false\nundefined\n");
  setNsid("blue", 4801, paths);
  expect(ask(any + id)).toBe("true\n4801\n");
  const refused = "try { askNsid(0, {}) } catch ({ name, code }) { console.log(name, code) }";
  expect(ask(refused)).toBe("NetlinkError EINVAL\n");
});
