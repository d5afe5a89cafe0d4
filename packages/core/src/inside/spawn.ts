import { accessSync, constants } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { SpawnOptions as ProgramOptions } from "@netns/syscall";
import type { NamespaceSource } from "../namespace.js";
import { type Options, withDefaults } from "../paths.js";
import { NamespaceProcess } from "./process.js";
import { type Start, startApart, startHere } from "./start.js";
import { Stdio, type StdioOption } from "./stdio.js";

/** As node:child_process has them, where they are the same. */
export interface SpawnOptions extends Options {
  readonly cwd?: string | URL | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly argv0?: string | undefined;
  readonly stdio?: StdioOption | undefined;
  /** It leads a session of its own, and may go on when this program has ended. */
  readonly detached?: boolean | undefined;
  /** Whether the command is a line for /bin/sh, or for the shell that is named. */
  readonly shell?: boolean | string | undefined;
  /** Kills it: "error" is an AbortError then. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which it is killed. */
  readonly timeout?: number | undefined;
  /** What kills it when time is over, or `signal` is aborted. Default "SIGTERM". */
  readonly killSignal?: NodeJS.Signals | number | undefined;
  /**
   * Whether it has mounts of its own, as with `ip netns exec`: its /sys shows the namespace's devices, and
   * `etcDir/NAME` lies over /etc. Default true. False: it has this process's, and is started without a thread.
   */
  readonly ownMounts?: boolean | undefined;
}

/**
 * Starts a command inside a namespace, as child_process.spawn does outside: streams, signals, environment, working
 * directory, end. This process stays where it is: its namespaces, mounts, working directory and umask are not touched.
 *
 * What node:child_process has and this has not: `uid` and `gid`, message channels ("ipc"). `pid` is there from "spawn" on.
 * It takes Linux 5.4.
 *
 * @throws NamespaceError with step "open" when there is no such namespace. What fails later is told by "error": steps
 * "enter", "unshare-mounts", "mount-sys", and "exec" with ENOENT, EACCES, … when the command cannot be run.
 * @throws InvalidNameError
 * @example
 * const child = spawn("blue", "ip", ["-json", "address"]);
 * child.stdout.pipe(process.stdout);
 */
export function spawn(
  source: NamespaceSource,
  command: string,
  args: readonly string[] = [],
  options: SpawnOptions = {},
): NamespaceProcess {
  options.signal?.throwIfAborted();
  const { system } = withDefaults(options);
  const { file, argv } = lineOf(command, args, options);
  const stdio = new Stdio(options.stdio, system);
  const child = new NamespaceProcess(file, argv, stdio, system);
  const start: Start = {
    source,
    file: onPath(file, options),
    argv,
    environment: options.env && environmentOf(options.env),
    options: programOptions(stdio, options),
  };
  try {
    if (options.ownMounts === false) startNow(child, start, options);
    else startSoon(child, start, stdio, options);
  } catch (error) {
    stdio.closeTheirs();
    for (const stream of stdio.streams) stream?.destroy();
    throw error;
  }
  if (options.ownMounts === false) stdio.closeTheirs();
  limit(child, options);
  return child;
}

function startNow(child: NamespaceProcess, start: Start, options: SpawnOptions): void {
  const pid = startHere(start, options);
  // Who has just got the child must be able to listen first.
  queueMicrotask(() => child.begin(pid, []));
}

function startSoon(child: NamespaceProcess, start: Start, stdio: Stdio, options: SpawnOptions): void {
  void startApart(start, options)
    .finally(() => stdio.closeTheirs())
    .then(
      ({ pid, warnings }) => child.begin(pid, warnings),
      (error: Error) => child.fail(error),
    );
}

function lineOf(command: string, args: readonly string[], { argv0, shell }: SpawnOptions) {
  if (typeof command !== "string" || command === "") throw new TypeError("a command is a word that is not empty");
  if (shell === undefined || shell === false) return { file: command, argv: [argv0 ?? command, ...args] };
  const file = shell === true ? "/bin/sh" : shell;
  return { file, argv: [argv0 ?? file, "-c", [command, ...args].join(" ")] };
}

/** A word without a slash is looked for where the child would look: along its own PATH. */
function onPath(file: string, { env, cwd }: SpawnOptions): string {
  if (file.includes("/") || env?.["PATH"] === undefined) return file;
  const base = cwd === undefined ? "." : toPath(cwd);
  const isProgram = (path: string) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      // Not there, or not to be run: then the next one.
      return false;
    }
  };
  const paths = env["PATH"].split(":").map((folder) => resolve(base, folder, file));
  // None: what libc says of the first is what people know.
  return paths.find(isProgram) ?? paths[0] ?? file;
}

function environmentOf(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
}

function programOptions({ descriptors }: Stdio, { cwd, detached }: SpawnOptions): ProgramOptions {
  return {
    descriptors,
    workingDirectory: cwd === undefined ? undefined : toPath(cwd),
    newSession: detached === true,
    ordinarySignals: true,
  };
}

function toPath(cwd: string | URL): string {
  return typeof cwd === "string" ? cwd : fileURLToPath(cwd);
}

/** Ends it when time is over, or nobody wants it any more. */
function limit(child: NamespaceProcess, { signal, timeout, killSignal }: SpawnOptions): void {
  const timer = timeout === undefined ? undefined : setTimeout(() => child.kill(killSignal), timeout);
  const abort = () => {
    if (!child.kill(killSignal)) return;
    // In the shape of Node's own.
    const error = new Error("The operation was aborted", { cause: signal?.reason });
    child.emit("error", Object.assign(error, { name: "AbortError", code: "ABORT_ERR" }));
  };
  signal?.addEventListener("abort", abort, { once: true });
  const forget = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  child.once("exit", forget);
  child.once("close", forget);
}
