import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";

const packageFolder = fileURLToPath(new URL("../..", import.meta.url));

/** The files that the package brings. */
export const completions = `${packageFolder}/completions`;

/** What the README says to do once for a shell: its code block in that language. */
export function setUp(language: string): string {
  const readme = readFileSync(`${packageFolder}/README.md`, "utf8");
  const [, code] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(readme) ?? [];
  if (code === undefined) throw new Error(`The README has no block of ${language}`);
  return code;
}

/** A shell that people type in. */
export interface Shell {
  /** The command that starts it, for people: with a line editor, and nothing of the machine's own settings. */
  readonly command: string;
  /** Runs in its home directory first. */
  readonly setUp?: { readonly shell: string; readonly script: string };
  /** Files in its home directory: they make `READY> ` the prompt. */
  readonly home: Readonly<Record<string, string>>;
}

/** A directory with what the tests' lines name: namespaces, processes, a command, a file. */
export function makeSurroundings(scratch: string): NodeJS.ProcessEnv {
  const [runDir, procDir, bin] = [`${scratch}/netns`, `${scratch}/proc`, `${scratch}/bin`];
  for (const directory of [runDir, bin, `${procDir}/4242`, `${procDir}/51`, `${procDir}/self`]) {
    mkdirSync(directory, { recursive: true });
  }
  for (const name of NAMES) writeFileSync(Buffer.concat([Buffer.from(`${runDir}/`), Buffer.from(name, "latin1")]), "");
  writeFileSync(`${procDir}/4242/comm`, "ab:c\u001bd\n");
  writeFileSync(`${scratch}/file.txt`, "");
  // As if the package were installed with `npm install --global`.
  mkdirSync(`${scratch}/lib/@netns`, { recursive: true });
  symlinkSync(packageFolder, `${scratch}/lib/@netns/cli`);
  writeFileSync(`${bin}/npm`, `#!/bin/sh\n[ "$*" = "root -g" ] && echo '${scratch}/lib'\n`, { mode: 0o755 });
  writeFileSync(`${bin}/frobnicate`, "", { mode: 0o755 });
  // It notes how many words it was called with, and which, each with a NUL behind.
  writeFileSync(`${bin}/netns`, `#!/bin/sh\nprintf '%s\\0' "$#" "$@" >>'${scratch}/called'\n`, { mode: 0o755 });
  return {
    PATH: `${bin}:/usr/bin:/bin`,
    HOME: scratch,
    TERM: "xterm",
    LC_ALL: "C.UTF-8",
    NETNS_RUN_DIR: runDir,
    NETNS_PROC_DIR: procDir,
  };
}

/** In Latin-1, so that one of them is not UTF-8. */
const NAMES = ["blue", "black", "a b", "p:q", "p:r", "n\nl", "bad\u00ff", ".dot", "-x", 'q"u', "it's", "s\\t", "d$x"];

/**
 * Types lines that call netns, one after the other, in a shell on a terminal of its own, and returns the words that
 * each was called with, in Latin-1.
 */
export async function typeLines(shell: Shell, lines: readonly string[], scratch: string): Promise<string[][]> {
  const env = makeSurroundings(scratch);
  for (const [name, text] of Object.entries(shell.home)) {
    mkdirSync(dirname(`${scratch}/${name}`), { recursive: true });
    writeFileSync(`${scratch}/${name}`, text);
  }
  if (shell.setUp !== undefined) {
    const { status, stderr } = spawnSync(shell.setUp.shell, ["-c", shell.setUp.script], { env, encoding: "utf8" });
    if (status !== 0) throw new Error(`The README's lines fail: ${stderr}`);
  }
  const terminal = spawn("script", ["--quiet", "--flush", "--command", shell.command, "/dev/null"], {
    env: { ...env, SHELL: "/bin/sh" },
    cwd: scratch,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const closed = once(terminal, "close");
  let screen = "";
  terminal.stdout.setEncoding("latin1").on("data", (text) => (screen += text));
  const until = (isDone: () => boolean) =>
    vi.waitFor(
      () => {
        if (!isDone()) throw new Error(`The terminal shows: ${JSON.stringify(screen.slice(-2000))}`);
      },
      { timeout: 20_000 },
    );
  try {
    for (const [i, line] of lines.entries()) {
      await until(() => screen.includes("READY> "));
      screen = "";
      terminal.stdin.write(`netns ${line}\n`);
      await until(() => calls(scratch).length > i);
    }
    await until(() => screen.includes("READY> "));
    terminal.stdin.write("exit\n");
    await closed;
  } finally {
    // It hangs up, and the shell ends.
    terminal.kill();
  }
  return calls(scratch);
}

function calls(scratch: string): string[][] {
  if (!existsSync(`${scratch}/called`)) return [];
  const words = readFileSync(`${scratch}/called`, "latin1").split("\0").slice(0, -1);
  const found: string[][] = [];
  for (let at = 0; at < words.length; ) {
    const count = Number(words[at]);
    const call = words.slice(at + 1, at + 1 + count);
    // It is being written.
    if (call.length < count) break;
    found.push(call);
    at += 1 + count;
  }
  return found;
}
