import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { environment, netnsIn, netnsPath, printed } from "./fixtures/netns.js";

/** What /bin/sh may be. Each that is here reads the shell lines at the head of the command, under the name `sh`. */
const SHELLS = ["dash", "bash", "busybox", "mksh", "ksh93", "zsh"] as const;

/** What a program was given. No shell looks, for it would look at its own. */
const FILES = ["/proc/self/status", "/proc/self/limits", "/proc/self/environ"];
const STATE = ["grep", "-haE", "^Sig(Blk|Ign)|^Umask|^Max open|=", ...FILES];
const DESCRIPTORS = ["find", "/proc/self/fd", "-printf", "%f\n"];

const pathOf = (command: string) =>
  spawnSync("sh", ["-c", `command -v ${command}`], { encoding: "utf8" }).stdout.trim();

describe("what the command of exec inherits, with another shell as sh", () => {
  for (const shell of SHELLS) {
    const path = pathOf(shell);
    kernelTest.skipIf(path === "")(shell, ({ paths, scratch }) => {
      netnsIn(paths)("add", "blue");
      const sh = `${scratch}/sh`;
      symlinkSync(path, sh);
      const run = (script: string, words: readonly string[], more: NodeJS.ProcessEnv = {}) => {
        const env = { ...environment(paths.runDir), ...more };
        return spawnSync("bash", ["-c", script, "bash", ...words], { env, encoding: "utf8" });
      };
      const through = [sh, netnsPath, "exec", "blue"];
      // zsh cannot tell a SIGQUIT that was ignored before from its own.
      const ignored = shell === "zsh" ? "HUP PIPE" : "HUP PIPE QUIT";
      const special = `trap '' ${ignored}; ulimit -Sn 77; umask 027; exec env -u _ a.b=c SHELLOPTS=noglob:nounset "$@"`;
      for (const [script, look] of [
        ['exec env -u _ "$@"', STATE],
        [special, STATE],
        [`${special} 5</etc/passwd 12>/dev/null 2>&-`, DESCRIPTORS],
      ] as const) {
        const [direct, found] = [look, [...through, ...look]].map((words) => {
          const { status, stdout, stderr } = run(script, words);
          return { status, stdout: stdout.split(/[\n\0]/).sort(), stderr };
        });
        expect(direct?.stdout.length).toBeGreaterThan(3);
        expect(found).toEqual(direct);
      }
      // Without a PATH, it is not the working directory where the real ip is looked for.
      mkdirSync(`${scratch}/ours`);
      symlinkSync(netnsPath, `${scratch}/ours/ip`);
      writeFileSync(`${scratch}/ip`, "#!/bin/sh\necho wrong\n", { mode: 0o755 });
      expect(run(`cd ${scratch}; unset PATH; "$@"`, [sh, "ours/ip", "-V"]).stdout).not.toBe("wrong\n");
      // One variable takes 131,072 bytes, and these characters have two.
      const half = "é".repeat(35_000);
      const long = { LC_ALL: "C.UTF-8", ONE: half, TWO: half };
      expect(run('"$@"', [...through, "printenv", "LC_ALL"], long)).toMatchObject(printed("C.UTF-8\n"));
    });
  }
});
