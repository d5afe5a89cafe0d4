import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { command } from "../../tsup.base";
import { banner } from "./banner";

export default defineConfig({
  ...command({ netns: "src/main.ts" }, JSON.parse(readFileSync("package.json", "utf8")).version),
  banner: { js: banner },
});
