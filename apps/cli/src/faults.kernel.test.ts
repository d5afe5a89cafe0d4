import { spawnSync } from "node:child_process";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { type Fault, failing, preloaded } from "./fixtures/failing-calls.js";
import { environment, netnsIn, netnsPath, printed, type Result, refused } from "./fixtures/netns.js";

function run(runDir: string, args: readonly string[], extra: NodeJS.ProcessEnv, input = ""): Result {
  const env = { ...environment(runDir), ...extra };
  const { status, stdout, stderr } = spawnSync(netnsPath, args, { env, input, encoding: "utf8", timeout: 60_000 });
  return { status, stdout, stderr };
}

const NO_BUFFER = "Cannot talk to rtnetlink: No buffer space available";

describe("a call that fails is said in a sentence", () => {
  const cases: [line: string, fault: Fault, status: number, message: string][] = [
    ["list", { call: "sendto", code: "ENOBUFS" }, 2, NO_BUFFER],
    ["list", { call: "recvmmsg", code: "ENOSYS" }, 2, "Cannot talk to rtnetlink: Function not implemented"],
    ["list-id", { call: "sendto", code: "ENOBUFS" }, 2, NO_BUFFER],
    ["list-id", { call: "socket", code: "EMFILE" }, 1, "Cannot open netlink socket: Too many open files"],
    ["set blue auto", { call: "recvmmsg", nth: 1, code: "ENOBUFS" }, 2, "RTM_NEWNSID: the kernel did not answer"],
    ["exec blue true", { call: "close", nth: 1, code: "EIO" }, 1, "close failed: Input/output error"],
  ];
  kernelTest.for(cases)("%s, where %o", ([line, fault, status, message], { paths }) => {
    netnsIn(paths)("add", "blue");
    expect(run(paths.runDir, line.split(" "), failing(fault))).toEqual(refused(status, message));
  });
});

describe("a list", () => {
  kernelTest("is asked for again when an answer is lost", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    netns("set", "blue", "7");
    const lost = (...words: string[]) => run(paths.runDir, words, failing({ call: "recvmmsg", code: "ENOBUFS" }));
    expect(lost("list")).toEqual(printed("blue (id: 7)\n"));
    expect(lost("list-id")).toEqual(printed("nsid 7 (iproute2 netns name: blue)\n"));
  });

  kernelTest("is none where the process has no descriptor left: the directory may be full of names", ({ paths }) => {
    netnsIn(paths)("add", "blue");
    const listed = run(paths.runDir, ["list"], failing({ call: "open", nth: 1, code: "EMFILE" }));
    expect(listed).toEqual(refused(1, `Failed to open directory ${paths.runDir}: Too many open files`));
  });

  kernelTest("is there where Node's own file is not to be read, and musl beside glibc", ({ paths }) => {
    netnsIn(paths)("add", "blue");
    const program = `
      const fs = process.getBuiltinModule?.("node:fs") ?? (await import("node:fs")).default;
      const { existsSync, openSync } = fs;
      fs.existsSync = (path) => path.startsWith("/lib/ld-musl-") || existsSync(path);
      fs.openSync = (path, ...rest) => openSync(path === process.execPath ? "/nowhere" : path, ...rest);`;
    expect(run(paths.runDir, ["list"], preloaded(program))).toEqual(printed("blue\n"));
  });
});

describe("a process that cannot come back from a namespace", () => {
  // The first brings it there.
  const away = failing({ call: "setns", nth: 2, code: "ENOMEM" });
  const lost = refused(1, "setns: Cannot allocate memory").stderr;

  kernelTest("runs no other line of a batch there, whatever -force says", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    const lines = "exec blue echo there\nadd never\nlist\n";
    expect(run(paths.runDir, ["-force", "-b", "-"], away, lines)).toEqual({
      status: 1,
      stdout: "there\n",
      stderr: lost,
    });
    expect(netns("list")).toEqual(printed("blue\n"));
  });

  kernelTest("runs no other command of -all exec there", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    netns("add", "green");
    const stdout = "\nnetns: green\nthere\n";
    expect(run(paths.runDir, ["-all", "exec", "echo", "there"], away)).toEqual({ status: 1, stdout, stderr: lost });
  });
});
