import { ordinaryState } from "@netns/core";
import { expect, test } from "vitest";
import { Output } from "./output.js";
import { run } from "./run.js";

test.each([["add", "blue"], ["list"], ["-all", "delete"], ["monitor"], []])(
  "off Linux `%s` says so, and touches nothing",
  async (...words) => {
    const warnings: string[] = [];
    const status = await run(words, {
      out: new Output(),
      diagnostics: new Output(2),
      warn: (line) => warnings.push(line),
      paths: { runDir: "/nowhere" },
      inherited: ordinaryState,
      program: "netns",
      version: "0.0.0",
      platform: "darwin",
      abilities: { commands: {} },
    });
    expect({ status, warnings }).toEqual({
      status: 1,
      warnings: ["network namespaces exist on Linux only: this is darwin"],
    });
  },
);
