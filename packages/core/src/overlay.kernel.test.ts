import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { createNamespace } from "./create.js";
import type { NamespaceError } from "./errors.js";
import { collect } from "./inside/collect.js";
import { spawn } from "./inside/spawn.js";

const dist = `${import.meta.dirname}/../dist/index.cjs`;

kernelTest(
  "what is mounted outside later appears inside; what is mounted inside stays there",
  async ({ paths, scratch }) => {
    createNamespace("blue", paths).close();
    const [outside, inside] = [`${scratch}/outside`, `${scratch}/inside`];
    for (const directory of [outside, inside]) mkdirSync(directory);
    // Only below a shared mount is there anything to pass on.
    spawnSync("mount", ["-t", "tmpfs", "shared", outside]);
    spawnSync("mount", ["--make-shared", outside]);
    mkdirSync(`${outside}/later`);
    const script = `mount -t tmpfs own ${inside}; echo ready; read -r line; ls ${outside}/later`;
    const child = spawn("blue", "sh", ["-c", script], { ...paths, stdio: ["pipe", "pipe", "inherit"] });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    await vi.waitFor(() => expect(text).toBe("ready\n"), 20_000);
    spawnSync("mount", ["-t", "tmpfs", "late", `${outside}/later`]);
    writeFileSync(`${outside}/later/file`, "");
    child.stdin?.end("go\n");
    await once(child, "close");
    expect(text).toBe("ready\nfile\n");
    expect(readFileSync("/proc/self/mountinfo", "utf8")).not.toContain(inside);
  },
);

kernelTest("/sys is mounted with the namespace's name, and nothing of the old one is below it", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const mounts = async (source: Parameters<typeof collect>[0]) => {
    const { stdout } = await collect(source, "cat", ["/proc/self/mountinfo"], paths);
    const lines = stdout.toString().split("\n");
    const below = lines.filter((line) => /^\S+ \S+ \S+ \S+ \/sys(\/\S*)? /.test(line));
    return below.map((line) => [line.split(" ")[4], line.split(" - ")[1]?.split(" ").slice(0, 2).join(" ")]);
  };
  expect((await mounts("blue")).at(-1)).toEqual(["/sys", "sysfs blue"]);
  expect((await mounts(blue)).at(-1)).toEqual(["/sys", "sysfs blue"]);
  expect((await mounts({ path: `${paths.runDir}/blue` })).at(-1)).toEqual(["/sys", "sysfs netns"]);
});

kernelTest("a read-only /sys that cannot be taken away is covered by a read-only one", ({ paths }) => {
  const probe = spawnSync("unshare", ["--user", "--map-root-user", "--mount", "--net", "true"]);
  if (probe.status !== 0) return;
  // A namespace of one's own user's: the mounts of before are locked there.
  const program = `
    const { createNamespace, collect } = require(${JSON.stringify(dist)});
    const paths = { runDir: "/run/names", etcDir: "/run/etc" };
    createNamespace("blue", paths).close();
    collect("blue", "sh", ["-c", "ls /sys/class/net; touch /sys/x; grep ' /sys ' /proc/self/mounts"], paths).then(
      ({ stdout, stderr }) => process.stdout.write(stdout + stderr),
      (error) => console.log(error.step, error.code),
    );`;
  const unshare = "unshare --user --map-root-user --mount --net";
  const script = `mount -o remount,ro,bind /sys && ${unshare} sh -c 'mount -t tmpfs run /run && "$0" -e "$1"' "$0" "$1"`;
  const within = ["--mount", "sh", "-c", script, process.execPath, program];
  const { stdout, stderr } = spawnSync("unshare", within, { encoding: "utf8" });
  expect(`${stdout}${stderr}`).toMatch(/^lo\n/);
  expect(stdout).toMatch(/Read-only file system|Permission denied/);
  expect(stdout).toMatch(/^blue \/sys sysfs ro,/m);
  expect(existsSync(paths.runDir)).toBe(false);
});

kernelTest("an overlay that is no directory, or none at all, covers nothing", async ({ paths }) => {
  for (const name of ["blue", "red"]) createNamespace(name, paths).close();
  mkdirSync(paths.etcDir, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue`, "");
  for (const name of ["blue", "red"]) {
    const { stdout, warnings } = await collect(name, "cat", ["/etc/hosts"], paths);
    expect(stdout.toString()).toBe(readFileSync("/etc/hosts", "utf8"));
    expect(warnings).toEqual([]);
  }
});

kernelTest("warnings name what was to be put where, in the words of ip netns", async ({ paths }) => {
  createNamespace("blue", paths).close();
  mkdirSync(`${paths.etcDir}/blue/hosts`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/no-such-file`, "");
  const { warnings } = await collect("blue", "true", [], paths);
  const [one, two] = warnings.toSorted((a: NamespaceError, b) => (a.path ?? "").localeCompare(b.path ?? ""));
  expect(one).toMatchObject({ step: "bind", namespace: "blue", code: "ENOTDIR", dest: "/etc/hosts" });
  expect(two?.message).toBe(
    `Bind ${paths.etcDir}/blue/no-such-file -> /etc/no-such-file failed: No such file or directory`,
  );
});
