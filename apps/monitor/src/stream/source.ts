import { type NameEvent, type SnapshotEvent, type WatchEvent, watchNamespaces } from "@netns/core";
import { bytesOfWord } from "../argv.js";
import { type InsideKind, isInside, type Kind } from "./kinds.js";
import { Namespaces } from "./namespaces.js";
import type { Named, StreamRecord } from "./records.js";

/** What to tell of. */
export interface SourceOptions {
  readonly kinds: readonly Kind[];
  /** Names of which is told, as the command line has them; undefined: of all. */
  readonly namespaces: readonly string[] | undefined;
  /** Also what is in the namespace that the monitor runs in. */
  readonly own: boolean;
  /** Whether what there is at first is told, or changes alone. */
  readonly snapshot: boolean;
  /** Also the ids in other namespaces: in all that have an id here. */
  readonly allNsid: boolean;
  /** Bytes in the kernel for the events of each namespace. */
  readonly receiveBuffer: number;
}

/** Numbers of now; those of lost events and snapshots count from the beginning. */
export interface SourceStatistics {
  /** Names in the run directory of which is told. */
  readonly names: number;
  /** Namespaces that are looked into. */
  readonly namespaces: number;
  /** How often the kernel had no room for events, and how many it dropped. */
  readonly overruns: number;
  readonly dropped: number;
  readonly snapshots: number;
  /** Things in namespaces that are remembered. */
  readonly remembered: number;
}

/** Takes a record. While what it returns has not resolved there is no room, and nothing more is read of the kernel. */
export type TellRecord = (record: StreamRecord) => Promise<void> | undefined;

/** Milliseconds. Nothing tells when a name's mount is taken away or another one is made over it. */
const CHECK_INTERVAL = 5000;

/** Tells what there is and what happens, until the signal is aborted. */
export class Source {
  readonly #options: SourceOptions;
  readonly #runDir: string;
  readonly #tell: TellRecord;
  readonly #kinds: ReadonlySet<Kind>;
  readonly #namespaces: Namespaces | undefined;
  readonly #failure = new AbortController();
  /** Those that there are of which is told, a character for each byte. */
  readonly #names = new Set<string>();

  constructor(options: SourceOptions, runDir: string, tell: TellRecord) {
    this.#options = options;
    this.#runDir = runDir;
    this.#tell = tell;
    this.#kinds = new Set(options.kinds);
    const shown: readonly InsideKind[] = options.kinds.filter(isInside);
    if (shown.length > 0) {
      const { snapshot, receiveBuffer } = options;
      this.#namespaces = new Namespaces({ shown, snapshot, receiveBuffer, runDir }, tell, (error) =>
        this.#failure.abort(error),
      );
    }
  }

  get statistics(): SourceStatistics {
    const nothing = { namespaces: 0, overruns: 0, dropped: 0, snapshots: 0, remembered: 0 };
    return { names: this.#names.size, ...(this.#namespaces?.statistics ?? nothing) };
  }

  /** @throws the signal's reason; NamespaceError, SyscallError, NetlinkError when it cannot watch. */
  async run(signal: AbortSignal): Promise<never> {
    const check = setInterval(() => this.#namespaces?.check(), CHECK_INTERVAL);
    try {
      using watch = watchNamespaces({
        runDir: this.#runDir,
        nsids: this.#kinds.has("nsid"),
        allNsid: this.#options.allNsid,
        signal: AbortSignal.any([signal, this.#failure.signal]),
      });
      for await (const event of watch) await this.#take(event);
      throw new Error("the watch has ended by itself");
    } finally {
      clearInterval(check);
      this.#namespaces?.close();
    }
  }

  async #take(event: WatchEvent): Promise<void> {
    switch (event.type) {
      case "snapshot":
        return this.#takeSnapshot(event);
      case "name-added":
      case "name-deleted":
        return this.#takeName(event);
      case "resync":
        // What came and went meanwhile is not told: a name may lead elsewhere now.
        this.#namespaces?.check();
        return this.#tell({ ...event, namespace: undefined });
      default:
        if (this.#kinds.has("nsid")) return this.#tell(event);
    }
  }

  async #takeSnapshot({ names, nsids, targets, observer, complete }: SnapshotEvent): Promise<void> {
    const chosen = names.filter((name) => this.#isChosen(name));
    if (this.#options.snapshot) {
      if (this.#kinds.has("name")) for (const name of chosen) await this.#tell({ type: "name-present", name });
      if (observer !== undefined) {
        const tables = [{ targetNsid: undefined, nsids }, ...targets];
        for (const { targetNsid, nsids } of tables) {
          for (const nsid of nsids) await this.#tell({ type: "nsid-present", nsid, observer, targetNsid });
        }
      }
    }
    if (this.#options.own) this.#namespaces?.addOwn();
    // All before any is looked into: links lead from one to the other, and are told with the other's name.
    for (const name of names) this.#addName(name, this.#options.snapshot);
    // Behind the namespaces: whoever has seen it knows which of them are still to be told of.
    if (this.#options.snapshot) await this.#tell({ type: "snapshot-end", namespace: undefined, complete });
  }

  async #takeName({ type, name, rawName }: NameEvent): Promise<void> {
    const named = { name, rawName };
    // At once, whether or not anybody reads what is told of it.
    if (type === "name-deleted") {
      this.#names.delete(keyOfName(named));
      this.#namespaces?.delete(named);
    }
    if (this.#isChosen(named) && this.#kinds.has("name")) await this.#tell({ type, name: named });
    if (type === "name-added") this.#addName(named, true);
  }

  #addName(name: Named, snapshot: boolean): void {
    if (this.#isChosen(name)) {
      this.#names.add(keyOfName(name));
      this.#namespaces?.add(name, snapshot);
    } else {
      this.#namespaces?.addOther(name);
    }
  }

  #isChosen({ rawName }: Named): boolean {
    const { namespaces } = this.#options;
    return namespaces?.some((name) => bytesOfWord(name).equals(rawName)) ?? true;
  }
}

function keyOfName({ rawName }: Named): string {
  return Buffer.from(rawName).toString("latin1");
}
