import { readFileSync } from "node:fs";
import { scanProcesses } from "@netns/core";
import { keyOfIdentity } from "../identity-key.js";
import { Turns } from "./turns.js";

/** What is told of the processes in a namespace. */
export interface ProcessList {
  /** Ascending by pid. */
  readonly processes: readonly ProcessFacts[];
  /** False: there are more, or there are processes that cannot be looked at. */
  readonly complete: boolean;
  /** Processes of which it cannot be seen in which namespace they are. */
  readonly unreadable: number;
}

interface ProcessFacts {
  readonly pid: number;
  /** comm of proc(5), 15 bytes; undefined where the process has ended meanwhile. */
  readonly command: string | undefined;
}

interface Scan {
  /** By `DEVICE:INODE`. */
  readonly pids: ReadonlyMap<string, readonly number[]>;
  readonly unreadable: number;
}

/** Processes of one namespace that are told of. */
const MOST = 1000;

/** Milliseconds. All of /proc is looked through once in this time, whoever asks and however often. */
const LIFETIME = 1000;

/** Which processes are in which namespace, without keeping anybody else waiting for long. */
export class Processes {
  readonly #procDir: string;
  #scan: Promise<Scan> | undefined;

  constructor(procDir = "/proc") {
    this.#procDir = procDir;
  }

  /** @param key `DEVICE:INODE` of a network namespace. @throws NamespaceError where there is no /proc */
  async list(key: string): Promise<ProcessList> {
    const { pids, unreadable } = await this.#latest();
    const found = pids.get(key) ?? [];
    const processes: ProcessFacts[] = [];
    const turns = new Turns();
    for (const pid of found.slice(0, MOST)) {
      processes.push({ pid, command: this.#commandOf(pid) });
      await turns.pause();
    }
    return { processes, complete: found.length <= MOST && unreadable === 0, unreadable };
  }

  #latest(): Promise<Scan> {
    if (this.#scan !== undefined) return this.#scan;
    const scan = scanAll(this.#procDir);
    this.#scan = scan;
    const forget = () => {
      setTimeout(() => {
        if (this.#scan === scan) this.#scan = undefined;
      }, LIFETIME).unref();
    };
    scan.then(forget, forget);
    return scan;
  }

  #commandOf(pid: number): string | undefined {
    try {
      return readFileSync(`${this.#procDir}/${pid}/comm`, "utf8").replace(/\n$/, "");
    } catch (error) {
      if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
        return undefined;
      throw error;
    }
  }
}

async function scanAll(procDir: string): Promise<Scan> {
  const pids = new Map<string, number[]>();
  let unreadable = 0;
  const turns = new Turns();
  for (const { pid, identity } of scanProcesses({ procDir })) {
    if (identity === undefined) unreadable++;
    else addTo(pids, keyOfIdentity(identity), pid);
    await turns.pause();
  }
  return { pids, unreadable };
}

function addTo(pids: Map<string, number[]>, key: string, pid: number): void {
  const list = pids.get(key);
  if (list === undefined) pids.set(key, [pid]);
  else list.push(pid);
}
