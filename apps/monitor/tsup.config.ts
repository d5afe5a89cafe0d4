import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { command } from "../../tsup.base";

/** What of the page needs no building. */
const asTheyAre = ["index.html"];

/**
 * For the shell, to which the built command is a script: it notes for ignored-signals.ts what Node undoes at its start.
 * bash and busybox ignore SIGQUIT themselves, but in a trap. To JavaScript the line is a string and a comment.
 */
const head =
  '":" //; set +efu; if [ -r /proc/self/status ]; then trap : QUIT; while read -r _netns_key _netns_value; do ' +
  'if [ "$_netns_key" = SigIgn: ]; then export NETNS_MONITOR_IGNORED="$$:$_netns_value"; break; fi; ' +
  'done </proc/self/status; trap - QUIT; fi; exec node "$0" "$@"';

export default defineConfig([
  {
    ...command({ "netns-monitor": "src/main.ts" }, JSON.parse(readFileSync("package.json", "utf8")).version),
    banner: { js: `#!/bin/sh\n${head}` },
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
