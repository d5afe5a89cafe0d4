/** The tour itself: runs inside the sandbox, shows each command and what it printed, and fails when one does not work. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./pnpm.mjs";

const netns = `${root}/apps/cli/dist/netns.cjs`;

/** Shows a command and its output; what it printed is returned. @param {...string} args */
function show(...args) {
  console.log(`$ netns ${args.map((word) => (/\s/.test(word) ? `'${word}'` : word)).join(" ")}`);
  const { status, stdout, stderr, error } = spawnSync(netns, args, { encoding: "utf8" });
  if (error) throw error;
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (status !== 0) throw new Error(`netns ${args[0]} ended with status ${status}`);
  return stdout;
}

/** @param {boolean} condition @param {string} what */
function expect(condition, what) {
  if (!condition) throw new Error(`the tour expected ${what}`);
}

show("add", "blue");
show("add", "green");
expect(show("list") === "green\nblue\n", "both names");

console.log("# what lies in /etc/netns/blue covers its counterpart in /etc, for commands run in blue");
mkdirSync("/etc/netns/blue", { recursive: true });
writeFileSync("/etc/netns/blue/hosts", "192.0.2.1 only-in-blue\n");
expect(show("exec", "blue", "cat", "/etc/hosts") === "192.0.2.1 only-in-blue\n", "the overlay");

show("set", "blue", "7");
expect(show("list-id").includes("nsid 7 (iproute2 netns name: blue)"), "the id");

console.log("# a process in blue");
const child = spawn(netns, ["exec", "blue", "sleep", "60"], { stdio: "ignore" });
try {
  await untilItSleeps(child.pid);
  expect(show("identify", String(child.pid)) === "blue\n", "blue");
  expect(show("pids", "blue") === `${child.pid}\n`, "the process");
} finally {
  child.kill();
}

show("delete", "blue");
show("delete", "green");
expect(show("list") === "", "nothing left");

/** `netns exec` becomes the command: same pid, another name. @param {number | undefined} pid */
async function untilItSleeps(pid) {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (readFileSync(`/proc/${pid}/comm`, "utf8") === "sleep\n") return;
    await sleep(10);
  }
  throw new Error("the process in blue did not start");
}
