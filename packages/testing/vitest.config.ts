import { defineConfig } from "vitest/config";
import { testConfig } from "./src/vitest.js";

export default defineConfig(testConfig());
