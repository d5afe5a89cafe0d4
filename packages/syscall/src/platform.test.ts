import { afterEach, expect, test, vi } from "vitest";
import { UnsupportedPlatformError } from "./errors.js";

const real = process.platform;
afterEach(() => {
  Object.defineProperty(process, "platform", { value: real });
  vi.resetModules();
});

test("off Linux, importing works and the first call says what is wrong", async () => {
  Object.defineProperty(process, "platform", { value: "darwin" });
  vi.resetModules();
  const { linux, UnsupportedPlatformError: Fresh } = await import("./index.js");
  expect(() => linux.unshare(0)).toThrow(Fresh);
  expect(() => linux.unshare(0)).toThrow("network namespaces exist on Linux only: this is darwin");
  expect(new UnsupportedPlatformError("darwin").code).toBe("ERR_UNSUPPORTED_PLATFORM");
});
