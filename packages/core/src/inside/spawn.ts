import { Fd, hasCode, type SpawnOptions as ProgramOptions, type System } from "@netns/syscall";
import { NamespaceError } from "../errors.js";
import type { NamespaceSource } from "../namespace.js";
import { type Options, withDefaults } from "../paths.js";
import { alongPath, commandLine, directoryNow, directoryOf, environmentNow, environmentOf } from "./command-line.js";
import { checkLimits, limit } from "./limits.js";
import { NamespaceProcess } from "./process.js";
import { type Start, startApart, startHere } from "./start.js";
import { Stdio, type StdioOption } from "./stdio.js";

/** As node:child_process has them, where they are the same. */
export interface SpawnOptions extends Options {
  /** Where it begins. Default: the process's working directory. */
  readonly cwd?: string | URL | undefined;
  /** All of its environment. Default: the process's own, byte for byte. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** What it sees itself called by. Default: the command. */
  readonly argv0?: string | undefined;
  /** What its descriptors 0, 1, 2, … are. Default "pipe" for those three. */
  readonly stdio?: StdioOption | undefined;
  /** It leads a session of its own, and may go on when this program has ended. */
  readonly detached?: boolean | undefined;
  /** Whether the command is a line for /bin/sh, or for the shell that is named. */
  readonly shell?: boolean | string | undefined;
  /** Kills it: "error" is an AbortError then. One that is aborted already does so as soon as it runs. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which it is killed. 0: never. */
  readonly timeout?: number | undefined;
  /** What kills it when time is over, or `signal` is aborted. Default "SIGTERM". */
  readonly killSignal?: NodeJS.Signals | number | undefined;
  /**
   * Whether it has mounts of its own, as with `ip netns exec`: its /sys shows the namespace's devices, and
   * `etcDir/NAME` lies over /etc. Default true: it is started by a thread, a little later. False: it has this process's
   * mounts, and runs when `spawn` returns.
   */
  readonly ownMounts?: boolean | undefined;
}

/**
 * Starts a command inside a namespace, as child_process.spawn does outside: streams, signals, environment, working
 * directory, end. This process stays where it is: its namespaces, mounts, working directory and umask are not touched.
 *
 * What node:child_process has and this has not: `uid` and `gid`, message channels ("ipc"). `pid` is there from "spawn" on.
 * A pipe that the child has closed for reading is no error. It takes Linux 5.4.
 *
 * @throws NamespaceError with step "open" when there is no such namespace. What fails later is told by "error": steps
 * "enter", "unshare-mounts", "mount-sys", and "exec" with ENOENT, EACCES, … when the command cannot be run.
 * @throws InvalidNameError
 * @throws TypeError, RangeError for options that cannot be; SyscallError EMFILE, ENFILE
 * @throws Error with code "ENOSYS" before Linux 5.3
 * @example
 * const child = spawn("blue", "ip", ["-json", "address"]);
 * child.stdout?.pipe(process.stdout);
 */
export function spawn(
  source: NamespaceSource,
  command: string,
  args: readonly string[] = [],
  options: SpawnOptions = {},
): NamespaceProcess {
  refuseForeign(options);
  checkLimits(options);
  const { ownMounts = true } = options;
  const { system } = withDefaults(options);
  const { file, argv } = commandLine(command, args, options);
  const environment = ownMounts ? environmentNow(options) : environmentOf(options);
  const workingDirectory = ownMounts ? directoryNow(options) : directoryOf(options);
  const program = alongPath(file, options);
  checkPidfds(system);
  const stdio = new Stdio(options.stdio, system);
  const child = new NamespaceProcess(file, argv, stdio, system);
  const start: Start = {
    source,
    file: program,
    argv,
    environment,
    options: programOptions(stdio, workingDirectory, options),
  };
  try {
    if (ownMounts) startSoon(child, start, stdio, options);
    else startNow(child, start, stdio, options);
  } catch (error) {
    stdio.closeTheirs();
    for (const stream of stdio.streams) stream?.destroy();
    throw error;
  }
  limit(child, options);
  return child;
}

function startNow(child: NamespaceProcess, start: Start, stdio: Stdio, options: SpawnOptions): void {
  // Who has just got the child must be able to listen first.
  try {
    const pid = startHere(start, options);
    process.nextTick(() => child.begin(pid, []));
  } catch (error) {
    if (!(error instanceof NamespaceError) || error.step === "open") throw error;
    process.nextTick(() => child.fail(error));
  }
  stdio.closeTheirs();
}

function startSoon(child: NamespaceProcess, start: Start, stdio: Stdio, options: SpawnOptions): void {
  // What a listener throws is an uncaught exception, as with every event, and no promise's rejection.
  void startApart(start, options)
    .finally(() => stdio.closeTheirs())
    .then(
      ({ pid, warnings }) => process.nextTick(() => child.begin(pid, warnings)),
      (error: Error) => process.nextTick(() => child.fail(error)),
    );
}

function programOptions(
  { descriptors }: Stdio,
  workingDirectory: string | undefined,
  { detached }: SpawnOptions,
): ProgramOptions {
  return { descriptors, workingDirectory, newSession: detached === true, ordinarySignals: true };
}

/** What would silently not be done. @throws TypeError */
function refuseForeign(options: object): void {
  const given = new Map(Object.entries(options));
  for (const name of ["uid", "gid", "serialization"]) {
    if (given.get(name) !== undefined) throw new TypeError(`spawn in a namespace has no option "${name}"`);
  }
}

const withPidfds = new WeakSet<System>();

/** Before there is a child whose end nobody would notice. */
function checkPidfds(system: System): void {
  if (withPidfds.has(system)) return;
  try {
    new Fd(system.pidfdOpen(process.pid), system).close();
  } catch (cause) {
    if (!hasCode(cause, "ENOSYS")) throw cause;
    const error = new Error("a child in a namespace is followed by pidfd_open(2): it takes Linux 5.4", { cause });
    throw Object.assign(error, { code: "ENOSYS" });
  }
  withPidfds.add(system);
}
