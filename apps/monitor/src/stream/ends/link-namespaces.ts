import { type Namespace, type NamespaceIdentity, openNamespace } from "@netns/core";
import { openClient, type RtnetlinkClient } from "@netns/rtnetlink";
import { keyOfIdentity } from "../../identity-key.js";
import { type Named, OWN, type Place } from "../records.js";
import type { LinkEnd } from "./link-ends.js";
import { Mender } from "./mender.js";
import { type Candidate, isOfTheSystem, type Observer, type Target } from "./observer.js";
import { type Directory, Resolver } from "./resolver.js";

/** A namespace that is watched, with what leads to it. */
interface Member {
  readonly identity: NamespaceIdentity;
  readonly entries: readonly { readonly place: Place }[];
  readonly observer: Observer;
}

/** A name whose namespace is not watched. */
interface Other {
  readonly name: Named;
  timer: NodeJS.Timeout | undefined;
}

/** Milliseconds until a name is tried again that no namespace is mounted on yet. */
const FIRST_DELAY = 1;
const LAST_DELAY = 4000;

/** As long as nothing has switched it, the main thread is where the process began. */
export const OWN_PATH = "/proc/thread-self/ns/net";

/** To which namespaces links lead: by the ids that the kernel tells of them, and when it does not tell. */
export class LinkNamespaces implements Directory {
  readonly #members: ReadonlyMap<string, Member>;
  readonly #runDir: string;
  readonly #others = new Map<string, Other>();
  readonly #resolver: Resolver;
  readonly #mender: Mender;
  readonly #ownKey: string;

  /** @param members By their keys. */
  constructor(members: ReadonlyMap<string, Member>, runDir: string, onFailure: (error: unknown) => void) {
    this.#members = members;
    this.#runDir = runDir;
    this.#resolver = new Resolver(this, onFailure);
    this.#mender = new Mender(members);
    using own = openNamespace({ path: OWN_PATH });
    this.#ownKey = keyOfIdentity(own);
  }

  get isListing(): boolean {
    return [...this.#members.values()].some(({ observer }) => !observer.ends.isListed);
  }

  get own(): Candidate {
    return this.#candidateBy(OWN);
  }

  get candidates(): Candidate[] {
    const members = [...this.#members.values()].flatMap(({ observer }) => this.candidateOf(observer) ?? []);
    return [this.own, ...members, ...[...this.#others.values()].map(({ name }) => this.#candidateBy(name))];
  }

  candidateOf({ key }: Observer): Candidate | undefined {
    const place = this.#members.get(key)?.entries[0]?.place;
    return place && { ...this.#candidateBy(place), open: () => this.#openMember(key) };
  }

  resolve(observer: Observer): Promise<void> {
    return this.#resolver.resolve(observer);
  }

  /** @returns undefined when none of its names leads there any more. @throws SyscallError */
  openClient({ key }: Observer): RtnetlinkClient | undefined {
    // Without rights, too.
    if (key === this.#ownKey) return openClient();
    using namespace = this.#openMember(key);
    return namespace && openClient({ namespace });
  }

  /** A link leads elsewhere. */
  onEnd(observer: Observer, ifindex: number, before: LinkEnd | undefined, after: LinkEnd | undefined): void {
    if (after === undefined) this.#mender.onGone(observer, ifindex, before);
    this.#resolver.onEnd(observer, ifindex, before, after);
  }

  /** A link was told of, or all of them: what they lead to is known as far as it can be. */
  onLinks(observer: Observer, ifindex: number | undefined): void {
    if (ifindex === undefined) this.#mender.onListed(observer);
    else this.#mender.onLink(observer, ifindex);
  }

  /** A namespace is watched from now on. */
  onMember(observer: Observer): void {
    const candidate = this.candidateOf(observer);
    // Links that come in pairs are found by their other ends.
    if (candidate !== undefined) this.#resolver.askAbout(candidate, [...this.#observers].filter(hasOpenUppers));
  }

  /** A watched namespace has other names, or is not watched any more. */
  onNames(key: string): void {
    const isWatched = this.#members.has(key);
    const isGone = !isWatched && key !== this.#ownKey;
    for (const observer of this.#observers) {
      const nsids = nsidsOf(observer, (target) => target.key === key);
      if (isGone) this.#forget(observer, nsids);
      else if (nsids.length > 0) observer.tellLinks(nsids);
    }
    // Nobody waits for its links any more.
    if (!isWatched) this.#resolver.wake();
  }

  /** A name whose namespace is not watched. */
  addOther(name: Named): void {
    this.deleteOther(name);
    const other: Other = { name, timer: undefined };
    this.#others.set(keyOfName(name), other);
    this.#meet(other, FIRST_DELAY);
  }

  deleteOther(name: Named): void {
    const other = this.#others.get(keyOfName(name));
    if (other === undefined) return;
    clearTimeout(other.timer);
    for (const observer of this.#observers) {
      this.#forget(
        observer,
        nsidsOf(observer, (target) => target.name === other.name),
      );
    }
    this.#others.delete(keyOfName(name));
  }

  close(): void {
    for (const { timer } of this.#others.values()) clearTimeout(timer);
    this.#resolver.close();
    this.#mender.close();
  }

  /** Links may lead to it, once there is a namespace behind the name: nothing tells when. */
  #meet(other: Other, delay: number): void {
    const namespace = this.#tryToOpen(other.name);
    if (namespace === undefined) {
      other.timer = setTimeout(() => this.#meet(other, Math.min(2 * delay, LAST_DELAY)), delay);
      return;
    }
    namespace.close();
    this.#resolver.askAbout(this.#candidateBy(other.name), this.#observers);
  }

  get #observers(): Observer[] {
    return [...this.#members.values()].map(({ observer }) => observer);
  }

  #forget(observer: Observer, nsids: readonly number[]): void {
    if (nsids.length === 0) return;
    for (const nsid of nsids) observer.targets.set(nsid, undefined);
    observer.tellLinks(nsids);
  }

  #candidateBy(place: Place): Candidate {
    return {
      open: () => this.#open(place),
      targetOf: (identity) => this.#targetOf(identity, place === OWN ? undefined : place),
    };
  }

  /** By whichever of its names leads there: that one has lost its mount, nothing tells. */
  #openMember(key: string): Namespace | undefined {
    for (const { place } of this.#members.get(key)?.entries ?? []) {
      const namespace = this.#tryToOpen(place);
      if (namespace !== undefined && keyOfIdentity(namespace) === key) return namespace;
      namespace?.close();
    }
    return undefined;
  }

  #tryToOpen(place: Place): Namespace | undefined {
    try {
      return this.#open(place);
    } catch (error) {
      if (!isOfTheSystem(error)) throw error;
      return undefined;
    }
  }

  #open(place: Place): Namespace {
    return place === OWN ? openNamespace({ path: OWN_PATH }) : openNamespace(place.rawName, { runDir: this.#runDir });
  }

  #targetOf(identity: NamespaceIdentity, name: Named | undefined): Target {
    const key = keyOfIdentity(identity);
    const firstName = () => this.#firstNameOf(key) ?? (name && this.#others.get(keyOfName(name))?.name);
    return {
      key,
      identity,
      isOwn: key === this.#ownKey,
      get name() {
        return firstName();
      },
    };
  }

  /** Of a namespace that is watched. */
  #firstNameOf(key: string): Named | undefined {
    for (const { place } of this.#members.get(key)?.entries ?? []) if (place !== OWN) return place;
    return undefined;
  }
}

function nsidsOf({ targets }: Observer, isMeant: (target: Target) => boolean): number[] {
  return [...targets].filter(([, target]) => target !== undefined && isMeant(target)).map(([nsid]) => nsid);
}

/** Whether it has links that lead to one beneath in a namespace of which nothing is known. */
function hasOpenUppers({ ends, targets }: Observer): boolean {
  if (![...targets.values()].includes(undefined)) return false;
  return [...ends].some(([, { nsid, isPair }]) => nsid !== undefined && !isPair && targets.get(nsid) === undefined);
}

function keyOfName({ rawName }: Named): string {
  return Buffer.from(rawName).toString("latin1");
}
