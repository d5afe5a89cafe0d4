import { type NameEvent, type SnapshotEvent, type WatchEvent, watchNamespaces } from "@netns/core";
import { asJson } from "./json.js";
import { type InsideKind, isInside, type Kind } from "./kinds.js";
import { Namespaces } from "./namespaces.js";
import type { Output } from "./output.js";
import type { Named, StreamRecord } from "./records.js";
import { statisticsLine } from "./statistics.js";
import { asText } from "./text.js";
import { type TimeStyle, timePrefix } from "./time.js";

/** What to print, and how. */
export interface StreamOptions {
  readonly kinds: readonly Kind[];
  /** Names that are shown; undefined: all. */
  readonly namespaces: readonly string[] | undefined;
  readonly snapshot: boolean;
  readonly json: boolean;
  readonly time: TimeStyle;
  readonly allNsid: boolean;
  /** Bytes in the kernel for the events of each namespace. */
  readonly receiveBuffer: number;
}

/** So much text may wait for the reader until no more events of links … are read, and until none of names. */
const INSIDE_LIMIT = 64 * 1024;
const NAMES_LIMIT = 1024 * 1024;

/** Milliseconds. Nothing tells when a name's mount is taken away or another one is made over it. */
const CHECK_INTERVAL = 5000;

/** Prints what there is and what happens, until the signal is aborted. */
export class Stream {
  readonly #options: StreamOptions;
  readonly #runDir: string;
  readonly #output: Output;
  readonly #kinds: ReadonlySet<Kind>;
  readonly #namespaces: Namespaces | undefined;
  readonly #failure = new AbortController();
  #records = 0;

  constructor(options: StreamOptions, runDir: string, output: Output) {
    this.#options = options;
    this.#runDir = runDir;
    this.#output = output;
    this.#kinds = new Set(options.kinds);
    const shown: readonly InsideKind[] = options.kinds.filter(isInside);
    if (shown.length > 0) {
      this.#namespaces = new Namespaces(
        { shown, receiveBuffer: options.receiveBuffer, runDir },
        (record) => this.#tell(record, INSIDE_LIMIT),
        (error) => this.#failure.abort(error),
      );
    }
  }

  get statistics(): string {
    return statisticsLine(this.#namespaces, this.#records);
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
        return this.#tell({ ...event, namespace: undefined }, NAMES_LIMIT);
      default:
        if (this.#kinds.has("nsid")) return this.#tell(event, NAMES_LIMIT);
    }
  }

  async #takeSnapshot({ names, nsids, targets, observer, complete }: SnapshotEvent): Promise<void> {
    const chosen = names.filter((name) => this.#isChosen(name));
    if (this.#options.snapshot) {
      if (this.#kinds.has("name")) for (const name of chosen) await this.#tellName("name-present", name);
      if (observer !== undefined) {
        const tables = [{ targetNsid: undefined, nsids }, ...targets];
        for (const { targetNsid, nsids } of tables) {
          for (const nsid of nsids) {
            await this.#tell({ type: "nsid-present", nsid, observer, targetNsid }, NAMES_LIMIT);
          }
        }
      }
      await this.#tell({ type: "snapshot-end", namespace: undefined, complete }, NAMES_LIMIT);
    }
    for (const name of chosen) this.#namespaces?.add(name, this.#options.snapshot);
  }

  async #takeName({ type, name, rawName }: NameEvent): Promise<void> {
    const named = { name, rawName };
    if (!this.#isChosen(named)) return;
    // At once, whether or not anybody reads what is told of it.
    if (type === "name-deleted") this.#namespaces?.delete(named);
    if (this.#kinds.has("name")) await this.#tellName(type, named);
    if (type === "name-added") this.#namespaces?.add(named, true);
  }

  #tellName(type: "name-present" | "name-added" | "name-deleted", name: Named): Promise<void> | undefined {
    return this.#tell({ type, name }, NAMES_LIMIT);
  }

  #isChosen({ rawName }: Named): boolean {
    const { namespaces } = this.#options;
    return namespaces?.some((name) => Buffer.from(name).equals(rawName)) ?? true;
  }

  #tell(record: StreamRecord, limit: number): Promise<void> | undefined {
    const time = new Date();
    const { json, time: style } = this.#options;
    const text = json ? asJson(record, style === "none" ? undefined : time.toISOString()) : asText(record);
    if (text === undefined) return undefined;
    this.#records++;
    this.#output.write(`${json ? "" : timePrefix(style, time)}${text}\n`);
    return this.#output.room(limit);
  }
}
