import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { createNamespace } from "./create.js";
import { collect } from "./inside/collect.js";
import { spawn } from "./inside/spawn.js";

/** iproute2's rules, as README.md tells them. /etc is the sandbox's own. */

const UNTIL = { timeout: 20_000, interval: 20 };

kernelTest(
  "entries cover those of the same name, whatever they are; nothing is merged or made",
  async ({ paths, etcDir }) => {
    createNamespace("blue", paths).close();
    const overlay = `${etcDir}/blue`;
    mkdirSync(`${overlay}/netns-tree`, { recursive: true });
    mkdirSync("/etc/netns-tree");
    writeFileSync(`${overlay}/netns-tree/inside`, "");
    writeFileSync("/etc/netns-tree/outside", "");
    writeFileSync(`${overlay}/.netns-dot`, "dot\n");
    writeFileSync("/etc/.netns-dot", "");
    // A link over a file, and a file over a link: both are followed.
    writeFileSync(`${etcDir}/elsewhere`, "linked\n");
    symlinkSync("../elsewhere", `${overlay}/netns-linked`);
    writeFileSync("/etc/netns-linked", "");
    writeFileSync(`${overlay}/netns-link`, "covered\n");
    writeFileSync("/etc/netns-target", "as it was\n");
    symlinkSync("netns-target", "/etc/netns-link");
    // These cannot be.
    writeFileSync(`${overlay}/netns-none`, "");
    mkdirSync("/etc/netns-mixed");
    writeFileSync(`${overlay}/netns-mixed`, "");
    symlinkSync("nothing", `${overlay}/netns-lost`);
    writeFileSync("/etc/netns-lost", "");
    try {
      const script = "ls netns-tree; cat .netns-dot netns-linked netns-link netns-target; ls -d netns-none";
      const { stdout, code, warnings } = await collect("blue", "sh", ["-c", script], { ...paths, cwd: "/etc" });
      expect(stdout.toString()).toBe("inside\ndot\nlinked\ncovered\ncovered\n");
      expect(code).toBeGreaterThan(0);
      expect(Object.fromEntries(warnings.map(({ dest, code }) => [dest, code]))).toEqual({
        "/etc/netns-none": "ENOENT",
        "/etc/netns-mixed": "ENOTDIR",
        "/etc/netns-lost": "ENOENT",
      });
      expect(readFileSync("/etc/netns-target", "utf8")).toBe("as it was\n");
      expect(existsSync("/etc/netns-none")).toBe(false);
    } finally {
      for (const name of ["tree", "linked", "link", "target", "mixed", "lost"])
        rmSync(`/etc/netns-${name}`, { recursive: true, force: true });
      rmSync("/etc/.netns-dot", { force: true });
    }
  },
);

kernelTest("who replaces the covered file outside takes the cover away", async ({ paths, etcDir }) => {
  createNamespace("blue", paths).close();
  mkdirSync(`${etcDir}/blue`, { recursive: true });
  writeFileSync(`${etcDir}/blue/netns-renamed`, "cover\n");
  writeFileSync("/etc/netns-renamed", "old\n");
  try {
    const script = "cat /etc/netns-renamed; read line; cat /etc/netns-renamed";
    const child = spawn("blue", "sh", ["-c", script], { ...paths, stdio: ["pipe", "pipe", "inherit"] });
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    const closed = new Promise((resolve) => child.once("close", resolve));
    await vi.waitFor(() => expect(text).toBe("cover\n"), UNTIL);
    writeFileSync("/etc/netns-renamed.new", "new\n");
    renameSync("/etc/netns-renamed.new", "/etc/netns-renamed");
    child.stdin?.end("go\n");
    await closed;
    expect(text).toBe("cover\nnew\n");
    // Those that start later have it again.
    expect((await collect("blue", "cat", ["/etc/netns-renamed"], paths)).stdout.toString()).toBe("cover\n");
  } finally {
    rmSync("/etc/netns-renamed");
  }
});
