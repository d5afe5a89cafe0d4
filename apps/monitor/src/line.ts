import type { NsidEvent, SnapshotEvent, WatchEvent } from "@netns/core";

/** The version of what `--json` prints: a field may be added, but none taken away or changed without a new number. */
const SCHEMA_VERSION = 1;

/** The line for an event, or undefined for one that is not shown. */
export type Format = (event: WatchEvent) => string | undefined;

/** Names in the words of `ip netns monitor`, ids in those of `ip monitor nsid`. */
export const asText: Format = (event) => {
  switch (event.type) {
    case "name-added":
      return `add ${event.name}`;
    case "name-deleted":
      return `delete ${event.name}`;
    case "nsid-added":
      return `${label(event)}nsid ${event.nsid}`;
    case "nsid-deleted":
      return `${label(event)}deleted nsid ${event.nsid}`;
    case "resync":
      return `resync ${event.reason}`;
    case "snapshot":
      return undefined;
  }
};

/** Whose id it is, as `ip monitor all-nsid` has it; nothing for the observer's own. */
function label({ targetNsid }: NsidEvent): string {
  return targetNsid === undefined ? "" : `[nsid ${targetNsid}]`;
}

/** One JSON object. `raw` is the name's bytes in hex, where they are not UTF-8. */
export const asJson: Format = (event) => {
  if (event.type === "snapshot") return undefined;
  return JSON.stringify({ version: SCHEMA_VERSION, ...fieldsOf(event) });
};

function fieldsOf(event: Exclude<WatchEvent, SnapshotEvent>): object {
  if (event.type === "resync") return event;
  if ("nsid" in event) {
    const { type, nsid, observer, targetNsid } = event;
    // Both fit: the kernel has 32 bits for each.
    return { type, nsid, observer: { device: Number(observer.device), inode: Number(observer.inode) }, targetNsid };
  }
  const { type, name, rawName } = event;
  const bytes = Buffer.from(rawName);
  return { type, name, raw: Buffer.from(name).equals(bytes) ? undefined : bytes.toString("hex") };
}
