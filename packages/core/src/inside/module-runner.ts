import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { linux } from "@netns/syscall";
import { enterNetwork, leaveMounts } from "../overlay.js";
import { withDefaults } from "../paths.js";
import { carry } from "./carrier-data.js";
import { throughGate } from "./gate.js";
import { lookUpHere } from "./lookup.js";
import { describeThrown, type ModuleData, type ModuleReport } from "./module-data.js";
import type { ThreadData } from "./thread.js";

/** The program of a Worker that lives in a namespace and calls one function of a module there. */
if (!isMainThread && parentPort !== null) {
  void main(workerData as ModuleData & ThreadData, parentPort);
}

async function main({ gate, ...data }: ModuleData & ThreadData, port: NonNullable<typeof parentPort>): Promise<void> {
  const tell = (report: ModuleReport) => port.postMessage(report);
  try {
    const isIn = throughGate(gate, () => {
      enter(data, tell);
      return true;
    });
    if (!isIn) return;
    lookUpHere();
    const result = await call(data);
    await flush();
    tell({ type: "result", result });
  } catch (error) {
    await flush();
    tell({ type: "error", error: describeThrown(error) });
  }
}

/** The thread is ended as soon as it has told its result: what the module has printed must have gone out before. */
async function flush(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write("", () => resolve()));
  }
}

function enter({ fd, name, etcDir, ownMounts }: ModuleData, tell: (report: ModuleReport) => void): void {
  enterNetwork({ fd }, name, linux);
  if (!ownMounts) return;
  const onWarning = (warning: Parameters<typeof carry>[0]) => tell({ type: "warning", warning: carry(warning) });
  leaveMounts(name, withDefaults({ etcDir }), { onWarning });
}

async function call({ url, exportName, args }: ModuleData): Promise<unknown> {
  const module: Exports = await import(url);
  const value = module[exportName] ?? ofCommonJs(module)[exportName];
  if (typeof value !== "function") throw new TypeError(`${url} exports no function "${exportName}"`);
  return value(...args);
}

type Exports = Readonly<Record<string, unknown>>;

/** Node does not see every name that a CommonJS module exports; all are in its default export. */
function ofCommonJs({ default: exported }: Exports): Exports {
  return Object(exported);
}
