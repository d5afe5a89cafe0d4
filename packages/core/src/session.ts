import { NsidAssigner, questionsTo, type RtnetlinkClient } from "@netns/rtnetlink";
import type { System } from "@netns/syscall";
import { attempt } from "./errors.js";
import { type NamespaceIdentity, readOwnIdentity } from "./identity.js";
import { openClientIn } from "./open-client.js";

/** The calling thread's network namespace, and a client in it. */
interface Home {
  readonly client: RtnetlinkClient;
  readonly identity: NamespaceIdentity;
}

/**
 * What many operations in a row share, that each would open or prepare for itself: a netlink client in the thread's
 * network namespace, and the preparation of the run directory. For one thread, which must be in the same namespace
 * whenever it is used. Close it, or declare it with `using`.
 *
 * @example
 * using session = new Session();
 * for (const name of names) {
 *   createNamespace(name, { session }).close();
 *   setNsid(name, "auto", { session });
 * }
 */
export class Session implements Disposable {
  #home: Home | undefined;
  #assigner: NsidAssigner | undefined;
  #runDir: string | undefined;

  /**
   * The next operation prepares the run directory again. While it does not, a name is still made where somebody has
   * unmounted the directory meanwhile, but not seen in other mount namespaces: so call this after whatever takes time.
   */
  forgetRunDir(): void {
    this.#runDir = undefined;
  }

  /** @internal @throws NamespaceError with step "open-home" or "socket" */
  home(system: System): Home {
    this.#home ??= { identity: readOwnIdentity(system), client: openClientIn(undefined, system) };
    return this.#home;
  }

  /** For the same namespace as `home`'s client. @internal @throws NamespaceError as `home` */
  assigner(system: System): NsidAssigner {
    this.#assigner ??= attempt("socket", {}, () => {
      const { client } = this.home(system);
      return new NsidAssigner(questionsTo(client), system, client.openSocket());
    });
    return this.#assigner;
  }

  /** Whether this run directory was prepared, and not forgotten. @internal */
  hasPrepared(runDir: string): boolean {
    return this.#runDir === runDir;
  }

  /** @internal */
  setPrepared(runDir: string): void {
    this.#runDir = runDir;
  }

  close(): void {
    this.#assigner?.close();
    this.#assigner = undefined;
    this.#home?.client.close();
    this.#home = undefined;
    this.#runDir = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
