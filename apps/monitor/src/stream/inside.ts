import type { HasFd } from "@netns/core";
import { openClient, type Watch, type WatchEvent, type WatchStatistics, watch } from "@netns/rtnetlink";
import { Contents } from "./contents.js";
import type { InsideKind } from "./kinds.js";
import type { ItemRecord, Named, StreamRecord } from "./records.js";

/** What to tell of each namespace. */
export interface InsideOptions {
  readonly shown: readonly InsideKind[];
  /** Whether what there is at first is told, or changes alone. */
  readonly snapshot: boolean;
  /** Bytes in the kernel for events that wait. */
  readonly receiveBuffer: number;
}

/** Takes a record, and says when there is room for another one. */
export type Tell = (record: StreamRecord) => Promise<void> | undefined;

/** The watch of one namespace. It has sockets there, which keep the namespace alive until it is closed. */
export class Inside {
  readonly #options: InsideOptions;
  readonly #watch: Watch;
  readonly #contents: Contents;
  readonly #name: () => Named;
  readonly #tell: Tell;
  #isFirst = true;

  /**
   * @param namespace Needed only while it is opened.
   * @param name What the namespace is called at the moment.
   * @throws SyscallError
   */
  constructor(namespace: HasFd, name: () => Named, options: InsideOptions, tell: Tell) {
    const { shown, receiveBuffer } = options;
    this.#options = options;
    this.#name = name;
    this.#tell = tell;
    this.#contents = new Contents(shown);
    using client = openClient({ namespace });
    // Links for their names, which the others are shown with.
    const what = [...new Set<InsideKind>(["link", ...shown])];
    this.#watch = watch(client, { what, receiveBuffer, keepListSocket: false });
  }

  get statistics(): WatchStatistics & { readonly remembered: number } {
    return { ...this.#watch.statistics, remembered: this.#contents.size };
  }

  /** Until it is closed. @throws SyscallError, NetlinkError */
  async run(): Promise<void> {
    // As long as there is no room nothing is read: it waits in the kernel.
    for await (const event of this.#watch) await this.#take(event);
  }

  /** It has another name from here on: what there is is told by that. */
  tellAgain(): void {
    for (const change of this.#contents.present) void this.#give({ ...change, ...this.#item } as ItemRecord);
    void this.#give({ type: "snapshot-end", namespace: this.#name(), complete: true });
  }

  close(): void {
    this.#watch.close();
  }

  async #take(event: WatchEvent): Promise<void> {
    if (event.type === "snapshot-start" && event.reason === "overrun") {
      await this.#give({ type: "resync", namespace: this.#name(), reason: "netlink-overrun", complete: undefined });
    }
    for (const change of this.#contents.apply(event)) {
      if (change.change === "present" && !this.#options.snapshot) continue;
      await this.#give({ ...change, ...this.#item } as ItemRecord);
    }
    if (event.type === "snapshot-end" && this.#isFirst) {
      this.#isFirst = false;
      if (this.#options.snapshot) await this.#give({ type: "snapshot-end", namespace: this.#name(), complete: true });
    }
  }

  get #item(): Pick<ItemRecord, "type" | "namespace"> {
    return { type: "item", namespace: this.#name() };
  }

  async #give(record: StreamRecord): Promise<void> {
    // Its name is gone, and its records are over with that.
    if (this.#watch.closed) return;
    await this.#tell(record);
  }
}
