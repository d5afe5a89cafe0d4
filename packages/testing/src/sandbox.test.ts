import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { findSandbox, inSandbox } from "./sandbox.js";

const sandbox = findSandbox();

test("without unshare(1) the reason says what to install", () => {
  const program = `import("${new URL("../dist/sandbox.js", import.meta.url)}").then(({ findSandbox }) => console.log(JSON.stringify(findSandbox())))`;
  const { stdout } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8", env: { PATH: "/nowhere" } });
  expect(JSON.parse(stdout)).toEqual({ kind: "none", reason: "unshare(1) is missing: install util-linux" });
});

test.skipIf(sandbox.kind === "none")("the host's mounts are as before, and the command's status is kept", () => {
  if (sandbox.kind === "none") return;
  const before = readFileSync("/proc/self/mountinfo", "utf8");
  const [file, ...args] = inSandbox(sandbox.kind, ["sh", "-c", "touch /etc/netns/blue /run/x && exit 7"]);
  expect(spawnSync(file, args).status).toBe(7);
  expect(readFileSync("/proc/self/mountinfo", "utf8")).toBe(before);
});

test.skipIf(sandbox.kind !== "root")("as root a user namespace does as well", () => {
  const [file, ...args] = inSandbox("user", ["readlink", "/proc/self/ns/user"]);
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: "utf8" });
  // Where the system forbids it, findSandbox says so; here it only must not be silently something else.
  if (status === 0) expect(stdout.trim()).not.toBe(readlinkSync("/proc/self/ns/user"));
  else expect(stderr).toMatch(/unshare/);
});
