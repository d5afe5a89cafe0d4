import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "./plugin";

/**
 * Modules that a part never gets to are left out of it: whatever is imported from them is undefined.
 *
 * @param files Absolute paths.
 */
export function leaveOut(files: ReadonlySet<string>): Plugin {
  for (const file of files) if (!existsSync(file)) throw new Error(`${file} is not there to be left out`);
  return {
    name: "leave-out",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const file = join(resolveDir, path).replace(/\.js$/, ".ts");
        return files.has(file) ? { path: file, namespace: "left-out" } : undefined;
      });
      build.onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
    },
  };
}

/**
 * A module whose functions are called seldom is a part of its own, which the first call loads. What goes from one to the
 * other is of different copies of classes: `instanceof` cannot tell them.
 */
export function loadLater(file: string, part: string, functions: readonly string[]): Plugin {
  const lines = functions.map((name) => `exports.${name} = (...args) => require("./${part}.cjs").${name}(...args);`);
  // Each its own: the first plugin that answers for a namespace answers for all of it.
  const later = `later-${part}`;
  return {
    name: later,
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, namespace }) => {
        if (namespace === later) return { path, external: true };
        return join(resolveDir, path).replace(/\.js$/, ".ts") === file ? { path: file, namespace: later } : undefined;
      });
      build.onLoad({ filter: /./, namespace: later }, () => ({ contents: lines.join("\n") }));
    },
  };
}

/** Takes one module in the place of another with the same exports. */
export function replace(file: string, by: string): Plugin {
  return {
    name: "replace",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
        join(resolveDir, path).replace(/\.js$/, ".ts") === file ? { path: by } : undefined,
      );
    },
  };
}
