import { defineConfig } from "vitest/config";

// Stands alone, so that this layer's tests need nothing but this folder.
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results/all.json" },
  },
});
