import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { environment, netnsIn, netnsPath, printed, refused } from "./fixtures/netns.js";

describe("exec", () => {
  kernelTest("the command is in the namespace, with its own /sys and what covers /etc", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
    writeFileSync(`${paths.etcDir}/blue/hosts`, "192.0.2.1 only-in-blue\n");
    writeFileSync(`${paths.etcDir}/blue/no-such-file-in-etc`, "");
    const home = readlinkSync("/proc/self/ns/net");
    const { status, stdout, stderr } = netns(
      "exec",
      "blue",
      "sh",
      "-c",
      "readlink /proc/self/ns/net; ls /sys/class/net; cat /etc/hosts",
    );
    const [namespace, devices, hosts] = stdout.split("\n");
    expect(namespace).not.toBe(home);
    expect({ status, devices, hosts }).toEqual({ status: 0, devices: "lo", hosts: "192.0.2.1 only-in-blue" });
    // An entry without a counterpart is said, and does not stop the command.
    const { etcDir } = paths;
    expect(stderr).toBe(
      `Bind ${etcDir}/blue/no-such-file-in-etc -> /etc/no-such-file-in-etc failed: No such file or directory\n`,
    );
    expect(readFileSync("/etc/hosts", "utf8")).not.toContain("only-in-blue");
  });

  kernelTest("what cannot be covered is said with the name's own bytes, also for -netns", ({ paths }) => {
    const env = { ...environment(paths.runDir), NETNS_ETC_DIR: paths.etcDir, NETNS: netnsPath };
    const script = `name=$(printf 'a\\377'); mkdir -p "$NETNS_ETC_DIR/$name"; : >"$NETNS_ETC_DIR/$name/no-such-file-in-etc"
      "$NETNS" add "$name"; "$NETNS" exec "$name" true; "$NETNS" -netns "$name" identify`;
    const { stdout, stderr } = spawnSync("sh", ["-c", script], { env, encoding: "latin1" });
    const said = `Bind ${paths.etcDir}/a\xff/no-such-file-in-etc -> /etc/no-such-file-in-etc failed: No such file or directory\n`;
    expect({ stdout, stderr }).toEqual({ stdout: "a\xff\n", stderr: said.repeat(2) });
  });

  kernelTest("in a pid namespace that sees the /proc of another, where its pid is somebody else's", ({ paths }) => {
    netnsIn(paths)("add", "blue");
    const env = { ...environment(paths.runDir), MINE: "yes" };
    const words = ["--pid", "--fork", netnsPath, "exec", "blue", "printenv", "MINE"];
    expect(spawnSync("unshare", words, { env, encoding: "utf8" })).toMatchObject(printed("yes\n"));
  });

  kernelTest(
    "what a shell does not keep of the environment is there, and nothing that somebody else recorded",
    ({ paths }) => {
      const netns = netnsIn(paths);
      netns("add", "blue");
      const env = { ...environment(paths.runDir), NETNS_ENVIRONMENT: "x", NETNS_INHERITED: "1:0" };
      const bash = (script: string) => spawnSync("bash", ["-c", script, "bash", netnsPath], { env, encoding: "utf8" });
      expect(bash('"$1" list')).toMatchObject(printed("blue\n"));
      expect(bash('f() { echo "$i"; }; i=5; export -f f; export i; "$1" exec blue bash -c f')).toMatchObject(
        printed("5\n"),
      );
      // What the caller has set it gets, though.
      const given = bash('"$1" exec blue env').stdout.split("\n");
      expect(given).toEqual(expect.arrayContaining(["NETNS_ENVIRONMENT=x", "NETNS_INHERITED=1:0"]));
    },
  );

  kernelTest("the status is the command's own", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    expect(netns("exec", "blue", "sh", "-c", "exit 7").status).toBe(7);
    const env = environment(paths.runDir);
    expect(spawnSync(netnsPath, ["exec", "blue", "sh", "-c", "kill -TERM $$"], { env }).signal).toBe("SIGTERM");
  });

  kernelTest("words behind the name are the command's", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    expect(netns("exec", "blue", "printf", "%s|", "-n", "--", "a b", "", "*")).toEqual(printed("-n|--|a b||*|"));
  });

  kernelTest("what cannot be", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    writeFileSync(`${paths.runDir}/stale`, "");
    expect(netns("exec")).toEqual(refused(1, "No netns name specified"));
    expect(netns("exec", "blue")).toEqual(refused(1, "No command specified"));
    expect(netns("exec", "nosuch", "true")).toEqual(
      refused(255, 'Cannot open network namespace "nosuch": No such file or directory'),
    );
    expect(netns("exec", "stale", "true")).toEqual(
      refused(255, 'setting the network namespace "stale" failed: Invalid argument'),
    );
    expect(netns("exec", "blue", "no-such-command")).toEqual(
      refused(1, 'exec of "no-such-command" failed: No such file or directory'),
    );
    expect(netns("exec", "blue", "/etc")).toEqual(refused(1, 'exec of "/etc" failed: Permission denied'));
  });

  kernelTest("it becomes the command: same pid, and its mounts are its own", async ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    const env = environment(paths.runDir);
    const child = spawn(netnsPath, ["exec", "blue", "sh", "-c", "echo ready; exec sleep 60"], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      await once(child.stdout, "data");
      expect(netns("identify", String(child.pid))).toEqual(printed("blue\n"));
      expect(netns("pids", "blue")).toEqual(printed(`${child.pid}\n`));
      expect(readlinkSync(`/proc/${child.pid}/ns/mnt`)).not.toBe(readlinkSync("/proc/self/ns/mnt"));
    } finally {
      child.kill();
      await once(child, "exit");
    }
  });
});

describe("what the command inherits", () => {
  /** Runs a shell script in which "$@" is the command line, once through netns and once without. */
  const compare = (paths: { runDir: string }, script: string) => {
    const look =
      'grep -E "^Sig(Blk|Ign)" /proc/self/status; ulimit -Sn; umask; pwd; env | grep -c NETNS_INHERITED; ' +
      "for f in /proc/$$/fd/*; do f=${f##*/}; [ -e /proc/$$/fd/$f ] && [ $f -lt 10 ] && echo $f; done; " +
      "grep flags /proc/$$/fdinfo/0; true";
    const env = environment(paths.runDir);
    const run = (...words: string[]) =>
      spawnSync("bash", ["-c", script, "bash", ...words, "sh", "-c", look], { env, encoding: "utf8" });
    return { direct: run(), through: run(netnsPath, "exec", "blue") };
  };

  for (const [what, script] of [
    ["nothing special", '"$@"'],
    ["descriptors that were opened for it", '"$@" 5</etc/passwd 7>/dev/null 9<&0'],
    ["standard input, output or error that are closed", '"$@" <&- 2>&-'],
    ["signals that are ignored", 'trap "" HUP INT PIPE USR1; "$@"'],
    ["a soft limit of open files", 'ulimit -Sn 77; "$@"'],
    ["umask and working directory", 'umask 027; cd /usr/bin; "$@"'],
  ] as const) {
    kernelTest(what, ({ paths }) => {
      netnsIn(paths)("add", "blue");
      const { direct, through } = compare(paths, script);
      expect(direct.status).toBe(0);
      expect(through.stdout).toBe(direct.stdout);
      expect(through.status).toBe(direct.status);
    });
  }

  kernelTest("a mask of blocked signals, and a descriptor that is non-blocking", ({ paths }) => {
    netnsIn(paths)("add", "blue");
    const env = environment(paths.runDir);
    // A shell can do neither, so a process of ours does, and becomes the command.
    const helper = `
      const { linux } = require(${JSON.stringify(new URL("../../../packages/syscall/dist/index.cjs", import.meta.url).pathname)});
      linux.fcntl(0, 4, linux.fcntl(0, 3, 0) | 0o4000);
      for (const fd of [0, 1, 2]) linux.fcntl(fd, 2, 0);
      linux.setSignalMask(1n << 9n);
      linux.execvp(process.argv[1], process.argv.slice(1));`;
    // Not through a shell: dash unblocks signals in its children.
    const run = (...words: string[]) =>
      spawnSync(
        process.execPath,
        ["-e", helper, ...words, "grep", "-E", "^(SigBlk|flags):", "/proc/self/status", "/proc/self/fdinfo/0"],
        {
          env,
          encoding: "utf8",
          stdio: ["pipe", "pipe", "inherit"],
        },
      );
    const direct = run();
    expect(direct.stdout).toMatch(/SigBlk:\t0+200\n.*flags:\t0?4\d\d\d/);
    expect(run(netnsPath, "exec", "blue").stdout).toBe(direct.stdout);
  });
});

describe("-all exec", () => {
  kernelTest("one after the other, whatever they return, and home in between", ({ paths }) => {
    const netns = netnsIn(paths);
    for (const name of ["a", "b"]) netns("add", name);
    writeFileSync(`${paths.runDir}/stale`, "");
    const { status, stdout, stderr } = netns("-all", "exec", "sh", "-c", "pwd; kill -9 $$");
    const here = process.cwd();
    expect(status).toBe(0);
    expect(stdout).toBe(`\nnetns: stale\n\nnetns: b\n${here}\n\nnetns: a\n${here}\n`);
    expect(stderr).toBe('setting the network namespace "stale" failed: Invalid argument\n');
  });

  kernelTest("is not ended by a signal that its caller has had ignored", ({ paths }) => {
    const netns = netnsIn(paths);
    for (const name of ["a", "b"]) netns("add", name);
    const script = `trap '' INT; "$0" -all exec sh -c 'kill -INT $PPID; echo on'`;
    const env = environment(paths.runDir);
    expect(spawnSync("bash", ["-c", script, netnsPath], { env, encoding: "utf8" })).toMatchObject(
      printed("\nnetns: b\non\n\nnetns: a\non\n"),
    );
  });

  kernelTest("each has its own overlay", ({ paths }) => {
    const netns = netnsIn(paths);
    for (const name of ["a", "b"]) {
      netns("add", name);
      mkdirSync(`${paths.etcDir}/${name}`, { recursive: true });
      writeFileSync(`${paths.etcDir}/${name}/hosts`, `${name}\n`);
    }
    expect(netns("-all", "exec", "cat", "/etc/hosts").stdout).toBe("\nnetns: b\nb\n\nnetns: a\na\n");
    expect(netns("-all", "exec", "no-such-command").stderr).toBe(
      'exec of "no-such-command" failed: No such file or directory\n'.repeat(2),
    );
    expect(netns("-all", "exec")).toEqual(refused(1, "No command specified"));
  });

  kernelTest("symbolic links are names too", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "a");
    symlinkSync("a", `${paths.runDir}/link`);
    expect(netns("-all", "exec", "true").stdout).toBe("\nnetns: link\n\nnetns: a\n");
  });
});

describe("-n", () => {
  kernelTest("the whole command is in the namespace", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "a");
    netns("add", "b");
    expect(netns("-n", "a", "set", "b", "5")).toEqual(printed(""));
    expect(netns("-n", "a", "list-id")).toEqual(printed("nsid 5 (iproute2 netns name: b)\n"));
    expect(netns("-n", "a", "exec", "b", "readlink", "/proc/self/ns/net").stdout).toBe(
      netns("exec", "b", "readlink", "/proc/self/ns/net").stdout,
    );
    expect(netns("-netns", "nosuch", "list")).toEqual(
      refused(255, 'Cannot open network namespace "nosuch": No such file or directory'),
    );
  });
});
