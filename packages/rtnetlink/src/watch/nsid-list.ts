import { nsidMessage, RTM_GETNSID } from "@netns/netlink";
import type { RtnetlinkClient } from "../client.js";
import { NetlinkError } from "../errors.js";
import { mayBeCut } from "../verbs/nsid.js";
import { dump, type Listed } from "./dump.js";
import type { ItemEvent } from "./events.js";
import type { Items } from "./subjects.js";

type Nsid = Items["nsid"];

/**
 * The ids that a watch has told of. Linux 6.18 ends a list of them after the first datagram, some 1,150 in ascending
 * order, and does not say so. So those that are known and not in it are asked for one by one: what the watch has told of
 * is not taken for gone while it is there. And so are those behind them, and behind the end of the list.
 */
export class NsidList {
  #known = new Set<number>();

  /** What is told besides lists. */
  feed({ type, subject, item, own }: ItemEvent): void {
    if (subject !== "nsid" || !own || item.attributes.nsid === undefined) return;
    if (type === "deleted") this.#known.delete(item.attributes.nsid);
    else this.#known.add(item.attributes.nsid);
  }

  /** All that can be found. It is not complete where the kernel has cut the list, or may have. */
  list(client: RtnetlinkClient, family: number): Listed<Nsid> {
    const { items, consistent } = dump<Nsid>(client, "nsid", family);
    const listed = numbers(items);
    const more = [...unlisted(client, new Set(listed), [(listed.at(-1) ?? -1) + 1, ...this.#known])];
    this.#known = new Set([...listed, ...numbers(more)]);
    return { items: [...items, ...more], consistent, complete: more.length === 0 && !mayBeCut(items.length) };
  }
}

/** From each of these on, as long as there are some: the kernel gives the lowest free id, so they follow each other. */
function* unlisted(client: RtnetlinkClient, found: Set<number>, from: readonly number[]): Generator<Nsid> {
  for (const first of from) {
    for (let nsid = first; !found.has(nsid); nsid++) {
      const item = ask(client, nsid);
      if (item === undefined) break;
      found.add(nsid);
      yield item;
    }
  }
}

function numbers(items: readonly Nsid[]): number[] {
  return items.flatMap(({ attributes: { nsid } }) => nsid ?? []);
}

function ask(client: RtnetlinkClient, nsid: number): Nsid | undefined {
  try {
    return client.request({ codec: nsidMessage, type: RTM_GETNSID, message: { attributes: { nsid } } })[0];
  } catch (error) {
    // EINVAL: before Linux 5.0 ids could not be asked for, and lists were not cut.
    if (error instanceof NetlinkError && (error.code === "ENOENT" || error.code === "EINVAL")) return undefined;
    throw error;
  }
}
