import type { Options } from "tsup";

/** What every library is built with: ESM, CommonJS and declarations for both. */
export const library = (entry: Record<string, string> = { index: "src/index.ts" }): Options => ({
  entry,
  format: ["esm", "cjs"],
  dts: true,
  clean: true,
  sourcemap: true,
  target: "node20",
  // `import.meta.url` in the CommonJS build: for createRequire.
  shims: true,
  // `using` is compiled down: Node 20 has Symbol.dispose, but not the syntax.
  esbuildOptions: (options) => {
    options.supported = { ...options.supported, using: false };
  },
});

/** A command: one CommonJS file with all but koffi inside, because that starts quickest. */
export const command = (entry: Record<string, string>, version: string): Options => ({
  ...library(entry),
  format: ["cjs"],
  dts: false,
  sourcemap: false,
  noExternal: [/^@netns\//],
  define: { VERSION: JSON.stringify(version) },
  outExtension: () => ({ js: ".cjs" }),
});
