import { openClient, type WatchEvent as RtnetlinkEvent, type Watch, watch } from "@netns/rtnetlink";
import type { System } from "@netns/syscall";
import type { NsidEvent, ResyncEvent } from "./events.js";

/** Tells of each id that the kernel gives another namespace, or takes away, in the calling thread's own. */
export class NsidWatch implements Disposable {
  readonly #emit: (event: NsidEvent | ResyncEvent) => void;
  readonly #onError: (error: unknown) => void;
  readonly #events: Watch;
  readonly #nsids = new Set<number>();
  /** What a snapshot has told of so far. */
  readonly #present = new Set<number>();

  /** @throws SyscallError @throws NetlinkError */
  constructor(system: System, emit: (event: NsidEvent | ResyncEvent) => void, onError: (error: unknown) => void) {
    this.#emit = emit;
    this.#onError = onError;
    using client = openClient({ system });
    this.#events = watch(client, { what: ["nsid"] });
    this.#readSnapshot();
    void this.#follow();
  }

  /** The ids at this moment. */
  get nsids(): number[] {
    return [...this.#nsids].sort((a, b) => a - b);
  }

  [Symbol.dispose](): void {
    this.#events.close();
  }

  /** The first is there at once, and is no news. */
  #readSnapshot(): void {
    for (let event = this.#events.read(); event !== undefined; event = this.#events.read()) {
      if (event.type === "snapshot-end") return;
      const nsid = nsidOf(event);
      if (nsid !== undefined) this.#nsids.add(nsid);
    }
  }

  async #follow(): Promise<void> {
    try {
      for await (const event of this.#events) this.#take(event);
    } catch (error) {
      this.#onError(error);
    }
  }

  #take(event: RtnetlinkEvent): void {
    if (event.type === "snapshot-start") {
      this.#present.clear();
      if (event.reason === "overrun") this.#emit({ type: "resync", reason: "netlink-overrun" });
    } else if (event.type === "snapshot-end") {
      if (event.consistent) for (const nsid of this.#nsids) if (!this.#present.has(nsid)) this.#delete(nsid);
      for (const nsid of this.#present) this.#add(nsid);
    }
    const nsid = nsidOf(event);
    if (nsid === undefined) return;
    if (event.type === "present") this.#present.add(nsid);
    else if (event.type === "changed") this.#add(nsid);
    else this.#delete(nsid);
  }

  #add(nsid: number): void {
    if (this.#nsids.has(nsid)) return;
    this.#nsids.add(nsid);
    this.#emit({ type: "nsid-added", nsid });
  }

  #delete(nsid: number): void {
    if (this.#nsids.delete(nsid)) this.#emit({ type: "nsid-deleted", nsid });
  }
}

/** The id that an event is about, if it is about one. */
function nsidOf(event: RtnetlinkEvent): number | undefined {
  return "item" in event && event.subject === "nsid" ? event.item.attributes.nsid : undefined;
}
