import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Output } from "./output.js";

test("all lines, in their order, and room for more when they are written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "netns-monitor-"));
  const fd = openSync(join(folder, "lines"), "w");
  try {
    const output = new Output(fd, (error) => expect.unreachable(error.message));
    const lines = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`);
    let waits = 0;
    for (const line of lines) {
      output.write(line);
      const room = output.room(1000);
      if (room !== undefined) waits++;
      await room;
    }
    await output.room(0);
    expect(output.room(0)).toBeUndefined();
    expect(readFileSync(join(folder, "lines"), "utf8")).toBe(lines.join(""));
    expect(waits).toBeGreaterThan(0);
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
});

test("a failure is told once, and nobody waits for ever", async () => {
  const fd = openSync("/dev/full", "w");
  try {
    const failures: (string | undefined)[] = [];
    const output = new Output(fd, (error: NodeJS.ErrnoException) => failures.push(error.code));
    output.write("a\n");
    output.write("b\n");
    await output.room(0);
    output.write("c\n");
    await output.room(0);
    expect(failures).toEqual(["ENOSPC"]);
  } finally {
    closeSync(fd);
  }
});
