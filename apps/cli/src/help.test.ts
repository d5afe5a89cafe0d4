import { ordinaryState } from "@netns/core";
import { expect, test } from "vitest";
import { help as command } from "./commands/help.js";
import { type CommandName, commandNames, findName } from "./commands/names.js";
import type { Context } from "./context.js";
import { helpTexts } from "./help.js";
import { Output } from "./output.js";

class Recorder extends Output {
  recorded = "";
  override text(text: string): void {
    this.recorded += text;
  }
}

async function help(program: string, ...words: string[]): Promise<{ stdout: string; stderr: string; status: number }> {
  const [out, diagnostics] = [new Recorder(), new Recorder(2)];
  const context: Partial<Context> = { out, diagnostics, program, inherited: ordinaryState };
  const status = await Promise.resolve(command.run(words, context as Context)).catch((error) => error.status);
  return { stdout: out.recorded, stderr: diagnostics.recorded, status };
}

test("every subcommand has a text", () => {
  expect([...helpTexts.keys()].sort()).toEqual([...commandNames].sort());
});

test.each([...helpTexts])("%s: usage, what it does, status, an example, in 120 columns", (name, text) => {
  expect(text).toMatch(new RegExp(`^Usage: netns ${name}\\b`));
  expect(text).toMatch(/^Status: {2}\S/m);
  expect(text).toMatch(new RegExp(`^Example: netns .*\\b${name}\\b`, "m"));
  expect(text.endsWith("\n")).toBe(true);
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
});

test.each([["add"], ["a"], ["list-id"], ["list-"], ["exec"], ["e"], ["show"], ["help"]])("help %s", async (word) => {
  const text = helpTexts.get(findName(word) as CommandName);
  expect(await help("netns", word)).toEqual({ stdout: text, stderr: "", status: 0 });
});

test("without a subcommand, with an unknown one, and under the name ip it is ip's own", async () => {
  const usage = await help("netns");
  expect(usage).toMatchObject({ stdout: "", status: 255 });
  expect(usage.stderr).toMatch(/^Usage:\tnetns list\n/);
  expect(await help("netns", "nosuch")).toEqual(usage);
  expect(await help("netns", "")).toEqual(usage);
  const asIp = await help("ip netns", "add");
  expect(asIp).toMatchObject({ stdout: "", status: 255 });
  expect(asIp.stderr).toMatch(/^Usage:\tip netns list\n/);
});
