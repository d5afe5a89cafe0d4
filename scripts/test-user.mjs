/** Runs the kernel tests as an ordinary user, in a user namespace, when this is root: npm test has run them as root. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, root } from "./pnpm.mjs";
import { runSuites, suites } from "./suites.mjs";
import { conclude } from "./summary.mjs";

build();

/** What takes long, and has nothing that this user may not do, nor sees otherwise. */
const without = {
  "@netns/syscall": ["readable", "readable-exit", "scoped"],
  "@netns/core": ["cycles", "nsid-many"],
  "@netns/cli": ["killed", "pty"],
  "@netns/monitor": ["many", "serve/events/storm", "serve/http/limits"],
};

/** Nobody: an id that owns nothing, on every system. */
const ID = "65534";
const asUser = ["setpriv", "--reuid", ID, "--regid", ID, "--clear-groups", "--"];

if (process.geteuid?.() !== 0) {
  console.log("npm test has run as an ordinary user already");
} else {
  const folder = mkdtempSync(join(tmpdir(), "netns-user-"));
  try {
    const [file = "", ...rest] = [...asUser, "unshare", "--user", "--map-root-user", "--net", "--mount", "true"];
    const { status, stderr, error } = spawnSync(file, rest, { encoding: "utf8" });
    if (error !== undefined || status !== 0) {
      console.log(`an ordinary user cannot make a user namespace here: ${error?.message ?? stderr.trim()}`);
      console.log(`0 passed, 0 failed, ${suites(root, ["kernel"]).length} skipped`);
    } else {
      // A copy, because this folder, or one above it, may be closed to others, and vitest writes beside what it reads.
      const copy = join(folder, "netns");
      execFileSync("cp", ["-a", root, copy]);
      execFileSync("chown", ["-R", `${ID}:${ID}`, folder]);
      const env = { ...process.env, HOME: folder, PATH: `${dirname(process.execPath)}:/usr/sbin:/usr/bin:/sbin:/bin` };
      const wrap = (/** @type {string[]} */ command) => [...asUser, ...command];
      conclude(await runSuites("user:", suites(copy, ["kernel"]), { wrap, env, without }));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
