import type { RtnetlinkClient } from "../client.js";
import { dump } from "./dump.js";
import type { ItemEvent, Observer, WatchEvent } from "./events.js";
import type { NsidList } from "./nsid-list.js";
import type { Look } from "./schedule.js";
import { subjects } from "./subjects.js";

/** Whom to ask, and what is known already. */
export interface SnapshotSource {
  readonly client: RtnetlinkClient;
  readonly observer: Observer;
  readonly nsids: NsidList;
}

interface AnyItem {
  readonly header: { readonly family: number };
}

/**
 * All that there is of some subjects. Each is listed when it is come to: what has changed by then is among the events
 * that wait meanwhile.
 *
 * @returns whether all lists were consistent.
 */
export function* snapshot(
  { client, observer, nsids }: SnapshotSource,
  { reason, subjects: wanted }: Look,
): Generator<WatchEvent, boolean> {
  yield { type: "snapshot-start", reason, subjects: wanted, observer };
  let consistent = true;
  let complete = true;
  for (const subject of wanted) {
    const { families, dumps } = subjects[subject];
    for (const family of dumps) {
      const listed = subject === "nsid" ? nsids.list(client, family) : dump<AnyItem>(client, subject, family);
      consistent &&= listed.consistent;
      complete &&= listed.complete;
      for (const item of listed.items) {
        // A family that is missing is answered with all others' by some dumps.
        if (!families.includes(item.header.family)) continue;
        yield { type: "present", subject, item, flags: 0, own: true, nsid: undefined, observer } as ItemEvent;
      }
    }
  }
  yield { type: "snapshot-end", subjects: wanted, consistent, complete, observer };
  return consistent;
}
