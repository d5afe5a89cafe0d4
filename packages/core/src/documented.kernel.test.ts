import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { addLink, findLink, openClient } from "@netns/rtnetlink";
import { AF_INET, Fd, linux, MS_SHARED, SOCK_STREAM } from "@netns/syscall";
import { kernelTest, threadNamespaces } from "@netns/testing";
import { expect, vi } from "vitest";
import { createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { collect } from "./inside/collect.js";
import { runWith } from "./inside/run.js";
import { spawn } from "./inside/spawn.js";
import { listNamespaces } from "./list.js";
import { openSocket } from "./open-socket.js";

/** What README.md says besides its snippets, and no operation's own tests prove. */

const untilHere = { timeout: 20_000, interval: 20 };

kernelTest("a namespace that ends takes its end of a cable along, and with it the other", async ({ paths }) => {
  using red = createNamespace("red", paths);
  using inRed = openClient({ namespace: red });
  const blue = createNamespace("blue", paths);
  addLink(inRed, { kind: "veth", name: "near", peer: { name: "far", namespace: blue } });
  deleteNamespace("blue", paths);
  // The handle still holds it.
  expect(findLink(inRed, "near")).toBeDefined();
  blue.close();
  await vi.waitFor(() => expect(findLink(inRed, "near")).toBeUndefined(), untilHere);
});

kernelTest("a socket keeps its namespace, as a process does", async ({ paths }) => {
  using red = createNamespace("red", paths);
  using inRed = openClient({ namespace: red });
  const blue = createNamespace("blue", paths);
  addLink(inRed, { kind: "veth", name: "near", peer: { name: "far", namespace: blue } });
  const socket = openSocket(blue, AF_INET, SOCK_STREAM);
  const child = spawn(blue, "sleep", ["60"], { ...paths, stdio: "ignore" });
  await once(child, "spawn");
  blue.close();
  deleteNamespace("blue", paths);
  child.kill("SIGKILL");
  await once(child, "close");
  expect(findLink(inRed, "near")).toBeDefined();
  using again = new Fd(linux.siocgskns(socket.fd), linux);
  expect(linux.fs.fstatSync(again.fd).ino).toBeGreaterThan(0);
  again.close();
  socket.close();
  await vi.waitFor(() => expect(findLink(inRed, "near")).toBeUndefined(), untilHere);
});

/** Of the main thread and of every other: what `setns`, `unshare` and `mount` could have changed. */
function surroundings() {
  return {
    directory: process.cwd(),
    umask: process.umask(),
    mounts: readFileSync("/proc/self/mountinfo", "utf8"),
    threads: [threadNamespaces("net"), threadNamespaces("mnt")],
  };
}

kernelTest("what works inside leaves this process's surroundings alone", async ({ paths, scratch }) => {
  using blue = createNamespace("blue", paths);
  const before = surroundings();
  const inside = await collect(blue, "sh", [
    "-c",
    "umask 0; cd /; mount -t tmpfs tmpfs /mnt && grep -c ' /mnt ' /proc/self/mountinfo",
  ]);
  expect(inside.stdout.toString()).toBe("1\n");
  expect((await collect(blue, "pwd", [], { cwd: scratch })).stdout.toString()).toBe(`${scratch}\n`);
  await collect(blue, "true", [], { ownMounts: false });
  await expect(collect(blue, "no-such-command")).rejects.toThrow("no-such-command");
  await runWith({}, blue, "node:fs", "readdirSync", "/");
  openSocket(blue, AF_INET, SOCK_STREAM).close();
  // The threads that have been inside are gone a moment after what they did has come back.
  await vi.waitFor(() => expect(surroundings()).toEqual(before), untilHere);
});

kernelTest(
  "a command inherits what one of node:child_process does, and no signal that Node ignores",
  async ({ paths }) => {
    using blue = createNamespace("blue", paths);
    using extra = new Fd(linux.fs.openSync("/dev/null", "r"), linux);
    expect(extra.fd).toBeGreaterThan(2);
    const script = "grep -E '^Sig(Blk|Ign)' /proc/self/status; ls /proc/self/fd";
    // What this process was given itself, without close-on-exec, goes on to both.
    const outside = execFileSync("sh", ["-c", script], { encoding: "utf8" });
    expect(outside).toMatch(/^SigBlk:\t0+\nSigIgn:\t0+\n0\n1\n2\n/);
    for (const ownMounts of [true, false]) {
      const { stdout } = await collect(blue, "sh", ["-c", script], { ownMounts });
      expect(stdout.toString()).toBe(outside);
    }
  },
);

kernelTest("a module's synchronous calls see the overlay, the pool's do not", async ({ paths }) => {
  createNamespace("blue", paths).close();
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/hosts`, "192.0.2.7 inside\n");
  const read = (module: string, name: string) => runWith<string>(paths, "blue", module, name, "/etc/hosts", "utf8");
  expect(await read("node:fs", "readFileSync")).toBe("192.0.2.7 inside\n");
  expect(await read("node:fs/promises", "readFile")).not.toMatch("inside");
});

kernelTest(
  "what is mounted outside later appears inside, and nothing the other way round",
  async ({ paths, scratch }) => {
    using blue = createNamespace("blue", paths);
    mkdirSync(`${scratch}/shared`);
    linux.mount("tmpfs", `${scratch}/shared`, "tmpfs", 0, null);
    linux.mount("", `${scratch}/shared`, "none", MS_SHARED, null);
    mkdirSync(`${scratch}/shared/later`);
    const script = 'mount -t tmpfs inside "$1" && mkdir "$1/in"; echo ready; read line; cat "$2/file"';
    mkdirSync(`${scratch}/shared/other`);
    const args = ["-c", script, "sh", `${scratch}/shared/other`, `${scratch}/shared/later`];
    const child = spawn(blue, "sh", args, { stdio: ["pipe", "pipe", "inherit"] });
    const { stdin, stdout } = child;
    if (stdin === null || stdout === null) throw new Error("no pipes");
    let text = "";
    stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    await vi.waitFor(() => expect(text).toBe("ready\n"), untilHere);
    expect(readdirSync(`${scratch}/shared/other`)).toEqual([]);
    linux.mount("tmpfs", `${scratch}/shared/later`, "tmpfs", 0, null);
    writeFileSync(`${scratch}/shared/later/file`, "from outside");
    stdin.end("go\n");
    await once(child, "close");
    expect(text).toBe("ready\nfrom outside");
  },
);

kernelTest("in a user namespace of one's own: all of it, and nothing of it outside", ({ scratch, skip }) => {
  const own = ["--user", "--map-root-user", "--mount", "--net"];
  const { status, stderr } = spawnSync("unshare", [...own, "true"], { encoding: "utf8" });
  if (status !== 0) skip(`no user namespace in a user namespace: ${stderr}`);
  const script = `
    import * as core from "@netns/core";
    const paths = { runDir: process.argv[1] };
    const blue = core.createNamespace("blue", { ...paths, loopbackUp: true });
    core.setNsid(blue, 7);
    core.openSocket(blue, 2, 1).close();
    const { stdout } = await core.collect("blue", "ls", ["/sys/class/net"], paths);
    const [link] = await core.runWith(paths, "blue", "node:fs", "readdirSync", "/sys/class/net");
    console.log(core.listNamespaces(paths)[0].nsid, stdout.toString().trim(), link);
    if (process.argv[2] === "keep") process.exit();
    blue.close();
    core.deleteNamespace("blue", paths);
  `;
  const mounts = readFileSync("/proc/self/mountinfo", "utf8");
  const inside = (line: string, ...args: string[]) =>
    execFileSync("unshare", [...own, "sh", "-c", `${line} exec "$@"`, "sh", ...args], { encoding: "utf8" });
  const node = [process.execPath, "--input-type=module", "--eval", script];
  expect(inside("mount -t tmpfs tmpfs /run &&", ...node, "/var/run/netns")).toBe("7 lo lo\n");
  expect(inside("", ...node, `${scratch}/names`, "keep")).toBe("7 lo lo\n");
  // A name that was made there is a file without a namespace here.
  expect(listNamespaces({ runDir: `${scratch}/names` })).toMatchObject([{ name: "blue", kind: "plain file" }]);
  expect(readFileSync("/proc/self/mountinfo", "utf8")).toBe(mounts);
});
