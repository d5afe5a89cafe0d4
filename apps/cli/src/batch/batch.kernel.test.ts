import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import { environment, netnsIn, netnsPath, printed, type Result, refused } from "../fixtures/netns.js";

interface Place {
  readonly scratch: string;
  readonly paths: { readonly runDir: string; readonly etcDir: string };
}

const environmentIn = ({ paths }: Place) => ({ ...environment(paths.runDir), NETNS_ETC_DIR: paths.etcDir });

/** Runs lines from standard input, with options before `-batch`. */
function batch(place: Place, input: string | Buffer, ...options: string[]): Result {
  const args = [...options, "-batch", "-"];
  const { status, stdout, stderr } = spawnSync(netnsPath, args, {
    env: environmentIn(place),
    input,
    encoding: "latin1",
  });
  return { status, stdout, stderr };
}

/** Runs lines from a file called `file` in the scratch directory, with the caller's own standard input. */
function batchFile(place: Place, lines: string, options: readonly string[] = [], input = ""): Result {
  writeFileSync(`${place.scratch}/file`, lines);
  const { status, stdout, stderr } = spawnSync(netnsPath, [...options, "-b", "file"], {
    env: environmentIn(place),
    cwd: place.scratch,
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("lines", () => {
  kernelTest("with the word netns or without, from a file or standard input", ({ scratch, paths }) => {
    const place = { scratch, paths };
    expect(batchFile(place, "netns add a\nadd b # second\n\nset a 905\nnet list\n")).toEqual(
      printed("b\na (id: 905)\n"),
    );
    expect(batch(place, "list-id\n")).toEqual(printed("nsid 905 (iproute2 netns name: a)\n"));
    expect(batch(place, 'del a\ndel "b"\nlist')).toEqual(printed(""));
    expect(batch(place, "")).toEqual(printed(""));
  });

  kernelTest("are bytes", ({ scratch, paths }) => {
    const name = Buffer.of(0x61, 0xff, 0x62).toString("latin1");
    const lines = `add ${name}\nlist\nexec ${name} printf %s ${name}\ndel ${name}x\n`;
    expect(batch({ scratch, paths }, Buffer.from(lines, "latin1"))).toEqual({
      status: 1,
      stdout: `${name}\n${name}`,
      stderr: `Cannot remove namespace file "${paths.runDir}/${name}x": No such file or directory\nCommand failed -:4\n`,
    });
  });

  kernelTest("may be many", ({ scratch, paths }) => {
    const names = Array.from({ length: 150 }, (_, index) => `n${index}`);
    const lines = names.map((name) => `add ${name}\nidentify\n`).join("");
    expect(batch({ scratch, paths }, lines)).toEqual(printed("\n".repeat(150)));
    expect(readdirSync(paths.runDir)).toHaveLength(150);
    expect(netnsIn(paths)("-all", "delete")).toEqual(printed(""));
  });

  kernelTest("hold for JSON and -all alike, and words behind the options do not count", ({ scratch, paths }) => {
    const place = { scratch, paths };
    batch(place, "add a\nadd b\n");
    expect(batch(place, "list\nlist\n", "-j").stdout).toBe('[{"name":"b"},{"name":"a"}]\n'.repeat(2));
    expect(netnsIn(paths)("-b", "/dev/null", "-j", "list")).toEqual(printed(""));
    expect(batch(place, "exec echo x\ndel\nlist\n", "-all").stdout).toBe("\nnetns: b\nx\n\nnetns: a\nx\n");
  });
});

describe("what goes wrong", () => {
  kernelTest("ends the batch, or with -force the line", ({ scratch, paths }) => {
    const place = { scratch, paths };
    const taken = `Cannot create namespace file "${paths.runDir}/a": File exists\n`;
    const lines = "add a\nadd \\\na\nadd c\nlist\nset c 911\nset c 911\n";
    expect(batchFile(place, lines)).toEqual(refused(1, `${taken}Command failed file:3`));
    expect(batchFile(place, lines, ["-force"])).toEqual({
      status: 1,
      stdout: "c\na\n",
      stderr: `${taken.repeat(2).replace(/\n/, "\nCommand failed file:1\n")}Command failed file:3\nError: Peer netns already has a nsid assigned.\nCommand failed file:7\n`,
    });
  });

  kernelTest("ends all when a line cannot be understood", ({ scratch, paths }) => {
    const place = { scratch, paths };
    const force = (lines: string) => batch(place, `list\n${lines}\nadd never\n`, "-force");
    expect(force("add a/b")).toEqual(refused(255, 'Invalid netns name "a/b"'));
    expect(force("netns nosuch")).toEqual(refused(255, 'Command "nosuch" is unknown, try "netns help".'));
    expect(force("list-id nsid")).toEqual(refused(255, 'Command line is not complete. Try option "help"'));
    expect(force("netns help").stderr).toMatch(/^Usage:\tnetns list\n/);
    expect(force('add "b')).toEqual(refused(1, "Unterminated quoted string"));
    expect(force(`list ${"x ".repeat(511)}`)).toEqual(refused(1, "Too many arguments to command"));
    expect(batch(place, "add \\\n", "-force")).toEqual({
      status: 0,
      stdout: "",
      stderr: "Missing continuation line\n",
    });
    expect(batch(place, "list")).toEqual(printed(""));
  });

  kernelTest("is an object where the first word is no subcommand", ({ scratch, paths }) => {
    const place = { scratch, paths };
    expect(batch(place, 'nosuch\n-j list\n""\nadd a\n', "-force")).toEqual(
      refused(
        1,
        ["nosuch", "-j", ""]
          .map((word, index) => `Object "${word}" is unknown, try "netns help".\nCommand failed -:${index + 1}`)
          .join("\n"),
      ),
    );
    expect(batch(place, "list").stdout).toBe("a\n");
  });

  kernelTest("may be the file", ({ scratch, paths }) => {
    const netns = netnsIn(paths);
    expect(netns("-b", `${scratch}/nosuch`)).toEqual(
      refused(1, `Cannot open file "${scratch}/nosuch" for reading: No such file or directory`),
    );
    expect(netns("-b", scratch)).toEqual(refused(1, `Cannot read file "${scratch}": Is a directory`));
    expect(netns("-force", "-b")).toEqual(refused(255, 'Error: argument "batch file" is required'));
  });
});

describe("exec", () => {
  kernelTest("comes back, with the command's status", ({ scratch, paths }) => {
    const place = { scratch, paths };
    batch(place, "add a\nadd b\n");
    const lines = [
      "identify",
      "exec a sh -c 'netns identify; cd /; exit 3'",
      "identify",
      "exec b pwd",
      "exec nosuch true",
      "exec a no-such-command",
      "exec a sh -c 'exit 255'",
      "add c",
      "list",
    ];
    const here = netnsIn(paths)("exec", "a", "readlink", "/proc/self/ns/net").stdout;
    expect(here).toMatch(/^net:\[/);
    const { status, stdout, stderr } = batchFile(
      place,
      lines.join("\n").replace("netns identify", "readlink /proc/self/ns/net"),
      ["-force"],
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: `\n${here}\n${scratch}\nc\nb\na\n` });
    expect(stderr).toBe(
      [
        "Command failed file:2",
        'Cannot open network namespace "nosuch": No such file or directory',
        "Command failed file:5",
        'exec of "no-such-command" failed: No such file or directory',
        "Command failed file:6",
        "Command failed file:7\n",
      ].join("\n"),
    );
    // A name that was made after an exec is whole, so the mounts were home again.
    expect(netnsIn(paths)("exec", "c", "true")).toEqual(printed(""));
  });

  kernelTest("comes back from where the command has hidden /proc", ({ scratch, paths }) => {
    const lines = "add a\nexec a mount -t tmpfs none /proc\nadd b\nexec a true\nidentify\nlist\n";
    expect(batch({ scratch, paths }, lines)).toEqual(printed("\nb\na\n"));
  });

  kernelTest("ends the batch in silence when a signal ended the command", ({ scratch, paths }) => {
    const lines = "add a\nlist\nexec a sh -c 'kill -TERM $$'\nlist\n";
    expect(batchFile({ scratch, paths }, lines, ["-force"])).toEqual({ status: 1, stdout: "a\n", stderr: "" });
  });

  kernelTest("has the overlay of its line's namespace only", ({ scratch, paths }) => {
    for (const name of ["a", "b"]) {
      mkdirSync(`${paths.etcDir}/${name}`, { recursive: true });
      writeFileSync(`${paths.etcDir}/${name}/hosts`, `${name}\n`);
    }
    const lines = "add a\nadd b\nadd c\nexec a cat /etc/hosts\nexec c grep -c . /etc/hosts\nexec b cat /etc/hosts\n";
    expect(batch({ scratch, paths }, lines).stdout).toMatch(/^a\n\d+\nb\n$/);
  });

  kernelTest("reads on where the batch is read from", ({ scratch, paths }) => {
    const place = { scratch, paths };
    // From a file: not what the caller has for whoever comes after.
    expect(batchFile(place, "add a\nexec a cat\n", [], "the caller's")).toEqual(printed(""));
    // 4096 bytes are read at once, as by stdio.
    const comment = `#${"x".repeat(4096 - "exec a cat\n#\n".length)}\n`;
    expect(batchFile(place, `exec a cat\n${comment}behind\n`)).toEqual(printed("behind\n"));
    expect(batch(place, `exec a cat\n${comment}behind\n`)).toEqual(printed("behind\n"));
  });

  kernelTest("is given no descriptor of ours", ({ scratch, paths }) => {
    const place = { scratch, paths };
    const listed = "exec a ls /proc/self/fd";
    const alone = netnsIn(paths);
    alone("add", "a");
    // As alone, the last for the directory that is being listed: neither a socket nor the batch beside standard input.
    expect(batchFile(place, `set a 931\nlist-id\n${listed}\n`).stdout.split("\n").slice(1).join("\n")).toBe(
      alone(...listed.split(" ")).stdout,
    );
  });
});

describe("-n before -batch", () => {
  kernelTest("holds for every line, also behind an exec", ({ scratch, paths }) => {
    const place = { scratch, paths };
    batch(place, "add a\nadd b\n");
    const lines = "identify\nset b 7\nexec b true\nidentify\nlist-id\n";
    expect(batch(place, lines, "-n", "a")).toEqual(printed("a\na\nnsid 7 (iproute2 netns name: b)\n"));
    expect(batch(place, "list-id\n")).toEqual(printed(""));
    expect(batch(place, "list\n", "-n", "nosuch")).toEqual(
      refused(255, 'Cannot open network namespace "nosuch": No such file or directory'),
    );
  });
});

describe("standard input", () => {
  kernelTest("is answered line by line", async ({ scratch, paths }) => {
    const env = environmentIn({ scratch, paths });
    const child = spawn(netnsPath, ["-b", "-"], { env, stdio: ["pipe", "pipe", "inherit"] });
    const ended = new Promise((resolve) => child.once("close", resolve));
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    const answer = (text: string) => vi.waitFor(() => expect(stdout).toBe(text), { timeout: 20_000 });
    child.stdin.write("add a\nli");
    await vi.waitFor(() => expect(readdirSync(paths.runDir)).toEqual(["a"]), { timeout: 20_000 });
    expect(stdout).toBe("");
    child.stdin.write("st\n");
    await answer("a\n");
    // What is not read yet is for the command.
    child.stdin.write("exec a sh -c 'echo ready; head -n 1'\n");
    await answer("a\nready\n");
    child.stdin.write("for the command\n");
    await answer("a\nready\nfor the command\n");
    child.stdin.end("del a\nlist");
    expect(await ended).toBe(0);
  });

  kernelTest("may have a path, may be closed, may be non-blocking", ({ scratch, paths }) => {
    const env = environmentIn({ scratch, paths });
    const sh = (script: string) => {
      const { status, stdout, stderr } = spawnSync("bash", ["-c", script, netnsPath], { env, encoding: "utf8" });
      return { status, stdout, stderr };
    };
    expect(sh('printf "add a\\nlist" | "$0" -b /dev/stdin')).toEqual(printed("a\n"));
    expect(sh('"$0" -b <(printf "list\\nexec a cat\\n")')).toEqual(printed("a\n"));
    expect(sh('"$0" -b - <&-')).toEqual(printed(""));
    writeFileSync(`${scratch}/file`, "list\nexec a cat\n");
    expect(sh(`"$0" -b ${scratch}/file <&-`)).toEqual(printed("a\n"));
  });

  kernelTest("that nobody writes to is waited for although it does not block", async ({ scratch, paths }) => {
    const fifo = `${scratch}/fifo`;
    spawnSync("mkfifo", [fifo]);
    const O_RDWR_NONBLOCK = 0o4002;
    const fd = openSync(fifo, O_RDWR_NONBLOCK);
    const child = spawn(netnsPath, ["-b", "-"], {
      env: environmentIn({ scratch, paths }),
      stdio: [fd, "ignore", "ignore"],
    });
    const ended = new Promise((resolve) => child.once("close", (status) => resolve(status)));
    writeFileSync(fifo, "add a\n");
    await vi.waitFor(() => expect(readdirSync(paths.runDir)).toEqual(["a"]), { timeout: 20_000 });
    writeFileSync(fifo, "add b\nlist-id nsid\n");
    expect(await ended).toBe(255);
    closeSync(fd);
    expect(readdirSync(paths.runDir)).toEqual(["a", "b"]);
  });
});
