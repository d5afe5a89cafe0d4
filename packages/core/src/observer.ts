import type { RtnetlinkClient } from "@netns/rtnetlink";
import { attempt } from "./errors.js";
import { type NamespaceIdentity, readIdentityOf } from "./identity.js";
import { type NamespaceSource, withNamespaceFile } from "./namespace.js";
import { openClientIn } from "./open-client.js";
import { type Options, withDefaults } from "./paths.js";
import { Session } from "./session.js";

/** An nsid means something only to its observer: the network namespace whose table it stands in. */
export interface ObserverOptions extends Options {
  /** The observer. Default: the calling thread's network namespace. */
  readonly observer?: NamespaceSource | undefined;
}

/** An answer, and in whose table it stands. */
export interface Observed {
  /** The network namespace whose ids these are. */
  readonly observer: NamespaceIdentity;
}

/** A namespace's id. */
export interface NsidAnswer extends Observed {
  /** Undefined: the observer has none for it. */
  readonly nsid: number | undefined;
}

/**
 * Gives a client in the observer to a function, for as long as that takes.
 *
 * @throws NamespaceError as `getNsid`, for the observer.
 */
export function withObserver<T>(
  options: ObserverOptions,
  use: (client: RtnetlinkClient, observer: NamespaceIdentity) => T,
): T {
  const paths = withDefaults(options);
  const { system } = paths;
  if (options.observer === undefined) {
    using own = new Session();
    const { client, identity } = (options.session ?? own).home(system);
    return use(client, identity);
  }
  return withNamespaceFile(options.observer, paths, (file) => {
    const identity = attempt("stat", {}, () => readIdentityOf(file, system));
    using client = openClientIn(file, system);
    return use(client, identity);
  });
}
