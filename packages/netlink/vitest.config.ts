import { defineConfig } from "vitest/config";

// Stands alone, so that this layer's tests need nothing but this folder.
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    // A machine that is busy is no failure; what never ends still is one.
    testTimeout: 60_000,
    reporters: ["default", "json"],
    outputFile: { json: "test-results/all.json" },
  },
});
