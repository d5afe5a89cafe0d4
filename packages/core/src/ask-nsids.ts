import { getNsid, hasNsids, type RtnetlinkClient } from "@netns/rtnetlink";
import { type Options, withDefaults } from "./paths.js";
import { Session } from "./session.js";

/**
 * Asks for what `NsidLookup` has no plain answer to. It takes all of a client, and hardly ever happens: in a file of its
 * own, because a command that has to start quickly loads it only then.
 */
function ask<T>(options: Options, question: (client: RtnetlinkClient) => T): T {
  using own = new Session();
  return question((options.session ?? own).home(withDefaults(options).system).client);
}

/** The id that the calling thread's namespace has for the one that is open. @throws as `listNamespaces` */
export function askNsid(fd: number, options: Options): number | undefined {
  return ask(options, (client) => getNsid(client, { fd }).nsid);
}

/** Whether it has any. @throws as `listNamespaces` */
export function askForAny(options: Options): boolean {
  return ask(options, hasNsids);
}
