import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lines } from "./lines.js";
import { type Shell, typeLines } from "./typing.js";

/**
 * The same lines in a shell that is not everywhere: `probe` is a command line for sh that ends with 0 where it is. They
 * name no real namespace, so no sandbox is needed.
 */
export function testElsewhere(name: string, probe: string, shell: Shell): void {
  const isMissing = spawnSync("sh", ["-c", `${probe} -c :`]).status !== 0;
  if (isMissing) console.error(`Completion is not tested: there is no ${name}`);
  test.skipIf(isMissing)(`${name}: what is typed becomes what is meant`, async () => {
    const scratch = mkdtempSync(join(tmpdir(), "netns-typing-"));
    try {
      const called = await typeLines(
        shell,
        lines.map(([keys]) => keys),
        scratch,
      );
      expect(called).toEqual(lines.map(([, ...words]) => words));
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });
}
