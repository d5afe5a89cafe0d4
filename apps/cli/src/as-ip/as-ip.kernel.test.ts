import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { netnsPath } from "../fixtures/netns.js";
import { isForUs } from "./decide.js";

/** A PATH with nothing on it but what a test puts there, and Node. */
class Place {
  constructor(readonly root: string) {
    this.directory("tools");
    symlinkSync(process.execPath, join(root, "tools/node"));
  }

  directory(name: string): string {
    const path = join(this.root, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** This command, as `ip` in a directory. */
  link(directory: string): string {
    const path = join(this.directory(directory), "ip");
    symlinkSync(netnsPath, path);
    return path;
  }

  /** A script that is called `ip`. */
  script(directory: string, lines: string, head = "#!/bin/sh"): string {
    const path = join(this.directory(directory), "ip");
    writeFileSync(path, `${head}\n${lines}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** A program that is called `ip`, and with the word `environment` prints its own: Node does, with such a file. */
  program(directory: string): string {
    const path = join(this.directory(directory), "ip");
    symlinkSync(process.execPath, path);
    writeFileSync(join(this.root, "environment"), "console.log(JSON.stringify(process.env))");
    return path;
  }

  /** Directories in the order of PATH. As they are where there is a slash in them. */
  environment(directories: readonly string[]): NodeJS.ProcessEnv {
    const path = [
      ...directories.map((name) => (/^$|\//.test(name) ? name : join(this.root, name))),
      join(this.root, "tools"),
    ];
    return { PATH: path.join(":"), NETNS_RUN_DIR: join(this.root, "netns"), PWD: this.root, LC_ALL: "C" };
  }

  run(directories: readonly string[], [file = "", ...words]: readonly string[], options: SpawnSyncOptions = {}) {
    const env = { ...this.environment(directories), ...options.env };
    const { status, signal, stdout, stderr } = spawnSync(file, words, {
      cwd: this.root,
      timeout: 60_000,
      killSignal: "SIGKILL",
      ...options,
      env,
      encoding: "latin1",
    });
    return { status, signal, stdout, stderr };
  }
}

const NOT_FOUND = { status: 127, stdout: "", stderr: "ip: the real ip was not found on the PATH\n" };

/** A real ip that shows what it was called with. */
const SHOW = `printf '%s|' "$0" "$@"`;

/** The shell at the head of the command hands over what it is sure of; all else, and without the shell, Node does. */
const WAYS = [
  ["by the shell", (ip: string): [string] => [ip]],
  ["by Node", (ip: string): [string, string] => [process.execPath, ip]],
] as const;

const lines: readonly (readonly string[])[] = [
  [],
  ["link"],
  ["-V"],
  ["-help"],
  ["nosuch"],
  [""],
  ["ne"],
  ["link", "set", "veth", "netns", "blue"],
  ["-o", "link", "set", "veth", "netns", "blue"],
  ["-n", "blue", "link"],
  ["-batch", "file"],
  ["-n", "blue"],
  ["a b", "", "*", "$x", "\\", "é"],
  // The shell cannot be sure of these.
  ["-V", "netns"],
  ["-batch", "-", "netns"],
  ["-bogus", "netns"],
  ["-n", "netns", "link"],
];

describe("what is not for netns goes to the real ip", () => {
  kernelTest("words untouched, and its path as the first", ({ scratch }) => {
    const place = new Place(scratch);
    const ours = place.link("ours");
    const real = place.script("real", SHOW);
    for (const words of lines)
      expect(place.run(["ours", "real"], [ours, ...words])).toEqual({
        status: 0,
        signal: null,
        stdout: Buffer.from([real, ...words, ""].join("|")).toString("latin1"),
        stderr: "",
      });
  });

  kernelTest("by Node too", ({ scratch }) => {
    const place = new Place(scratch);
    const ours = place.link("ours");
    const real = place.script("real", SHOW);
    for (const words of [[], ["link", "", "é"], ["-n", "blue", "link"]])
      expect(place.run(["ours", "real"], [process.execPath, ours, ...words]).stdout).toBe(
        Buffer.from([real, ...words, ""].join("|")).toString("latin1"),
      );
  });

  kernelTest("netns does not", ({ scratch }) => {
    const place = new Place(scratch);
    place.script("real", SHOW);
    const ip = (...words: string[]) => place.run(["ours", "real"], [`${scratch}/ours/ip`, ...words]);
    place.link("ours");
    expect(ip("netns", "add", "blue")).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(ip("-j", "netn", "list").stdout).toMatch(/^\[.*"blue".*\]\n$/s);
    expect(ip("-n", "blue", "netns", "identify").stdout).toBe("blue\n");
    expect(ip("net", "nosuch")).toMatchObject({
      status: 255,
      stderr: 'Command "nosuch" is unknown, try "ip netns help".\n',
    });
  });

  kernelTest("nor does the shell take anything for the real ip's that is for netns", () => {
    const [mayBeOurs] = /netns_may_be_ours\(\) \{.*?return 1; \}/.exec(readFileSync(netnsPath, "utf8")) ?? [];
    const words = ["netns", "ne", "link", "-n", "-j", "-b", "-", "--"];
    const longer = (lines: readonly (readonly string[])[]) =>
      lines.flatMap((line) => words.map((word) => [...line, word]));
    const [one, two, three] = [longer([[]]), longer(longer([[]])), longer(longer(longer([[]])))];
    const ours = [...one, ...two, ...three, ...longer(three)].filter(isForUs);
    expect(ours.length).toBeGreaterThan(900);
    const script = `${mayBeOurs}; while read -r line; do netns_may_be_ours $line || echo "$line"; done`;
    const input = ours.map((line) => `${line.join(" ")}\n`).join("");
    expect(spawnSync("sh", ["-c", script], { input, encoding: "utf8" })).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  for (const [how, command] of WAYS) {
    kernelTest(`status and signal are its own, ${how}`, ({ scratch }) => {
      const place = new Place(scratch);
      const ip = command(place.link("ours"));
      place.script("real", 'case $1 in die) kill -s "$2" $$;; *) exit "$1";; esac');
      expect(place.run(["ours", "real"], [...ip, "7"])).toMatchObject({ status: 7, signal: null });
      expect(place.run(["ours", "real"], [...ip, "die", "TERM"])).toMatchObject({ status: null, signal: "SIGTERM" });
      expect(place.run(["ours", "real"], [...ip, "die", "PIPE"])).toMatchObject({ status: null, signal: "SIGPIPE" });
    });

    kernelTest(`it inherits everything, ${how}`, ({ scratch }) => {
      const place = new Place(scratch);
      const ours = command(place.link("ours"));
      const recorded = how === "by the shell";
      const real = place.script(
        "real",
        [
          "while read -r name value; do case $name in SigBlk:|SigIgn:) echo $name $value;; esac; done </proc/$$/status",
          "umask; pwd",
          // Started by hand, Node raises the soft limit of open files, and nobody knows what it was.
          recorded ? "ulimit -Sn" : "",
          "for fd in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/$$/fd/$fd ] && echo $fd; done",
          "true",
        ].join("\n"),
      );
      const others = [
        'trap "" HUP INT PIPE USR1',
        "ulimit -Sn 77",
        "exec 5</etc/passwd 7>/dev/null 9<&0",
        "exec <&- 2>&-",
      ];
      for (const setting of [":", "umask 027; cd /usr", ...(recorded ? others : [])]) {
        const run = (words: readonly string[]) =>
          place.run(["ours", "real"], ["/bin/sh", "-c", `${setting}; exec "$@"`, "sh", ...words, "link"]);
        const direct = run([real]);
        expect(direct.status).toBe(0);
        expect(run(ours), setting).toEqual(direct);
      }
    });

    kernelTest(`the environment is as it was, ${how}`, ({ scratch }) => {
      const place = new Place(scratch);
      const ours = command(place.link("ours"));
      const real = place.program("real");
      const given = { i: "1", r: "2", file: "x", netns_file: "y", NETNS_INHERITED: "1:0:0:7:0," };
      const seenBy = (words: readonly string[]) => {
        const { stdout } = place.run(["ours", "real"], [...words, "environment"], { env: given });
        // Shells set the first four, by POSIX or on their own account; the last is ours.
        const { PWD, OLDPWD, SHLVL, _, NETNS_INHERITED, ...environment } = JSON.parse(stdout);
        return environment;
      };
      expect(seenBy(ours)).toEqual(seenBy([real]));
    });
  }
});

kernelTest("a command that the real ip runs has the environment to the letter", ({ scratch }) => {
  const place = new Place(scratch);
  const ours = place.link("ours");
  const real = place.program("real");
  symlinkSync(spawnSync("sh", ["-c", "command -v tr"], { encoding: "utf8" }).stdout.trim(), join(scratch, "tools/tr"));
  // The real ip, which is Node here, runs this file.
  copyFileSync(join(scratch, "environment"), join(scratch, "vrf"));
  const env = { PWD: "/nowhere", i: "1\n2", "BASH_FUNC_f%%": "() {  echo\n}" };
  const seenBy = (file: string) => JSON.parse(place.run(["ours", "real"], [file, "vrf", "exec"], { env }).stdout);
  expect(seenBy(ours)).toEqual(seenBy(real));
});

describe("where the real ip is looked for", () => {
  for (const [how, command] of WAYS) {
    kernelTest(`not where we are, by whatever link, ${how}`, ({ scratch }) => {
      const place = new Place(scratch);
      const ip = command(place.link("ours"));
      place.link("second");
      symlinkSync(place.link("third"), join(place.directory("fourth"), "ip"));
      expect(place.run(["ours", "second", "third", "fourth"], [...ip, "link"])).toMatchObject(NOT_FOUND);
      const real = place.script("real", SHOW);
      const { stdout } = place.run(["ours", "second", "third", "fourth", "real"], [...ip, "link"]);
      expect(stdout).toBe(`${real}|link|`);
    });

    kernelTest(`files that are no commands are passed over, ${how}`, ({ scratch }) => {
      const place = new Place(scratch);
      const ip = command(place.link("ours"));
      place.directory("folder/ip");
      chmodSync(place.script("plain", SHOW), 0o644);
      symlinkSync("nowhere", join(place.directory("dangling"), "ip"));
      const real = place.script("real", SHOW);
      const path = ["ours", "folder", "plain", "dangling", "missing", "real"];
      expect(place.run(path, [...ip, "link"]).stdout).toBe(`${real}|link|`);
      expect(place.run(path.slice(0, -1), [...ip, "link"])).toMatchObject(NOT_FOUND);
    });

    kernelTest(`behind us first, then before us, ${how}`, ({ scratch }) => {
      const place = new Place(scratch);
      const ip = command(place.link("ours"));
      const before = place.script("before", SHOW);
      const behind = place.script("behind", SHOW);
      place.script("last", SHOW);
      const found = (...path: string[]) => place.run(path, [...ip, "link"]).stdout.split("|")[0];
      expect(found("before", "ours", "behind", "last")).toBe(behind);
      expect(found("before", "ours")).toBe(before);
      // Called by its path.
      expect(found("before", "behind")).toBe(before);
    });

    kernelTest(`in relative directories, and in the working one, ${how}`, ({ scratch }) => {
      const place = new Place(scratch);
      const ip = command(place.link("ours"));
      place.script("-p", SHOW);
      const cwd = dirname(place.script("here", SHOW));
      expect(place.run(["ours", "../-p"], [...ip, "link"], { cwd }).stdout).toBe("./../-p/ip|link|");
      expect(place.run(["ours", ""], [...ip, "link"], { cwd }).stdout).toBe(".//ip|link|");
    });
  }

  kernelTest("one that cannot run", ({ scratch }) => {
    const place = new Place(scratch);
    const ours = place.link("ours");
    const real = place.script("real", "", "#!/no/such/interpreter");
    const run = (...command: [string, ...string[]]) => place.run(["ours", "real"], [...command, "link"]);
    expect(run(ours)).toMatchObject({ status: 127, stdout: "", stderr: expect.stringMatching(/ip: not found$/m) });
    expect(run(process.execPath, ours)).toMatchObject({
      status: 127,
      stdout: "",
      stderr: `ip: ${real}: No such file or directory\n`,
    });
  });
});

describe("scripts that come back to us are tried once each", () => {
  for (const [how, command] of WAYS)
    for (const [what, call] of [
      ["become us", (ip: string) => `exec ${ip}`],
      ["call us", (ip: string) => ip],
      ["call us behind a pipe", (ip: string) => `: | (${ip}; exit $?)`],
    ] as const)
      kernelTest(`${what}, ${how}`, ({ scratch }) => {
        const place = new Place(scratch);
        const ip = command(place.link("ours"));
        for (const directory of ["one", "two"])
          place.script(directory, `printf '${directory} '\n${call(`${ip.join(" ")} "$@"`)}`);
        // Where we are not on PATH ourselves, the script that called us is what is found first.
        expect(place.run(["one", "two"], [...ip, "link"])).toMatchObject({ ...NOT_FOUND, stdout: "one two " });
        const real = place.script("real", SHOW);
        expect(place.run(["one", "two", "real"], [...ip, "link"]).stdout).toBe(`one two ${real}|link|`);
      });

  kernelTest("copies of us are such scripts", ({ scratch }) => {
    const place = new Place(scratch);
    const ip = place.link("ours");
    for (const directory of ["copy", "another"]) copyFileSync(netnsPath, join(place.directory(directory), "ip"));
    expect(place.run(["ours", "copy", "another"], [ip, "link"])).toMatchObject(NOT_FOUND);
    const real = place.script("real", SHOW);
    expect(place.run(["ours", "copy", "another", "real"], [ip, "link"]).stdout).toBe(`${real}|link|`);
  });

  kernelTest("a program is not told of it", ({ scratch }) => {
    const place = new Place(scratch);
    const ip = place.link("ours");
    place.script("wrapper", `exec ${ip} "$@"`);
    place.program("real");
    for (const [, command] of WAYS) {
      const { stdout } = place.run(["wrapper", "real"], [...command(ip), "environment"]);
      expect(JSON.parse(stdout)).not.toHaveProperty("NETNS_HANDED_TO");
    }
  });
});

describe("arguments that are not UTF-8", () => {
  /** `$b` in a script stands for bytes. */
  const script = (place: Place, lines: string) =>
    place.run(["ours", "real", "/bin"], ["/bin/sh", "-c", `b=$(printf 'a\\377\\303b'); ${lines}`]);

  kernelTest("are handed over as they are", ({ scratch }) => {
    const place = new Place(scratch);
    place.link("ours");
    const real = place.script("real", SHOW);
    expect(script(place, 'ip link "$b" ""; node ours/ip link "$b" "" \ufffd').stdout).toBe(
      `${real}|link|a\xff\xc3b||${real}|link|a\xff\xc3b||\xef\xbf\xbd|`,
    );
  });

  kernelTest("are names, and words of commands", ({ scratch }) => {
    const place = new Place(scratch);
    place.link("ours");
    const names = () => readdirSync(join(scratch, "netns"), { encoding: "latin1" });
    expect(script(place, 'ip netns add "$b"; ip netns add \ufffd')).toMatchObject({ status: 0, stderr: "" });
    expect(names().sort()).toEqual(["a\xff\xc3b", "\xef\xbf\xbd"]);
    expect(script(place, `ip netns exec "$b" /usr/bin/printf '%s|' "$b" "" é`)).toMatchObject({
      status: 0,
      stdout: "a\xff\xc3b||\xc3\xa9|",
      stderr: "",
    });
    expect(script(place, 'node --no-warnings ours/ip netns del "$b"')).toMatchObject({ status: 0, stderr: "" });
    expect(names()).toEqual(["\xef\xbf\xbd"]);
    expect(script(place, 'ip netns del "$b"')).toMatchObject({
      status: 1,
      stderr: `Cannot remove namespace file "${scratch}/netns/a\xff\xc3b": No such file or directory\n`,
    });
  });
});

kernelTest("without Node on the PATH, as sudo may set it, ip goes on as it was", ({ scratch }) => {
  const place = new Place(scratch);
  const ip = place.link("ours");
  const real = place.script("real", SHOW);
  const PATH = ["ours", "real"].map((name) => join(scratch, name)).join(":");
  expect(place.run([], [ip, "netns", "list"], { env: { PATH } })).toMatchObject({
    status: 0,
    stdout: `${real}|netns|list|`,
    stderr: "",
  });
});
