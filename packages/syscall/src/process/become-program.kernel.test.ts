import type { SpawnSyncOptions } from "node:child_process";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { nodeRunning, run, runFrom, runNode } from "./fixtures/child.js";
import { Pty } from "./fixtures/pty.js";

/** Lines of a program that is a copy of /proc/self/status. */
function field(status: string, name: string): string | undefined {
  return new RegExp(`^${name}:\\t(.*)$`, "m").exec(status)?.[1];
}

const mask = (...signals: number[]) =>
  signals
    .reduce((bits, signal) => bits | (1n << BigInt(signal - 1)), 0n)
    .toString(16)
    .padStart(16, "0");

describe("the program", () => {
  kernelTest("has the process's pid, and its own status is the process's", () => {
    const { status, stdout, pid } = runNode('becomeProgram("sh", ["sh", "-c", "echo $$; exit 7"])');
    expect({ status, stdout }).toEqual({ status: 7, stdout: `${pid}\n` });
    expect(runNode('becomeProgram("sh", ["sh", "-c", "kill -TERM $$"])').signal).toBe("SIGTERM");
  });

  kernelTest("gets its words and its environment byte for byte", () => {
    const printf = 'becomeProgram("printf", ["called", "%s|", "a b", "", Buffer.from([0x61, 0xff])])';
    expect(runNode(printf).stdout).toBe("a b||a\xff|");
    const env = 'becomeProgram("env", ["env"], { environment: ["A=1", Buffer.from([0x42, 0x3d, 0xff])] })';
    expect(runNode(env).stdout).toBe("A=1\nB=\xff\n");
    // The process's own: what is not UTF-8 survives, what was set since is there.
    const own = 'process.env.SET = "late"; becomeProgram("env", ["env"])';
    const lines = runFrom("export RAW=$'\\xff'; exec \"$@\"", nodeRunning(own)).stdout.split("\n");
    expect(lines).toContain("RAW=\xff");
    expect(lines).toContain("SET=late");
  });

  kernelTest("runs where /proc is not mounted, and what Node ignores is not ignored there either", () => {
    const program = 'becomeProgram("sh", ["sh", "-c", "echo there; kill -PIPE $$"])';
    const hidden = `exec unshare --mount sh -c 'mount -t tmpfs none /proc && exec "$@"' sh "$@"`;
    const { stdout, signal } = runFrom(hidden, nodeRunning(program));
    expect({ stdout, signal }).toEqual({ stdout: "there\n", signal: "SIGPIPE" });
  });

  kernelTest("may start from a Worker too", () => {
    const worker = `
      const { becomeProgram } = require(${JSON.stringify(`${import.meta.dirname}/../../dist/index.cjs`)});
      becomeProgram("sh", ["sh", "-c", "echo $$; exit 9"]);`;
    const { status, stdout, pid } = runNode(`new (require("worker_threads").Worker)(\`${worker}\`, { eval: true })`);
    expect({ status, stdout }).toEqual({ status: 9, stdout: `${pid}\n` });
  });
});

describe("descriptors", () => {
  /** `fd -> what`, without the directory that ls itself reads. */
  const listed = (stdout: string) =>
    Array.from(stdout.matchAll(/(\d+ -> .*)$/gm), ([, line]) => line).filter((line) => !/\/fd$/.test(line ?? ""));

  for (const [what, redirections, fds] of [
    ["the three standard ones", "", [0, 1, 2]],
    ["others, of any number", "3</etc/passwd 7>/dev/null 15</etc/group 23</etc/fstab", [0, 1, 2, 3, 7, 15, 23]],
    ["without a standard one, for which Node opens /dev/null", "<&- 5</etc/passwd", [1, 2, 5]],
  ] as const) {
    kernelTest(`are those that are recorded: ${what}`, () => {
      const descriptors = JSON.stringify(fds.map((fd) => ({ fd, nonBlocking: false })));
      const code = `becomeProgram("ls", ["ls", "-l", "/proc/self/fd"], { inherited: { ...ordinaryState, descriptors: ${descriptors} } })`;
      const look = (command: readonly string[]) => runFrom(`exec "$@" ${redirections} 2>/dev/null`, command, IGNORED);
      const through = look(nodeRunning(code));
      const direct = look(["ls", "-l", "/proc/self/fd"]);
      // Pipes have other numbers in each run.
      const shown = (stdout: string) => listed(stdout).map((line) => line?.replace(/\d+\]$/, "]"));
      // Whoever started the tests may have handed on more.
      const ours = shown(direct.stdout).filter((line) => fds.some((fd) => line?.startsWith(`${fd} `)));
      expect(ours).toHaveLength(fds.length);
      expect(shown(through.stdout)).toEqual(ours);
    });
  }

  kernelTest("are no others: what is not recorded, and what native code opened for all", () => {
    const code = `
      const { constants } = require("fs");
      const open = linux.fs.openSync("/etc/passwd", "r");
      linux.fcntl(open, 0, 30);
      linux.fcntl(30, 2, 0);
      becomeProgram("ls", ["ls", "-l", "/proc/self/fd"]);`;
    const { stdout } = runFrom('exec "$@" 3</etc/passwd 23</etc/fstab', nodeRunning(code), IGNORED);
    expect(listed(stdout).map((line) => line?.split(" ")[0])).toEqual(["0", "1", "2"]);
    // Without any care, Node's mark is on the low ones only.
    const careless = code.replace("becomeProgram", "linux.fcntl(1, 2, 0); linux.execvp");
    const leaked = listed(runFrom('exec "$@" 3</etc/passwd 23</etc/fstab', nodeRunning(careless), IGNORED).stdout);
    expect(leaked.map((line) => line?.split(" ")[0])).toEqual(expect.arrayContaining(["23", "30"]));
  });

  kernelTest("block, or not, as it is recorded", () => {
    // Standard input is a socket, which both sides would share otherwise.
    const flags = (recorded: string, before: string) =>
      runNode(
        `linux.fcntl(0, 4, ${before});
        const descriptors = [${recorded}, { fd: 1, nonBlocking: false }];
        becomeProgram("cat", ["cat", "/proc/self/fdinfo/0"], { inherited: { ...ordinaryState, descriptors } });`,
      ).stdout.match(/^flags:\t(\d+)$/m)?.[1] ?? "";
    const O_NONBLOCK = 0o4000;
    const isNonBlocking = (octal: string) => (Number.parseInt(octal, 8) & O_NONBLOCK) !== 0;
    expect(isNonBlocking(flags("{ fd: 0, nonBlocking: false }", "0o4000"))).toBe(false);
    expect(isNonBlocking(flags("{ fd: 0, nonBlocking: true }", "0"))).toBe(true);
  });
});

const IGNORED: SpawnSyncOptions = { stdio: ["ignore", "pipe", "pipe"] };

describe("signals", () => {
  const statusOf = (state: string, setup = "") =>
    runNode(
      `${setup}\nbecomeProgram("cat", ["cat", "/proc/self/status"], { inherited: { ...ordinaryState, ${state} } })`,
    ).stdout;

  kernelTest("that Node ignores are not, and its handlers are gone", () => {
    const status = statusOf("", 'process.on("SIGUSR2", () => {}); process.on("SIGHUP", () => {})');
    expect(field(status, "SigIgn")).toBe(mask());
    expect(field(status, "SigCgt")).toBe(mask());
    expect(field(status, "SigBlk")).toBe(mask());
  });

  kernelTest("that were ignored are, whatever has become of them", () => {
    const status = statusOf(
      "ignoredSignals: (1n << 0n) | (1n << 9n) | (1n << 12n) | (1n << 63n)",
      'process.on("SIGHUP", () => {}); linux.signal(12, 1);',
    );
    expect(field(status, "SigIgn")).toBe(mask(1, 10, 13, 64));
  });

  kernelTest("that were blocked are, and no others", () => {
    const status = statusOf("blockedSignals: (1n << 9n) | (1n << 39n)", "linux.setSignalMask(1n << 11n);");
    expect(field(status, "SigBlk")).toBe(mask(10, 40));
  });

  kernelTest("that cannot be changed, or are the C library's, are passed over", () => {
    const status = statusOf("ignoredSignals: 2n ** 64n - 1n, blockedSignals: 2n ** 64n - 1n");
    const all = Array.from({ length: 64 }, (_, i) => i + 1).filter((signal) => signal !== 9 && signal !== 19);
    const without = all.filter((signal) => signal !== 32 && signal !== 33);
    expect([mask(...without), mask(...without.filter((signal) => signal !== 34))]).toContain(field(status, "SigIgn"));
    expect([mask(...without), mask(...all)]).toContain(field(status, "SigBlk"));
  });
});

describe("the limit of open files", () => {
  const limits = (state: string) =>
    runFrom(
      'ulimit -Sn 77; ulimit -Hn 500; exec "$@"',
      nodeRunning(`becomeProgram("cat", ["cat", "/proc/self/limits"], { inherited: { ...ordinaryState, ${state} } })`),
    ).stdout.match(/^Max open files +(\d+) +(\d+)/m);

  kernelTest("is as recorded, but no higher than the hard one", () => {
    expect(limits("openFilesLimit: 77n")?.slice(1)).toEqual(["77", "500"]);
    expect(limits("openFilesLimit: 2n ** 64n - 1n")?.slice(1)).toEqual(["500", "500"]);
    // Node's doing, which nobody has recorded.
    expect(limits("")?.slice(1)).toEqual(["500", "500"]);
  });

  kernelTest("may be lower than what is open", () => {
    expect(limits("openFilesLimit: 4n")?.slice(1)).toEqual(["4", "500"]);
  });
});

describe("the terminal", () => {
  const raw = "process.stdin.setRawMode(true);";
  /** Without any care, but for what the program needs to print. */
  const careless = 'linux.fcntl(0, 2, 0); linux.fcntl(1, 2, 0); linux.execvp("stty", ["stty", "-a"])';
  const stty = (code: string, terminal: Pty) => {
    const { stdout, stderr } = runNode(code, { stdio: [terminal.fd, "pipe", "pipe"] });
    expect(stderr).toBe("");
    return stdout;
  };

  kernelTest("is out of raw mode, and blocks", () => {
    using terminal = new Pty();
    const before = stty(careless, terminal);
    expect(stty(`${raw} becomeProgram("stty", ["stty", "-a"])`, terminal)).toBe(before);
    expect(before).toMatch(/ icanon/);
    const info = stty(`${raw} becomeProgram("cat", ["cat", "/proc/self/fdinfo/0"])`, terminal);
    expect(Number.parseInt(/^flags:\t(\d+)$/m.exec(info)?.[1] ?? "4000", 8) & 0o4000).toBe(0);
    // Without care it is not.
    expect(stty(`${raw} ${careless}`, terminal)).toMatch(/ -icanon/);
  });

  kernelTest("that was raw before Node came stays so", () => {
    using terminal = new Pty();
    run(["stty", "raw", "-echo"], { stdio: [terminal.fd, "pipe", "pipe"] });
    const before = stty(careless, terminal);
    expect(before).toMatch(/ -icanon/);
    expect(stty('becomeProgram("stty", ["stty", "-a"])', terminal)).toBe(before);
    expect(stty(`${raw} becomeProgram("stty", ["stty", "-a"])`, terminal)).toBe(before);
  });

  kernelTest("is put right from its background too, where a change stops a process", () => {
    using terminal = new Pty();
    const code = `
      process.stdin.setRawMode(true);
      // The shell's group comes to the foreground, and this one goes to the background.
      require("koffi").load(null).func("int tcsetpgrp(int, int)")(0, process.ppid);
      becomeProgram("stty", ["stty", "-a"]);`;
    // With job control (-m) the shell gives the command a group of its own, and the terminal.
    const { stdout, stderr } = run(
      ["setsid", "--ctty", "--wait", "sh", "-mc", '"$@"; echo "status $?"', "sh", ...nodeRunning(code)],
      {
        stdio: [terminal.fd, "pipe", "pipe"],
      },
    );
    expect(stderr).toBe("");
    expect(stdout).toMatch(/ icanon/);
    expect(stdout).toMatch(/^status 0$/m);
  });
});

describe("when there is no program", () => {
  /**
   * All that becoming a program changes, as text. What is open is listed once: the C library opens a file for a moment,
   * at any time, in a thread of V8's (/proc/sys/vm/overcommit_memory, glibc's malloc/arena.c).
   */
  const SNAPSHOT = `
    const { existsSync, readdirSync, readFileSync } = require("fs");
    const snapshot = () => JSON.stringify([
      readFileSync("/proc/thread-self/status", "utf8").match(/^Sig(Blk|Ign|Cgt).*$/gm),
      opened.map((fd) => {
        try { return [fd, linux.fcntl(+fd, 1, 0), linux.fcntl(+fd, 3, 0)]; } catch { return [fd]; }
      }),
      String(Object.values(linux.getrlimit(7))),
      linux.isatty(0) ? Buffer.from(linux.tcgetattr(0)).toString("hex") : "",
    ]);
    const inherited = {
      descriptors: [{ fd: 0, nonBlocking: true }, { fd: 1, nonBlocking: false }, { fd: 5, nonBlocking: true }],
      ignoredSignals: (1n << 0n) | (1n << 14n),
      blockedSignals: 1n << 9n,
      openFilesLimit: 50n,
    };
    process.on("SIGHUP", () => {});
    process.stdin.setRawMode?.(true);
    linux.fcntl(0, 0, 30);
    linux.fcntl(30, 2, 0);
    const opened = readdirSync("/proc/self/fd").filter((fd) => existsSync("/proc/self/fd/" + fd));`;

  for (const where of ["with a pipe", "on a terminal, in raw mode"]) {
    kernelTest(`all is as before: ${where}`, () => {
      using terminal = new Pty();
      const code = `${SNAPSHOT}
        const before = snapshot();
        let error;
        try { becomeProgram("/no/such", ["no"], { inherited }); } catch (caught) { error = caught; }
        if (snapshot() !== before) throw new Error(before + "\\n" + snapshot());
        process.once("SIGHUP", () => console.log(error.code, error.syscall, error.path));
        process.kill(process.pid, "SIGHUP");
        setTimeout(() => process.exit(3), 50);`;
      const stdin = where === "with a pipe" ? "pipe" : terminal.fd;
      const result = runNode(code, { stdio: [stdin, "pipe", "pipe"] });
      expect(result).toMatchObject({ status: 3, stdout: "ENOENT execvp /no/such\n", stderr: "" });
    });
  }

  kernelTest("nor is anything changed when one of the calls on the way fails", () => {
    using terminal = new Pty();
    const code = `${SNAPSHOT}
      const { failingSystem } = require(${JSON.stringify(`${import.meta.dirname}/../../dist/testing.cjs`)});
      const base = { ...linux, fs: { ...linux.fs, readdirSync: () => opened } };
      const before = snapshot();
      const become = (system) => {
        try { becomeProgram("/no/such", ["no"], { inherited, system }); } catch (error) { return error.code; }
      };
      const { system, calls } = failingSystem({ base });
      become(system);
      // Those of taking it back are behind the one that failed.
      const count = calls.findIndex(({ name }) => name === "execvp") + 1;
      for (let nth = 0; nth < count; nth++) {
        const failing = failingSystem({ nth, errno: "EIO", base });
        const code = become(failing.system);
        const { name } = failing.calls[nth];
        if (code !== "EIO") throw new Error(name + " " + nth + ": " + code);
        if (snapshot() !== before) throw new Error(name + " " + nth + ":\\n" + before + "\\n" + snapshot());
      }
      console.log(count > 20);
      process.exit();`;
    const result = runNode(code, { stdio: [terminal.fd, "pipe", "pipe"] });
    expect(result.stderr).toBe("");
    expect(result.stdout).toBe("true\n");
  });

  kernelTest("nor by a state that makes no sense", () => {
    const code = `${SNAPSHOT}
      const before = snapshot();
      const codes = [];
      for (const wrong of [
        { descriptors: [{ fd: -1 }] }, { descriptors: [null] }, { descriptors: 3 },
        { ignoredSignals: 5 }, { blockedSignals: -1n }, { openFilesLimit: NaN },
      ]) {
        try { becomeProgram("true", ["true"], { inherited: { ...ordinaryState, ...wrong } }); } catch (error) {
          codes.push(error.code);
        }
      }
      codes.push(snapshot() === before);
      console.log(codes.join("\\n"));
      process.exit();`;
    const [range, type] = ["ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_TYPE"];
    expect(runNode(code).stdout.trim().split("\n")).toEqual([range, type, type, type, range, type, "true"]);
  });
});
