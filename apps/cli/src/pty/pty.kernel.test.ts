import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { environment, netnsIn, netnsPath } from "../fixtures/netns.js";
import { sessions } from "./fixtures/sessions.js";
import { noTerminal, ON_A_TERMINAL, Terminal } from "./fixtures/terminal.js";

const missing = noTerminal();
if (missing !== undefined) console.error(`No terminal: ${missing}`);

describe.skipIf(missing !== undefined)("on a terminal", () => {
  for (const { name, run, expected } of sessions) {
    kernelTest(name, async ({ paths }) => {
      netnsIn(paths)("add", "blue");
      const env = { ...environment(paths.runDir), NETNS_ETC_DIR: paths.etcDir };
      await using terminal = new Terminal(ON_A_TERMINAL, env);
      await terminal.open();
      await terminal.run(`alias netns=${netnsPath} netns-all='${netnsPath} -all'`);
      expect(await run(terminal)).toEqual(expected);
    });
  }
});
