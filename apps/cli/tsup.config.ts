import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { command } from "../../tsup.base";
import { withParts } from "./build/parts";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const shellLines = readFileSync("head.sh", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

export default defineConfig({
  ...command({ netns: "src/start.ts" }, version),
  shims: false,
  minify: true,
  banner: { js: `#!/bin/sh\n":" //; ${shellLines.join("; ")}` },
  esbuildPlugins: [withParts(version)],
});
