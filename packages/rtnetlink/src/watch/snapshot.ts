import type { RtnetlinkClient } from "../client.js";
import { DumpInterruptedError, NetlinkError } from "../errors.js";
import type { ItemEvent, Observer, SnapshotReason, WatchEvent } from "./events.js";
import { type Subject, subjects } from "./subjects.js";

/** A family that the kernel does not have, or not any more. */
const LACKING = new Set(["EAFNOSUPPORT", "EOPNOTSUPP", "EPFNOSUPPORT"]);

/**
 * All that there is of some subjects. Each is listed when it is come to: what has changed by then is among the events
 * that wait meanwhile.
 *
 * @returns whether all lists were consistent.
 */
export function* snapshot(
  client: RtnetlinkClient,
  reason: SnapshotReason,
  wanted: readonly Subject[],
  observer: Observer,
): Generator<WatchEvent, boolean> {
  yield { type: "snapshot-start", reason, subjects: wanted, observer };
  let consistent = true;
  for (const subject of wanted) {
    const { families, dumps } = subjects[subject];
    for (const family of dumps) {
      const dumped = dump(client, subject, family);
      consistent &&= dumped.consistent;
      for (const item of dumped.items) {
        // A family that is missing is answered with all others' by some dumps.
        if (!families.includes(item.header.family)) continue;
        yield { type: "present", subject, item, flags: 0, own: true, nsid: undefined, observer } as ItemEvent;
      }
    }
  }
  yield { type: "snapshot-end", subjects: wanted, consistent, observer };
  return consistent;
}

interface AnyItem {
  readonly header: { readonly family: number };
}

function dump(client: RtnetlinkClient, subject: Subject, family: number) {
  const { codec, get } = subjects[subject];
  try {
    const { entries } = client.dump({ codec, type: get, message: { header: { family }, attributes: {} } });
    return { items: entries as readonly AnyItem[], consistent: true };
  } catch (error) {
    if (error instanceof DumpInterruptedError) return { items: error.partial as readonly AnyItem[], consistent: false };
    if (error instanceof NetlinkError && LACKING.has(error.code)) return { items: [], consistent: true };
    throw error;
  }
}
