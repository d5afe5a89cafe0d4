import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";

const dist = `${import.meta.dirname}/../dist/index.cjs`;
/** Folders that anyone may search: or what is not found is EACCES. */
const env = { ...process.env, PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };

/** A program of its own, which becomes another or says why it does not; `words` are those after the source. */
function become(source: string, ...words: readonly unknown[]) {
  const rest = words.map((word) => JSON.stringify(word)).join(", ");
  const program = `
    const { exec, NamespaceError } = require(${JSON.stringify(dist)});
    const { openSync } = require("node:fs");
    try {
      exec(${source}, ${rest});
    } catch (error) {
      if (!(error instanceof NamespaceError)) throw error;
      console.log(error.step, error.code);
      process.exitCode = 9;
    }`;
  const { status, signal, stdout, pid } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8", env });
  return { status, signal, stdout, pid };
}

kernelTest("the process is the command: pid, status, signal; /etc and /sys are the namespace's", ({ paths }) => {
  using blue = createNamespace("blue", paths);
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/hosts`, "192.0.2.7 seven\n");
  const script = "echo $$; readlink /proc/self/ns/net; cat /etc/hosts; ls /sys/class/net; exit 7";
  const { status, stdout, pid } = become('"blue"', "sh", ["-c", script], paths);
  expect(stdout).toBe(`${pid}\nnet:[${blue.inode}]\n192.0.2.7 seven\nlo\n`);
  expect(status).toBe(7);
  expect(become('"blue"', "sh", ["-c", "kill -KILL $$"], paths).signal).toBe("SIGKILL");
  // No arguments.
  expect(become('"blue"', "true", [], paths).status).toBe(0);
});

kernelTest("every kind of source; only a name has an overlay", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/hosts`, "192.0.2.7 seven\n");
  const path = JSON.stringify(`${paths.runDir}/blue`);
  const living = spawn("nsenter", [`--net=${paths.runDir}/blue`, "sh", "-c", "echo; exec sleep 60"]);
  await once(living.stdout, "data");
  try {
    const script = "readlink /proc/self/ns/net; grep seven /etc/hosts; true";
    const sources = {
      name: '"blue"',
      bytes: 'Buffer.from("blue")',
      path: `{ path: ${path} }`,
      pid: `{ pid: ${living.pid} }`,
      fd: `{ fd: openSync(${path}) }`,
    };
    for (const [kind, source] of Object.entries(sources)) {
      const overlay = kind === "name" || kind === "bytes" ? "192.0.2.7 seven\n" : "";
      const { stdout } = become(source, "sh", ["-c", script], paths);
      expect([kind, stdout]).toEqual([kind, `net:[${blue.inode}]\n${overlay}`]);
    }
  } finally {
    living.kill("SIGKILL");
    await once(living, "close");
  }
});

kernelTest("what fails says where", ({ paths, scratch }) => {
  createNamespace("blue", paths).close();
  writeFileSync(`${scratch}/plain`, "");
  expect(become('"nosuch"', "true", [], paths)).toMatchObject({ stdout: "open ENOENT\n", status: 9 });
  expect(become(`{ path: "${scratch}/plain" }`, "true", [], paths)).toMatchObject({ stdout: "enter EINVAL\n" });
  expect(become('"blue"', "no-such-command", [], paths)).toMatchObject({ stdout: "exec ENOENT\n" });
  expect(become('"blue"', `${scratch}/plain`, [], paths)).toMatchObject({ stdout: "exec EACCES\n" });
});
