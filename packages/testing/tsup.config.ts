import { defineConfig } from "tsup";
import { library } from "../../tsup.base";

export default defineConfig({
  ...library({ index: "src/index.ts", sandbox: "src/sandbox.ts", vitest: "src/vitest.ts" }),
  format: ["esm"],
});
