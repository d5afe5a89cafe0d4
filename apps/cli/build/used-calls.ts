import { readFileSync } from "node:fs";
import type { Plugin } from "./plugin";

/** The object of all system calls, in system.ts of the syscall package: a line for each. */
const LINUX = /(?<=^export const linux: System = \{\n)[\s\S]*?(?=^\};)/m;

/** The names of all system calls. */
export function allCalls(systemFile: string): string[] {
  const [lines] = LINUX.exec(readFileSync(systemFile, "utf8")) ?? [];
  if (lines === undefined) throw new Error(`${systemFile}: the object of system calls is not where it was`);
  return [...lines.matchAll(/^ {2}(\w+),$/gm)].map(([, name]) => name as string);
}

/** Those of them that a bundle (not minified) may use: whatever it reads under such a name, from any object. */
export function usedCalls(bundle: string, calls: readonly string[]): Set<string> {
  // The object itself, which names those that were let in.
  const code = bundle.replace(/^var linux = [\s\S]*?^\};/m, "");
  return new Set(calls.filter((name) => new RegExp(`[.{,]\\s*${name}\\b`).test(code)));
}

/** Lets these system calls in, and none that is not used: a bundler cannot know which members of an object are. */
export function onlyCalls(systemFile: string, used: ReadonlySet<string>): Plugin {
  return {
    name: "only-calls",
    setup(build) {
      build.onLoad({ filter: /\/syscall\/src\/system\.ts$/ }, () => ({
        contents: readFileSync(systemFile, "utf8")
          .replace(LINUX, (lines) =>
            lines.replace(/^ {2}(\w+),\n/gm, (line, name) => (name === "fs" || used.has(name) ? line : "")),
          )
          // As it is: a default import would be a copy with a getter for each of its hundred functions.
          .replace('import fs from "node:fs";', 'const fs = require("node:fs");'),
        loader: "ts",
      }));
    },
  };
}
