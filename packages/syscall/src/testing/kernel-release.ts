import { release } from "node:os";
import { expect } from "vitest";

/** Whether the kernel that runs is of this release or a later one. */
export function kernelIsSince(version: `${number}.${number}`): boolean {
  const [ours, theirs] = [release(), version].map((text) => text.split(".").map((part) => Number.parseInt(part, 10)));
  const [major = 0, minor = 0] = ours ?? [];
  const [since = 0, sinceMinor = 0] = theirs ?? [];
  return major > since || (major === since && minor >= sinceMinor);
}

/**
 * Runs a test of a call that came with a release. On an older kernel the call must fail, in the way that it then does;
 * there the test is of just that.
 */
export function since<T>(version: `${number}.${number}`, code: string, call: () => T, test: (result: T) => void): void {
  if (kernelIsSince(version)) test(call());
  else expect(call).toThrow(expect.objectContaining({ code }));
}
