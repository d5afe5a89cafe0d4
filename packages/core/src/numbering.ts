import { NsidLookup, type RtnetlinkClient } from "@netns/rtnetlink";
import type { System } from "@netns/syscall";
import { quietly } from "./errors.js";

/** What gets an id. */
interface Numbered {
  nsid?: number | undefined;
}

/** Gives namespaces their ids, many at a time, which takes half the time. Those that wait are open. */
export class Numbering implements Disposable {
  readonly #system: System;
  readonly #lookup: NsidLookup;
  #files: number[] = [];
  #entries: Numbered[] = [];

  /** @throws as `client.openSocket` */
  constructor(client: RtnetlinkClient) {
    this.#system = client.system;
    this.#lookup = new NsidLookup(client);
  }

  get isEmpty(): boolean {
    return this.#files.length === 0;
  }

  /**
   * Takes a namespace's open file, and closes it when the entry has its id: by the next `finish` at the latest.
   *
   * @throws NetlinkError @throws SyscallError
   */
  add(file: number, entry: Numbered): void {
    this.#files.push(file);
    this.#entries.push(entry);
    if (this.#files.length === NsidLookup.MOST) this.finish();
  }

  /** @throws NetlinkError @throws SyscallError */
  finish(): void {
    if (this.isEmpty) return;
    const ids = this.#lookup.idsOf(this.#files);
    for (let i = 0; i < ids.length; i++) (this.#entries[i] as Numbered).nsid = ids[i];
    this.#drop();
  }

  [Symbol.dispose](): void {
    this.#drop();
    this.#lookup.close();
  }

  #drop(): void {
    for (const file of this.#files) quietly(() => this.#system.close(file));
    this.#files = [];
    this.#entries = [];
  }
}
