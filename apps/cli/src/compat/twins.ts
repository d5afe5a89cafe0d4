import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inSandbox } from "@netns/testing/sandbox";
import { netnsPath } from "../fixtures/netns.js";
import type { Field } from "./scripts.js";

/** Who runs a script: stock ip, ours by its own name, or ours under the name `ip`. */
export type Twin = "stock" | "netns" | "ip";

/** What a script did. */
export type Outcome = Readonly<Record<Field, string>>;

/** The stock command, and the run directory that is built into it. */
export interface Stock {
  readonly path: string;
  readonly runDir: string;
}

/** Finds ip(8), and asks it for its run directory by an error message: nothing else shows that. */
export function findStock(): Stock | undefined {
  const path = spawnSync("sh", ["-c", "PATH=$PATH:/usr/sbin:/sbin command -v ip"], { encoding: "utf8" }).stdout.trim();
  if (path === "") return undefined;
  const { stderr } = spawnSync(path, ["netns", "delete", "no-such-name-here"], { encoding: "utf8" });
  const [, runDir] = /"(\/.*)\/no-such-name-here"/.exec(stderr) ?? [];
  if (runDir === undefined) throw new Error(`ip(8) says something unexpected: ${stderr}`);
  return { path, runDir };
}

/** What a script may leave: entries, mounts and their propagation, ids, devices, processes. */
const STATE = `
echo "# entries"; ls -lA --time-style=+ $RUN 2>/dev/null | awk '{ print $1, $5, $6, $7, $8 }'
stat -c '%n %a %F' $RUN 2>/dev/null
echo "# mounts"; awk '{ p = "private"; for (i = 7; $i != "-"; i++) { split($i, f, ":"); p = f[1] }; print $5, p, $(i + 1) }' /proc/self/mountinfo | grep -E '^(/run|/etc|/sys|/)( |/)'
# A namespace that has ended keeps its id for a moment. A line without a name ends in a blank.
for try in $(seq 100); do $IP netns list-id 2>/dev/null | grep -q ' $' || break; sleep 0.02; done
echo "# ids"; $IP netns list-id 2>&1 | sort
echo "# devices"; $IP -o link | awk '{ print $2, $3 }'
echo "# processes"; own=$(readlink /proc/self/ns/mnt); for p in $(find /proc/[0-9]*/ns/mnt -maxdepth 0 -lname "\${own/[/\\\\[}" 2>/dev/null); do [ $p = /proc/$$/ns/mnt ] || cat \${p%ns/mnt}comm 2>/dev/null; done | grep -vE '^(bash|cat|grep|find)$'
`;

const MARK = "\u0001state\u0001\n";

/** Runs a script for one of the twins, in a sandbox of its own. */
export function runTwin(twin: Twin, script: string, kind: "root" | "user", stock: Stock): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "netns-twin-"));
  if (twin === "ip") symlinkSync(netnsPath, join(folder, "ip"));
  if (twin === "netns") symlinkSync(netnsPath, join(folder, "netns"));
  if (twin === "stock") symlinkSync(stock.path, join(folder, "ip"));
  const words = (_: string, options: string) =>
    [twin === "netns" ? "netns" : "ip", options, twin === "netns" ? "" : "netns"].join(" ");
  const body = script.replaceAll(/ip\{(.*?)\}/g, words);
  // The script in a subshell, so that its exit does not skip the look at what it left.
  const program = `(\n${body}\n)\nstatus=$?\nprintf '${MARK.replaceAll("\u0001", "\\001").replaceAll("\n", "\\n")}'\n${STATE}\nexit $status`;
  const env = {
    PATH: [folder, dirname(process.execPath), "/usr/sbin", "/usr/bin", "/sbin", "/bin"].join(":"),
    HOME: "/",
    LC_ALL: "C",
    IP: stock.path,
    RUN: stock.runDir,
    ETC: "/etc/netns",
    NETNS_RUN_DIR: stock.runDir,
  };
  const [file, ...args] = inSandbox(kind, ["bash", "-c", program]);
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, cwd: "/", stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
    child.once("error", reject);
    child.once("close", (status) => {
      rmSync(folder, { recursive: true });
      const [stdout = "", state = ""] = output.stdout.split(MARK);
      resolve({ stdout, stderr: output.stderr, status: String(status), state });
    });
  });
}

/** Stock's texts with our program's words: nothing else may be different under the name `netns`. */
export function inOurWords(text: string): string {
  return text
    .replaceAll('try "ip netns help"', 'try "netns help"')
    .replaceAll('try "ip -help"', 'try "netns -help"')
    .replaceAll('try "ip help"', 'try "netns help"')
    .replaceAll("ip [-all] netns", "netns [-all]")
    .replaceAll(/(^|\t)ip netns/gm, "$1netns");
}
