import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Transferable } from "node:worker_threads";
import type { NamespaceError } from "../errors.js";
import type { NamespaceSource } from "../namespace.js";
import type { Options } from "../paths.js";
import { unpack } from "./carrier-data.js";
import { type ModuleData, type ModuleReport, restoreThrown } from "./module-data.js";
import { atPlace } from "./place.js";
import { startThread } from "./thread.js";

/** Running a function of a module. */
export interface RunOptions extends Options {
  /** Ends the thread; the promise is rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the thread has mounts of its own, as `spawn` says. Default true. */
  readonly ownMounts?: boolean | undefined;
  /** Called for each file of the overlay that could not be put over its counterpart in /etc. */
  readonly onWarning?: ((warning: NamespaceError) => void) | undefined;
  /** What of the arguments is given away rather than copied: ports, buffers. */
  readonly transfer?: readonly Transferable[] | undefined;
}

/**
 * Calls a function that a module exports, in a thread that lives in a namespace, and ends the thread when it has
 * returned or its promise is settled, with whatever else goes on in it. Arguments and result are copied as postMessage
 * copies; an error keeps its message, stack, name, plain fields, and its cause. What the module prints comes out of this
 * process's standard output and error.
 *
 * In that thread what is called directly happens inside: sockets, `fs.…Sync`, dns.resolve…, children. So do connections by
 * name, fetch too: `dns.lookup` is replaced there by one that reads that thread's /etc/hosts and asks the name servers of
 * its /etc/resolv.conf from inside. What Node does on its pool of threads, which all share, happens outside:
 * `fs.promises` and the like see the process's files, and dns.lookupService asks its name servers.
 *
 * @param module A URL (`import.meta.resolve("./probe.js")`), or an absolute path; of ESM or CommonJS. It is loaded with
 * this program's own flags: TypeScript where they, or this Node, load it.
 * @throws NamespaceError with step "open" when there is no such namespace; the promise is rejected with later steps'.
 * @throws InvalidNameError
 * @throws TypeError for what is no module's URL.
 * @example
 * const status = await run("blue", new URL("./probe.js", import.meta.url), "probe", "http://192.0.2.1/");
 */
export function run<T = unknown>(
  source: NamespaceSource,
  module: string | URL,
  exportName: string,
  ...args: readonly unknown[]
): Promise<T> {
  return runWith({}, source, module, exportName, ...args);
}

/** `run`, with options. */
export function runWith<T = unknown>(
  options: RunOptions,
  source: NamespaceSource,
  module: string | URL,
  exportName: string,
  ...args: readonly unknown[]
): Promise<T> {
  const { ownMounts = true } = options;
  options.signal?.throwIfAborted();
  const url = toUrl(module);
  return atPlace(source, options, (place) => inThread<T>({ ownMounts, url, exportName, args, ...place }, options));
}

async function inThread<T>(data: ModuleData, { signal, onWarning, transfer = [] }: RunOptions): Promise<T> {
  const thread = startThread("module-runner", data, { transferList: [...transfer], name: "netns-module" });
  const { worker } = thread;
  let abort: (() => void) | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.on("message", (report: ModuleReport) => {
        if (report.type === "warning") onWarning?.(unpack(report.warning));
        else if (report.type === "result") resolve(report.result as T);
        else reject(restoreThrown(report.error));
      });
      worker.once("error", reject);
      worker.once("messageerror", reject);
      worker.once("exit", (code) =>
        reject(new Error(`the thread ended with status ${code} before the function returned`)),
      );
      abort = () => reject(signal?.reason);
      signal?.addEventListener("abort", abort, { once: true });
    });
  } finally {
    if (abort !== undefined) signal?.removeEventListener("abort", abort);
    await thread.terminate();
  }
}

function toUrl(module: string | URL): string {
  if (module instanceof URL) return module.href;
  if (isAbsolute(module)) return pathToFileURL(module).href;
  if (URL.canParse(module)) return module;
  throw new TypeError(`a module is given by its URL or its absolute path, not as "${module}"`);
}
