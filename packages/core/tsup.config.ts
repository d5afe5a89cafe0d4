import { defineConfig } from "tsup";
import { library } from "../../tsup.base";

export default defineConfig(
  library({
    index: "src/index.ts",
    visible: "src/visible.ts",
    // What threads run; they are found by the package's exports.
    carrier: "src/inside/carrier.ts",
    "module-runner": "src/inside/module-runner.ts",
  }),
);
