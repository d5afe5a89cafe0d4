import { findSandbox, inSandbox } from "@netns/testing/sandbox";
import { describe, test } from "vitest";
import { findStock } from "../compat/twins.js";
import { environment } from "../fixtures/netns.js";
import { sessions } from "./fixtures/sessions.js";
import { noTerminal, ON_A_TERMINAL, Terminal } from "./fixtures/terminal.js";

const sandbox = findSandbox();
const stock = findStock();
const missing = noTerminal() !== undefined || sandbox.kind === "none" || stock === undefined;

describe.skipIf(missing).concurrent("ip netns does the same on a terminal", () => {
  for (const { name, run, expected } of sessions) {
    test(name, async ({ expect }) => {
      if (sandbox.kind === "none" || stock === undefined) return;
      await using terminal = new Terminal(inSandbox(sandbox.kind, ON_A_TERMINAL), environment(stock.runDir));
      await terminal.open();
      await terminal.run(`alias netns='${stock.path} netns' netns-all='${stock.path} -all netns'`);
      await terminal.run("netns add blue");
      expect(await run(terminal)).toEqual(expected);
    });
  }
});
