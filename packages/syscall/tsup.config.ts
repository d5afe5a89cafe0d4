import { defineConfig } from "tsup";
import { library } from "../../tsup.base";

export default defineConfig({
  ...library({ index: "src/index.ts", testing: "src/testing/index.ts" }),
  // Rollup writes a CommonJS module's exports as plain assignments, which load quicker than esbuild's accessors.
  treeshake: true,
});
