import { existsSync } from "node:fs";
import type { Plugin } from "./plugin";

/**
 * Other text in the place of modules. What somebody imports from one, and its text does not export, fails the build.
 *
 * @param texts TypeScript by the absolute path of the module.
 */
export function instead(texts: Readonly<Record<string, string>>): Plugin {
  for (const path of Object.keys(texts)) if (!existsSync(path)) throw new Error(`${path} is not there to be replaced`);
  return {
    name: "instead",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = texts[path];
        return contents === undefined ? undefined : { contents, loader: "ts" };
      });
    },
  };
}

/** For functions that are called seldom: the first call loads the part that has them. */
export function loadedFrom(part: string, functions: readonly string[]): string {
  // Between copies of classes `instanceof` cannot tell.
  return functions
    .map((name) => `export const ${name} = (...args) => require("./${part}.cjs").${name}(...args);`)
    .join("\n");
}

/** For functions and classes that nobody calls, as only we know: a bundler sees that somebody might. */
export function never(name: string): string {
  return `export function ${name}() { throw new Error("${name} is not in this command"); }`;
}
