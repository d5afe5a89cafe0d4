import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { netnsPath } from "../fixtures/netns.js";
import { encode, fromBytes } from "../words.js";
import type { Transcript } from "./transcripts.js";

/** What a command did, in the terms of a transcript. */
export interface Replayed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | undefined;
  readonly left: string;
}

/** The user and group of an ordinary user. */
const NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];

/**
 * What the recording's sandbox was like: /run empty, a small /etc that may be written, and these functions in place of
 * times to wait for:
 * - settled: every process that was put in the background is a `sleep` by now
 * - watched: somebody waits for what happens in the run directory. Ours watches first, then looks what there is, and then
 *   waits: a name that comes in between is of those that there are.
 */
const PREPARE = `
umask 022
mount -t tmpfs -o mode=0755 tmpfs /run
mkdir /run/newetc
mount -t tmpfs -o mode=0755 tmpfs /run/newetc
(cd /etc; cp -a passwd group nsswitch.conf ld.so.cache hosts localtime alternatives iproute2 /run/newetc/)
echo "nameserver 192.0.2.1" >/run/newetc/resolv.conf
echo original >/run/newetc/some.conf
mount --move /run/newetc /etc || mount --bind /run/newetc /etc
rmdir /run/newetc
mkdir -m 1777 /run/w
cd /run/w
pgrep() { grep -lx "$2" /proc/[0-9]*/comm 2>/dev/null | cut -d / -f 3 | sort -n; }
settled() { set -- $(jobs -p); until [ "$(pgrep -x sleep | wc -l)" -ge $# ]; do :; done; }
watcher() { grep -ls "ino:$(printf '%x sdev:%s' $(stat -c '%i %D' /run/netns)) " /proc/[0-9]*/fdinfo/* | cut -d / -f 3 | head -n 1; }
watched() { until grep -qs '^State:.S' /proc/$(watcher)/status; do :; done; }`;

/** Whatever the test itself was started with is not the command's. */
const CLOSE =
  'for at in /proc/$$/fd/*; do [ ${at##*/} -lt 3 ] || [ ${at##*/} = 255 ] || eval "exec ${at##*/}>&-"; done';

/** What goes on until it is ended: it is, when it has said as much as expected, or (of nothing) has begun to wait. */
const UNTIL_SAID = `
"$@" <$FOLDER/in >$FOLDER/stdout 2>$FOLDER/stderr &
waits() { grep -qs '^State:.S' /proc/$(watcher)/status; }
said() { if [ $EXPECTED = 0 ]; then waits; else [ $(cat $FOLDER/stdout $FOLDER/stderr | wc -c) -ge $EXPECTED ]; fi; }
for try in $(seq 1000); do
  if ! kill -0 $!; then wait $!; echo $? >$FOLDER/exit; break; fi
  if said; then kill $!; break; fi
  sleep 0.02
done`;

const AT_ONCE = `"$@" <$FOLDER/in >$FOLDER/stdout 2>$FOLDER/stderr
echo $? >$FOLDER/exit`;

/** Runs the command of a transcript: ours, under the name `ip`, or its own. `expected` tells when it has said all. */
export function replay(
  transcript: Transcript,
  kind: "root" | "user",
  expected: Pick<Replayed, "stdout" | "stderr" | "exit">,
  name: "ip" | "netns" = "ip",
): Promise<Replayed> {
  const { mode, setup = ":", argv, stdin = "", check = ":" } = transcript;
  const folder = mkdtempSync(join(tmpdir(), "netns-transcript-"));
  chmodSync(folder, 0o755);
  symlinkSync(netnsPath, join(folder, name));
  writeFileSync(join(folder, "in"), stdin);
  for (const file of ["stdout", "stderr", "exit", "left"]) {
    writeFileSync(join(folder, file), "");
    // In a user namespace of an ordinary user's it is that user who writes them.
    chmodSync(join(folder, file), 0o666);
  }
  const stockPath = [dirname(process.execPath), "/usr/sbin", "/usr/bin", "/sbin", "/bin"].join(":");
  const program = [
    "exec </dev/null >/dev/null 2>&1",
    CLOSE,
    PREPARE,
    setup,
    // Or the shell would find the stock command instead.
    '[ -x "$TESTED" ] || { echo "$TESTED is missing: build it" >$FOLDER/left; exit; }',
    "PATH=$FOLDER:$PATH",
    expected.exit === undefined ? UNTIL_SAID : AT_ONCE,
    `PATH=${stockPath}`,
    `{ ${check}\n} >$FOLDER/left 2>&1`,
    "exit 0",
  ].join("\n");
  const env = {
    PATH: stockPath,
    HOME: "/root",
    LC_ALL: "C",
    TZ: "UTC",
    TERM: "dumb",
    NETNS_RUN_DIR: "/run/netns",
    FOLDER: folder,
    TESTED: join(folder, name),
    EXPECTED: String(encode(expected.stdout + expected.stderr).length),
  };
  const command = [...(mode === "nobody" ? NOBODY : []), ...argv.map((word) => (word === "ip" ? name : word))];
  const [file, ...args] = [...enter(mode, kind), "bash", "-c", program, "transcript", ...command] as [string];
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr?.setEncoding("utf8").on("data", (text) => (complaint += text));
    child.once("error", reject);
    child.once("close", () => {
      const said = (file: string) => fromBytes(readFileSync(join(folder, file)));
      const [stdout, stderr, ended, left] = [said("stdout"), said("stderr"), said("exit"), said("left")];
      rmSync(folder, { recursive: true });
      if (complaint !== "") reject(new Error(`no sandbox: ${complaint}`));
      else resolve({ stdout, stderr, exit: ended === "" ? undefined : Number(ended), left });
    });
  });
}

/** The command line of a sandbox with processes of its own, so that nothing survives it and pids are small numbers. */
function enter(mode: Transcript["mode"], kind: "root" | "user"): string[] {
  const asUser = ["--user", "--map-root-user"];
  const user = kind === "user" ? asUser : mode === "userns" ? asUser : [];
  const drop = kind === "root" && mode === "userns" ? [...NOBODY] : [];
  const flags = ["--mount", "--net", "--pid", "--fork", "--mount-proc", "--kill-child", "--propagation", "private"];
  return [...drop, "unshare", ...user, ...flags];
}
