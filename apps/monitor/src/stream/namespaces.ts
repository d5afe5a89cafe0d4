import { statSync } from "node:fs";
import { isSameNamespace, type Namespace, type NamespaceIdentity, openNamespace } from "@netns/core";
import { keyOfIdentity } from "../identity-key.js";
import { LinkNamespaces, OWN_PATH } from "./ends/link-namespaces.js";
import { isOfTheSystem } from "./ends/observer.js";
import { Inside, type InsideOptions } from "./inside.js";
import { type Change, type Named, OWN, type Place } from "./records.js";
import type { SourceStatistics, TellRecord } from "./source.js";

export interface NamespacesOptions extends InsideOptions {
  readonly runDir: string;
}

/** A namespace that is watched, with the entries that lead to it: the first is the one it is told by. */
interface Member {
  readonly identity: NamespaceIdentity;
  readonly entries: Entry[];
  readonly observer: Inside;
}

/** A name in the run directory, or the monitor's own namespace, which needs none. */
interface Entry {
  readonly place: Place;
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
 * The watches of all namespaces that have a name, and of the monitor's own: one for each namespace, however many names it
 * has, from its first name until its last is gone. No descriptor of a namespace's file stays open.
 */
export class Namespaces {
  readonly #options: NamespacesOptions;
  readonly #tell: TellRecord;
  readonly #onFailure: (error: unknown) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #members = new Map<string, Member>();
  readonly #links: LinkNamespaces;
  #isClosed = false;
  #past = { overruns: 0, dropped: 0, snapshots: 0 };

  /** @param onFailure What nobody has expected. */
  constructor(options: NamespacesOptions, tell: TellRecord, onFailure: (error: unknown) => void) {
    this.#options = options;
    this.#tell = tell;
    this.#onFailure = onFailure;
    this.#links = new LinkNamespaces(this.#members, options.runDir, onFailure);
  }

  get statistics(): Omit<SourceStatistics, "names"> {
    const sum = { ...this.#past, remembered: 0 };
    for (const { observer } of this.#members.values()) add(sum, observer.statistics);
    return { namespaces: this.#members.size, ...sum };
  }

  /** A name is there. @param snapshot Whether what there is in it at first is told. */
  add(name: Named, snapshot: boolean): void {
    this.delete(name);
    this.#add(name, snapshot);
  }

  /** A name whose namespace is not looked into: links elsewhere may refer to it. */
  addOther(name: Named): void {
    this.#links.addOther(name);
  }

  /** Also the namespace that the monitor runs in. */
  addOwn(): void {
    this.#add(OWN, this.#options.snapshot);
  }

  /** A name is gone. With its last name a namespace is let go at once. */
  delete(name: Named): void {
    this.#links.deleteOther(name);
    const key = keyOfPlace(name);
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
    // Nothing is told any more: not that they end, nor, of what loses one of its names now, all by another.
    this.#isClosed = true;
    for (const { observer } of this.#members.values()) observer.close();
    for (const entry of this.#entries.values()) this.#leave(entry);
    this.#entries.clear();
    this.#links.close();
  }

  #add(place: Place, snapshot: boolean): void {
    const entry: Entry = {
      ...{ place, snapshot, member: undefined, timer: undefined, delay: FIRST_DELAY, complaint: undefined },
    };
    this.#entries.set(keyOfPlace(place), entry);
    this.#open(entry);
  }

  #isAt({ place }: Entry, identity: NamespaceIdentity): boolean {
    if (place === OWN) return true;
    try {
      const { dev: device, ino: inode } = statSync(this.#pathOf(place), { bigint: true });
      return isSameNamespace({ device, inode }, identity);
    } catch {
      return false;
    }
  }

  #open(entry: Entry): void {
    try {
      using namespace = this.#openPlace(entry.place);
      this.#join(entry, namespace);
      entry.complaint = undefined;
    } catch (error) {
      if (!isOfTheSystem(error)) throw error;
      // Not mounted yet, or gone already; a stale file is no news either.
      if (!this.#isBare(entry, error.code)) this.#complain(entry, error.message);
      this.#openLater(entry);
    }
  }

  /**
   * Whether there is nothing behind a name. Its file has no rights at all (ip(8) makes it with mode 0): who lacks
   * CAP_DAC_OVERRIDE is refused where others see that it is none of a namespace.
   */
  #isBare({ place }: Entry, code: string): boolean {
    if (code === "EINVAL" || code === "ENOENT") return true;
    if (code !== "EACCES" || place === OWN) return false;
    const mode = statSync(this.#pathOf(place), { throwIfNoEntry: false })?.mode ?? 0;
    return (mode & 0o777) === 0;
  }

  #pathOf({ rawName }: Named): Buffer {
    return Buffer.concat([Buffer.from(`${this.#options.runDir}/`), rawName]);
  }

  #openPlace(place: Place): Namespace {
    return place === OWN
      ? openNamespace({ path: OWN_PATH })
      : openNamespace(place.rawName, { runDir: this.#options.runDir });
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
    void this.#tell({ type: "not-watched", namespace: entry.place, reason });
  }

  #join(entry: Entry, namespace: Namespace): void {
    const key = keyOfIdentity(namespace);
    const member = this.#members.get(key);
    if (member === undefined) {
      this.#begin(entry, namespace);
      return;
    }
    entry.member = member;
    // What is the monitor's own is told as that, whatever names it has.
    if (entry.place === OWN) member.entries.unshift(entry);
    else member.entries.push(entry);
    this.#tellNames(member, entry.place === OWN);
  }

  #begin(entry: Entry, namespace: Namespace): void {
    const entries: Entry[] = [entry];
    const { device, inode } = namespace;
    const identity = { device, inode };
    const place = () => (entries[0] ?? entry).place;
    const options = { ...this.#options, snapshot: entry.snapshot };
    const observer: Inside = new Inside(entry.place === OWN ? undefined : namespace, options, {
      key: keyOfIdentity(identity),
      place,
      tell: this.#tell,
      onEnd: (...end) => this.#links.onEnd(observer, ...end),
      onLinks: (ifindex) => this.#links.onLinks(observer, ifindex),
      resolve: () => this.#links.resolve(observer),
      openClient: () => this.#links.openClient(observer),
      onFailure: this.#onFailure,
    });
    const member: Member = { identity, entries, observer };
    entry.member = member;
    this.#members.set(observer.key, member);
    this.#tellMember(member, "present");
    this.#links.onMember(observer);
    void this.#run(member);
  }

  async #run(member: Member): Promise<void> {
    try {
      await member.observer.run();
    } catch (error) {
      if (this.#members.get(keyOfIdentity(member.identity)) !== member) return;
      if (!isOfTheSystem(error)) return this.#onFailure(error);
      for (const entry of [...member.entries]) {
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
    const at = member.entries.indexOf(entry);
    if (member.entries.length > 1) {
      member.entries.splice(at, 1);
      this.#tellNames(member, at === 0);
      return;
    }
    this.#members.delete(keyOfIdentity(member.identity));
    this.#tellMember(member, "deleted");
    member.observer.close();
    add(this.#past, member.observer.statistics);
    this.#links.onNames(member.observer.key);
  }

  /** @param isAnother Whether it is told by another one from here on. */
  #tellNames(member: Member, isAnother: boolean): void {
    this.#tellMember(member, "changed");
    this.#links.onNames(member.observer.key);
    if (isAnother) member.observer.tellAgain();
  }

  #tellMember({ identity, entries }: Member, change: Change): void {
    const places = entries.map(({ place }) => place);
    const [namespace] = places;
    if (namespace === undefined || this.#isClosed) return;
    void this.#tell({ type: "namespace", change, namespace, identity, names: places.filter((place) => place !== OWN) });
  }
}

function keyOfPlace(place: Place): string {
  // No name has a slash.
  return place === OWN ? "/" : Buffer.from(place.rawName).toString("latin1");
}

function add<T extends Record<string, number>>(sum: T, more: Readonly<Record<keyof T, number>>): void {
  for (const key in sum) sum[key] = ((sum[key] ?? 0) + more[key]) as T[typeof key];
}
