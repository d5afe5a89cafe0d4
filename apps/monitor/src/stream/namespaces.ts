import { statSync } from "node:fs";
import { isSameNamespace, type Namespace, type NamespaceIdentity, openNamespace } from "@netns/core";
import { Inside, type InsideOptions, type Tell } from "./inside.js";
import type { Named } from "./records.js";

export interface NamespacesOptions extends Omit<InsideOptions, "snapshot"> {
  readonly runDir: string;
}

/** A namespace that is watched, with the names that it has: the first is the one it is told by. */
interface Member {
  readonly identity: NamespaceIdentity;
  readonly names: Entry[];
  readonly inside: Inside;
}

/** A name in the run directory. */
interface Entry {
  readonly name: Named;
  /** Whether what there is in it at first is told. */
  snapshot: boolean;
  member: Member | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Milliseconds until the next attempt. */
  delay: number;
  /** What was told of why it cannot be watched. */
  complaint: string | undefined;
}

const FIRST_DELAY = 1;
const LAST_DELAY = 4000;

/**
 * The watches of all namespaces that have a name: one for each namespace, however many names it has, from its first name
 * until its last is gone. No descriptor of a namespace's file stays open.
 */
export class Namespaces {
  readonly #options: NamespacesOptions;
  readonly #tell: Tell;
  readonly #onFailure: (error: unknown) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #members = new Map<string, Member>();
  #past = { overruns: 0, dropped: 0, snapshots: 0 };

  /** @param onFailure What nobody has expected. */
  constructor(options: NamespacesOptions, tell: Tell, onFailure: (error: unknown) => void) {
    this.#options = options;
    this.#tell = tell;
    this.#onFailure = onFailure;
  }

  get statistics() {
    const sum = { ...this.#past, remembered: 0 };
    for (const { inside } of this.#members.values()) add(sum, inside.statistics);
    return { names: this.#entries.size, namespaces: this.#members.size, ...sum };
  }

  /** A name is there. */
  add(name: Named, snapshot: boolean): void {
    const key = keyOfName(name);
    this.delete(name);
    const entry: Entry = {
      name,
      snapshot,
      member: undefined,
      timer: undefined,
      delay: FIRST_DELAY,
      complaint: undefined,
    };
    this.#entries.set(key, entry);
    this.#open(entry);
  }

  /** A name is gone. With its last name a namespace is let go at once. */
  delete(name: Named): void {
    const key = keyOfName(name);
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#leave(entry);
  }

  /** Looks whether names still lead where they led: nothing tells of a mount, and events may have been lost. */
  check(): void {
    for (const entry of this.#entries.values()) {
      if (entry.member === undefined || this.#isAt(entry, entry.member.identity)) continue;
      this.#leave(entry);
      this.#complain(entry, "its name leads elsewhere");
      entry.snapshot = true;
      entry.delay = FIRST_DELAY;
      this.#open(entry);
    }
  }

  close(): void {
    // First: so that what loses one of its names now does not tell all by another.
    for (const { inside } of this.#members.values()) inside.close();
    for (const entry of this.#entries.values()) this.#leave(entry);
    this.#entries.clear();
  }

  #isAt({ name }: Entry, identity: NamespaceIdentity): boolean {
    try {
      const path = Buffer.concat([Buffer.from(`${this.#options.runDir}/`), name.rawName]);
      const { dev: device, ino: inode } = statSync(path, { bigint: true });
      return isSameNamespace({ device, inode }, identity);
    } catch {
      return false;
    }
  }

  #open(entry: Entry): void {
    try {
      using namespace = openNamespace(entry.name.rawName, { runDir: this.#options.runDir });
      this.#join(entry, namespace);
      entry.complaint = undefined;
    } catch (error) {
      if (!isOfTheSystem(error)) throw error;
      // Not mounted yet, or gone already; a stale file is no news either.
      if (error.code !== "EINVAL" && error.code !== "ENOENT") this.#complain(entry, error.message);
      this.#openLater(entry);
    }
  }

  /** A name may come before its namespace is mounted on it, and nothing tells when it is; others lack rights or room. */
  #openLater(entry: Entry): void {
    entry.timer = setTimeout(() => {
      entry.timer = undefined;
      this.#open(entry);
    }, entry.delay);
    entry.delay = Math.min(2 * entry.delay, LAST_DELAY);
  }

  #complain(entry: Entry, reason: string): void {
    if (entry.complaint === reason) return;
    entry.complaint = reason;
    void this.#tell({ type: "not-watched", namespace: entry.name, reason });
  }

  #join(entry: Entry, namespace: Namespace): void {
    const key = `${namespace.device}:${namespace.inode}`;
    let member = this.#members.get(key);
    if (member === undefined) {
      const names: Entry[] = [entry];
      const name = () => (names[0] ?? entry).name;
      const options = { ...this.#options, snapshot: entry.snapshot };
      const identity = { device: namespace.device, inode: namespace.inode };
      member = { identity, names, inside: new Inside(namespace, name, options, this.#tell) };
      this.#members.set(key, member);
      void this.#run(key, member);
    } else {
      member.names.push(entry);
    }
    entry.member = member;
  }

  async #run(key: string, member: Member): Promise<void> {
    try {
      await member.inside.run();
    } catch (error) {
      if (this.#members.get(key) !== member) return;
      if (!isOfTheSystem(error)) return this.#onFailure(error);
      for (const entry of [...member.names]) {
        this.#leave(entry);
        this.#complain(entry, error.message);
        entry.snapshot = true;
        this.#openLater(entry);
      }
    }
  }

  #leave(entry: Entry): void {
    clearTimeout(entry.timer);
    entry.timer = undefined;
    const { member } = entry;
    entry.member = undefined;
    if (member === undefined) return;
    const at = member.names.indexOf(entry);
    member.names.splice(at, 1);
    if (member.names.length > 0) {
      if (at === 0) member.inside.tellAgain();
      return;
    }
    this.#members.delete(`${member.identity.device}:${member.identity.inode}`);
    member.inside.close();
    add(this.#past, member.inside.statistics);
  }
}

function keyOfName({ rawName }: Named): string {
  return Buffer.from(rawName).toString("latin1");
}

function add<T extends Record<string, number>>(sum: T, more: Readonly<Record<keyof T, number>>): void {
  for (const key in sum) sum[key] = ((sum[key] ?? 0) + more[key]) as T[typeof key];
}

/** Of the kernel's, by any layer: that the namespace is not to be had at the moment. */
function isOfTheSystem(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && /^E[A-Z0-9]+$/.test(String(error.code));
}
