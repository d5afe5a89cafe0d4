import type { WatchEvent } from "@netns/core";

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
      return `nsid ${event.nsid}`;
    case "nsid-deleted":
      return `deleted nsid ${event.nsid}`;
    case "resync":
      return `resync ${event.reason}`;
    case "snapshot":
      return undefined;
  }
};

/** One JSON object. `raw` is the name's bytes in hex, where they are not UTF-8. */
export const asJson: Format = (event) => {
  if (event.type === "snapshot") return undefined;
  if (event.type !== "name-added" && event.type !== "name-deleted")
    return JSON.stringify({ version: SCHEMA_VERSION, ...event });
  const { type, name, rawName } = event;
  const bytes = Buffer.from(rawName);
  const raw = Buffer.from(name).equals(bytes) ? undefined : bytes.toString("hex");
  return JSON.stringify({ version: SCHEMA_VERSION, type, name, raw });
};
