import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { command } from "../../tsup.base";

const shellLines = readFileSync("head.sh", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

export default defineConfig({
  ...command({ netns: "src/main.ts" }, JSON.parse(readFileSync("package.json", "utf8")).version),
  banner: { js: `#!/bin/sh\n":" //; ${shellLines.join("; ")}` },
});
