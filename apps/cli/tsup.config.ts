import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { command } from "../../tsup.base";
import { oneLine } from "./build/one-line";
import { withParts } from "./build/parts";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

export default defineConfig({
  ...command({ netns: "src/start.ts" }, version),
  shims: false,
  minify: true,
  banner: { js: `#!/bin/sh\n":" //; ${oneLine(readFileSync("head.sh", "utf8"))}` },
  esbuildPlugins: [withParts(version)],
});
