import { defineConfig } from "vitest/config";
import { testConfig } from "@netns/testing/vitest";

export default defineConfig(testConfig());
