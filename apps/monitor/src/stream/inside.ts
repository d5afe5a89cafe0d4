import type { HasFd } from "@netns/core";
import {
  findLink,
  type Items,
  openClient,
  type RtnetlinkClient,
  type Watch,
  type WatchEvent,
  type WatchStatistics,
  watch,
} from "@netns/rtnetlink";
import { LinkEnds, type OnEnd } from "./ends/link-ends.js";
import { isOfTheSystem, type Observer, type Target, targetFields, unaskedOf } from "./ends/observer.js";
import type { InsideKind } from "./kinds.js";
import type { ItemRecord, Place, StreamRecord } from "./records.js";
import type { TellRecord } from "./source.js";
import { Contents, type ItemChange } from "./things/contents.js";

/** What to tell of each namespace. */
export interface InsideOptions {
  readonly shown: readonly InsideKind[];
  /** Whether what there is at first is told, or changes alone. */
  readonly snapshot: boolean;
  /** Bytes in the kernel for events that wait. */
  readonly receiveBuffer: number;
}

/** Whom a namespace's watch belongs to. */
interface Surroundings {
  /** The namespace's `DEVICE:INODE`. */
  readonly key: string;
  /** What the namespace is told by at the moment. */
  place(): Place;
  readonly tell: TellRecord;
  /** A link leads elsewhere. */
  readonly onEnd: OnEnd;
  /** Links were told of; undefined: all of them. */
  onLinks(ifindex: number | undefined): void;
  /** Finds out what the ids are that links refer to. */
  resolve(): Promise<void>;
  /** One more client there; undefined when it is not to be had any more. */
  openClient(): RtnetlinkClient | undefined;
  onFailure(error: unknown): void;
}

/** The watch of one namespace. It has sockets there, which keep the namespace alive until it is closed. */
export class Inside implements Observer {
  readonly key: string;
  readonly ends: LinkEnds;
  readonly targets = new Map<number, Target | undefined>();
  readonly #options: InsideOptions;
  readonly #surroundings: Surroundings;
  readonly #watch: Watch;
  readonly #contents: Contents;
  readonly #refersToNamespaces: boolean;
  #turn = Promise.resolve();
  #isFirst = true;

  /**
   * @param namespace Needed only while it is opened. Undefined: the thread's own, which takes no rights.
   * @throws SyscallError
   */
  constructor(namespace: HasFd | undefined, options: InsideOptions, surroundings: Surroundings) {
    const { shown, receiveBuffer } = options;
    this.key = surroundings.key;
    this.#options = options;
    this.#surroundings = surroundings;
    this.#contents = new Contents(shown, (nsid) => targetFields(this.targets.get(nsid)));
    this.ends = new LinkEnds(surroundings.onEnd);
    this.#refersToNamespaces = shown.includes("link");
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
    for await (const event of this.#watch) await this.#inTurn(() => this.#take(event));
  }

  /** It is told by another name from here on: what there is is told by that. */
  tellAgain(): void {
    this.#later(async () => {
      if (this.#isFirst) return;
      for (const change of this.#contents.present) await this.#giveItem(change);
      await this.#give({ type: "snapshot-end", namespace: this.#surroundings.place(), complete: true });
    });
  }

  tellLinks(nsids: readonly number[]): void {
    this.#later(() => this.#tellUntold(({ attributes: { linkNetnsid = -1 } }) => nsids.includes(linkNetnsid)));
  }

  refresh(ifindex: number): void {
    this.#later(async () => {
      const item = this.#look(ifindex);
      if (item === undefined) return;
      const { observer } = this.#watch;
      const event: WatchEvent = {
        ...{ type: "changed", subject: "link", item, flags: 0, own: true, nsid: undefined, observer },
      };
      this.ends.apply(event);
      const nsid = item.attributes.linkNetnsid;
      // Once more: there is a reason to look.
      if (nsid !== undefined && this.targets.get(nsid) === undefined) this.targets.delete(nsid);
      await this.#resolve();
      this.#contents.learn(event);
      this.#forgetUnused();
      await this.#tellUntold(({ header }) => header.index === ifindex);
    });
  }

  openClient(): RtnetlinkClient | undefined {
    return this.#surroundings.openClient();
  }

  close(): void {
    this.#watch.close();
    this.ends.clear();
  }

  async #take(event: WatchEvent): Promise<void> {
    if (event.type === "snapshot-start" && event.reason === "overrun") {
      this.targets.clear();
      await this.#give({
        ...{ type: "resync", namespace: this.#surroundings.place(), reason: "netlink-overrun", complete: undefined },
      });
    }
    if (this.#refersToNamespaces) await this.#follow(event);
    const changes = this.#contents.apply(event);
    // Not before: a link that is gone is told with what it referred to.
    if (!("subject" in event) || event.subject === "link") this.#forgetUnused();
    for (const change of changes) {
      if (change.change !== "present" || this.#options.snapshot) await this.#giveItem(change);
    }
    if (event.type === "snapshot-end" && this.#isFirst) {
      this.#isFirst = false;
      if (this.#options.snapshot) {
        await this.#give({ type: "snapshot-end", namespace: this.#surroundings.place(), complete: true });
      }
    }
  }

  /** Before what links refer to is told, it is found out. */
  async #follow(event: WatchEvent): Promise<void> {
    this.ends.apply(event);
    if (event.type === "snapshot-end") {
      await this.#resolve();
      this.#surroundings.onLinks(undefined);
    } else if (event.type === "changed" && event.subject === "link") {
      await this.#resolve();
      this.#surroundings.onLinks(event.item.header.index);
    }
  }

  /** What no link refers to any more: the id may be given to another namespace. */
  #forgetUnused(): void {
    for (const nsid of this.targets.keys()) if (!this.ends.refersTo(nsid)) this.targets.delete(nsid);
  }

  async #resolve(): Promise<void> {
    if (unaskedOf(this).length > 0) await this.#surroundings.resolve();
  }

  async #tellUntold(isMeant: (link: Items["link"]) => boolean): Promise<void> {
    for (const change of this.#contents.untold(isMeant)) await this.#giveItem(change);
  }

  /** A link as it is now; undefined when it is gone, or the namespace. */
  #look(ifindex: number): Items["link"] | undefined {
    if (this.#watch.closed) return undefined;
    try {
      using client = this.openClient();
      const link = client && findLink(client, ifindex);
      if (link === undefined) return undefined;
      const { hardwareType, flags, attributes } = link;
      return { header: { family: 0, type: hardwareType, index: ifindex, flags, change: 0 }, attributes };
    } catch (error) {
      if (!isOfTheSystem(error)) throw error;
      return undefined;
    }
  }

  #later(work: () => Promise<void>): void {
    this.#inTurn(work).catch((error: unknown) => this.#surroundings.onFailure(error));
  }

  /** One after the other, so that what is told of a thing last is true. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    // Whoever has asked for it is told of what goes wrong.
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #giveItem(change: ItemChange): Promise<void> {
    return this.#give({ ...change, type: "item", namespace: this.#surroundings.place() } as ItemRecord);
  }

  async #give(record: StreamRecord): Promise<void> {
    // Its name is gone, and its records are over with that.
    if (this.#watch.closed) return;
    await this.#surroundings.tell(record);
  }
}
