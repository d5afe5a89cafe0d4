import { readFileSync } from "node:fs";

/** The object of all system calls, in system.ts of the syscall package: a line for each. */
const LINUX = /(?<=^export const linux: System = \{\n)[\s\S]*?(?=^\};)/m;
const CALL = /^ {2}(\w+),\n/gm;

/** system.ts of the syscall package with a part of its calls: a bundler cannot know which members of an object are used. */
export class SystemCalls {
  readonly #text: string;
  readonly #names: readonly string[];

  constructor(file: string) {
    // As it is: a default import would be a copy with a getter for each of its hundred functions.
    const [imported, required] = ['import fs from "node:fs";', 'const fs = require("node:fs");'];
    const text = readFileSync(file, "utf8");
    const [lines] = LINUX.exec(text) ?? [];
    if (lines === undefined || !text.includes(imported)) throw new Error(`${file} is not as it was`);
    this.#text = text.replace(imported, required);
    this.#names = Array.from(lines.matchAll(CALL), ([, name]) => name as string).filter((name) => name !== "fs");
  }

  /** Those that a bundle (not minified) may use: whatever it reads under such a name, from any object. */
  usedIn(bundle: string): Set<string> {
    if (/\bsystem(\?\.)?\[/.test(bundle)) throw new Error("A system call is read by a name that cannot be seen here");
    return new Set(this.#names.filter((name) => new RegExp(`[.{,]\\s*${name}\\b`).test(bundle)));
  }

  /** The module with these only. */
  only(used: ReadonlySet<string>): string {
    const kept = (line: string, name: string) => (name === "fs" || used.has(name) ? line : "");
    return this.#text.replace(LINUX, (lines) => lines.replace(CALL, kept));
  }
}
