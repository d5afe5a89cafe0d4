import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { command } from "../../tsup.base";

export default defineConfig({
  ...command({ "netns-monitor": "src/main.ts" }, JSON.parse(readFileSync("package.json", "utf8")).version),
  banner: { js: "#!/usr/bin/env node" },
});
