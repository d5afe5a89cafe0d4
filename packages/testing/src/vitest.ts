import { readlinkSync } from "node:fs";
import type { ViteUserConfig } from "vitest/config";
import { NO_SANDBOX_VARIABLE } from "./no-sandbox.js";
import { sandboxPool } from "./pool.js";
import { findSandbox } from "./sandbox.js";

/** Milliseconds. A machine that is busy is no failure; what never ends still is one. */
const testTimeout = 60_000;

/**
 * A package's vitest configuration: project `unit` (`*.test.ts`), and project `kernel` (`*.kernel.test.ts`), where
 * every file runs in a sandbox of its own; where none can be made its tests are skipped, and the reason is printed. So
 * does project `oracle` (`*.oracle.test.ts`), whose tests ask stock iproute2, and project `page` (`*.page.test.ts`),
 * whose tests look at a page in a browser.
 * Project `compat` (`*.compat.test.ts`) makes its sandboxes itself.
 */
export function testConfig(): ViteUserConfig {
  const sandbox = findSandbox();
  const sandboxed =
    sandbox.kind === "none"
      ? { env: { [NO_SANDBOX_VARIABLE]: sandbox.reason } }
      : { pool: sandboxPool(sandbox.kind), env: hostNamespaces() };
  const inSandboxes = (name: string) => ({
    test: {
      name,
      include: [`**/*.${name}.test.ts`],
      exclude: ["**/node_modules/**"],
      testTimeout,
      ...sandboxed,
    },
  });
  if (sandbox.kind === "none") console.error(`Kernel tests are skipped: ${sandbox.reason}`);
  return {
    test: {
      passWithNoTests: true,
      reporters: ["default", "json"],
      outputFile: { json: "test-results/all.json" },
      projects: [
        {
          test: {
            name: "unit",
            include: ["**/*.test.ts"],
            exclude: ["**/*.{kernel,compat,oracle,page}.test.ts", "**/node_modules/**"],
            testTimeout,
          },
        },
        {
          test: {
            name: "compat",
            include: ["**/*.compat.test.ts"],
            exclude: ["**/node_modules/**"],
            maxConcurrency: 4,
            testTimeout,
          },
        },
        inSandboxes("kernel"),
        inSandboxes("oracle"),
        inSandboxes("page"),
      ],
    },
  };
}

/** So that a test can prove that it is elsewhere. */
function hostNamespaces(): Record<string, string> {
  return {
    NETNS_HOST_NETWORK: readlinkSync("/proc/self/ns/net"),
    NETNS_HOST_MOUNTS: readlinkSync("/proc/self/ns/mnt"),
  };
}
