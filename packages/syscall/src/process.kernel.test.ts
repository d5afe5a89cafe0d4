import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { RLIMIT_NOFILE } from "./constants/process.js";
import { linux } from "./system.js";

const wait = (file: string, ...rest: string[]) => linux.waitpid(linux.posixSpawnp(file, [file, ...rest]));

kernelTest("a child's end is its status or its signal", () => {
  expect(wait("sh", "-c", "exit 3")).toEqual({ code: 3 });
  expect(wait("sh", "-c", "kill -9 $$")).toEqual({ signal: 9 });
});

kernelTest("a file without #! is run by the shell, as execvp does", ({ scratch }) => {
  const script = join(scratch, "script");
  writeFileSync(script, "exit $#\n");
  chmodSync(script, 0o755);
  expect(wait(script, "one", "two")).toEqual({ code: 2 });
});

kernelTest("a command that is not there is an error of the spawn", () => {
  expect(() => wait("/no/such/command")).toThrow(
    expect.objectContaining({ code: "ENOENT", syscall: "posix_spawnp", path: "/no/such/command" }),
  );
});

kernelTest("limits come back as they were set", () => {
  const before = linux.getrlimit(RLIMIT_NOFILE);
  try {
    linux.setrlimit(RLIMIT_NOFILE, { soft: 64n, hard: before.hard });
    expect(linux.getrlimit(RLIMIT_NOFILE)).toEqual({ soft: 64n, hard: before.hard });
  } finally {
    linux.setrlimit(RLIMIT_NOFILE, before);
  }
});

kernelTest("errors carry what the call was about", () => {
  expect(() => linux.mount("/missing", "/nowhere", "none", 0x1000, null)).toThrow(
    expect.objectContaining({ code: "ENOENT", syscall: "mount", path: "/missing", dest: "/nowhere" }),
  );
  expect(() => linux.umount2("/missing", 0)).toThrow(expect.objectContaining({ code: "ENOENT", path: "/missing" }));
});
