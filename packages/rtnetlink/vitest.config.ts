import { testConfig } from "@netns/testing/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig(testConfig());
