import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { command } from "../../tsup.base";

/** What of the page needs no building. */
const asTheyAre = ["index.html"];

export default defineConfig([
  {
    ...command({ "netns-monitor": "src/main.ts" }, JSON.parse(readFileSync("package.json", "utf8")).version),
    banner: { js: "#!/usr/bin/env node" },
    // Both configurations write there.
    clean: false,
  },
  {
    entry: { main: "web/main.ts", style: "web/style.css", "layout-worker": "web/graph/layout-worker.ts" },
    outDir: "dist/web",
    format: ["esm"],
    platform: "browser",
    target: "es2022",
    minify: true,
    dts: false,
    clean: false,
    // A file each: the page names them.
    splitting: false,
    // All of it: the page asks nobody else for anything.
    noExternal: [/./],
    esbuildOptions: (options) => {
      options.legalComments = "eof";
    },
    onSuccess: async () => {
      mkdirSync("dist/web", { recursive: true });
      for (const name of asTheyAre) copyFileSync(`web/${name}`, `dist/web/${name}`);
    },
  },
]);
