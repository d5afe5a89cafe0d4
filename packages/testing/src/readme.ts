import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { kernelTest } from "./kernel-test.js";

/** The fenced blocks of a language in a Markdown file. */
function blocks(path: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return Array.from(readFileSync(path, "utf8").matchAll(pattern), ([, code]) => code ?? "");
}

/**
 * Declares a test for every JavaScript snippet of a Markdown file that imports a package: it runs, in the package's
 * folder, and prints what the comments behind `console.log(…)` say.
 */
export function testSnippets(path: string, packageName: string): void {
  const snippets = blocks(path, "js").filter((code) => code.includes(`from "${packageName}"`));
  if (snippets.length === 0) throw new Error(`${path} has no snippet with ${packageName}`);
  for (const [i, code] of snippets.entries()) {
    kernelTest(`${path} with ${packageName}, snippet ${i + 1}`, ({ scratch: _ }) => {
      // In mounts of its own: a snippet uses the default run directory, which becomes a mount and stays one.
      const node = [process.execPath, "--input-type=module", "--eval", code];
      const { status, stdout, stderr } = spawnSync("unshare", ["--mount", ...node], { encoding: "utf8" });
      const expected = Array.from(code.matchAll(/^.*console\.log\(.*\); \/\/ (.*)$/gm), ([, output]) => output);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(expected.length).toBeGreaterThan(0);
      const lines = stdout.split("\n");
      for (const line of expected) expect(lines).toContain(line);
    });
  }
}

/** A command of a console transcript, and what it printed. */
export interface Transcript {
  readonly command: string;
  readonly output: string;
}

/** The commands in a Markdown file's console blocks: lines that begin with `$ `, and what stands behind each. */
export function transcripts(path: string): Transcript[] {
  return blocks(path, "console").flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf("\n");
        return { command: part.slice(0, end), output: part.slice(end + 1) };
      }),
  );
}
