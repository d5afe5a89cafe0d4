import { NsidLookup } from "@netns/rtnetlink";
import type { System } from "@netns/syscall";
import { askForAny, askNsid } from "./ask-nsids.js";
import { attempt, quietly } from "./errors.js";
import { type Options, withDefaults } from "./paths.js";

/** What gets an id. */
interface Numbered {
  nsid?: number | undefined;
}

/**
 * Gives namespaces the ids that the calling thread's namespace has for them, many at a time, which takes half the time.
 * Those that wait are open.
 */
export class Numbering implements Disposable {
  readonly #system: System;
  readonly #lookup: NsidLookup;
  #files: number[] = [];
  #entries: Numbered[] = [];

  /** @throws NamespaceError with step "socket" */
  constructor(options: Options) {
    const { system } = withDefaults(options);
    this.#system = system;
    const questions = { nsidOf: (fd: number) => askNsid(fd, options), hasNsids: () => askForAny(options) };
    this.#lookup = attempt("socket", {}, () => new NsidLookup(questions, system));
  }

  /** Whether there are any ids. @throws NetlinkError @throws SyscallError @throws NamespaceError with step "socket" */
  hasAny(): boolean {
    return this.#lookup.hasAny();
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
