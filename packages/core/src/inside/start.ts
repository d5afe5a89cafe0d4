import { type Bytes, inNamespace, type SpawnOptions } from "@netns/syscall";
import { attempt, isSystemCallFailure, NamespaceError } from "../errors.js";
import { locate, type NamespaceSource, openNamespace } from "../namespace.js";
import { type Options, withDefaults } from "../paths.js";
import { type CarrierData, type CarrierReport, unpack } from "./carrier-data.js";
import { endChild } from "./end-child.js";
import { atPlace } from "./place.js";
import { startThread, type Thread } from "./thread.js";
import { inTurn } from "./turns.js";

/** What a child is started with, whichever way. */
export interface Start {
  readonly source: NamespaceSource;
  readonly file: Bytes;
  readonly argv: readonly Bytes[];
  readonly environment: readonly Bytes[] | undefined;
  readonly options: SpawnOptions;
}

/** Starts a child in a namespace with the process's own mounts: its /sys and /etc are those outside. */
export function startHere({ source, file, argv, environment, options }: Start, given: Options): number {
  const { system } = withDefaults(given);
  const { name } = locate(source, withDefaults(given));
  let pid: number | undefined;
  const startProgram = () => {
    pid = attempt("exec", { path: file }, () => system.posixSpawnp(file, argv, environment, options));
    return pid;
  };
  try {
    using namespace = openNamespace(source, given);
    return inNamespace(namespace, startProgram, system);
  } catch (error) {
    // Something has gone wrong on the way back: nobody would ever know of the child.
    if (pid !== undefined) endChild(pid, system);
    if (error instanceof NamespaceError || !isSystemCallFailure(error)) throw error;
    throw new NamespaceError("enter", { name }, error);
  }
}

/** How a child came to be whose start took a thread. */
export interface Started {
  readonly pid: number;
  readonly warnings: readonly NamespaceError[];
}

/**
 * Starts a child in a namespace, in a mount namespace of its own, from a thread that ends with that. Descriptors that the
 * child is to have must stay open until then.
 *
 * @throws NamespaceError at once, when there is no such namespace; the promise is rejected with what fails later.
 */
export function startApart({ source, file, argv, environment, options }: Start, given: Options): Promise<Started> {
  return atPlace(source, given, (place) => inTurn(() => startByThread({ file, argv, environment, options, ...place })));
}

function startByThread(data: CarrierData): Promise<Started> {
  return new Promise<Started>((resolve, reject) => {
    const { worker } = start(data);
    worker.once("message", (report: CarrierReport) => {
      const warnings = report.warnings.map(unpack);
      if ("pid" in report) resolve({ pid: report.pid, warnings });
      else reject(Object.assign(unpack(report.error), { warnings }));
    });
    worker.once("error", reject);
    // After a message this changes nothing.
    worker.once("exit", (code) => reject(new Error(`the thread that starts a child ended with status ${code}`)));
  });
}

function start(data: CarrierData): Thread {
  return startThread("carrier", data, {
    name: "netns-carrier",
    // Neither the program's flags nor NODE_OPTIONS: what they preload has no business in this thread. The child's own
    // environment, when none is given, is the C library's, and so is the PATH that it is looked for along.
    execArgv: [],
    env: {},
    // It prints nothing: without this, Node would open process.stdout and process.stderr for it.
    stdout: true,
    stderr: true,
  });
}
