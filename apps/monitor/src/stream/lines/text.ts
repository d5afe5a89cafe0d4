import { type ItemRecord, type NsidRecord, OWN, type ResyncRecord, type StreamRecord } from "../records.js";
import { addressText } from "../things/addresses.js";
import { fdbText } from "../things/fdb.js";
import { linkText } from "../things/links.js";
import { neighborText } from "../things/neighbors.js";
import { nexthopText } from "../things/nexthops.js";
import { routeText } from "../things/routes.js";
import { ruleText } from "../things/rules.js";
import { visible, visibleName } from "../visible.js";

/** A record as a line for people, or undefined for one that says nothing to them. */
export function asText(record: StreamRecord): string | undefined {
  switch (record.type) {
    // In the words of `ip netns monitor`.
    case "name-present":
      return `present ${visibleName(record.name)}`;
    case "name-added":
      return `add ${visibleName(record.name)}`;
    case "name-deleted":
      return `delete ${visibleName(record.name)}`;
    case "nsid-present":
    case "nsid-added":
    case "nsid-deleted":
      return nsidText(record);
    case "item":
      return itemText(record);
    case "resync":
      return `${label(record)}resync ${record.reason}`;
    case "not-watched":
      return `${label(record)}not watched: ${visible(record.reason)}`;
    case "namespace":
    case "snapshot-end":
      return undefined;
  }
}

/** In the words of `ip monitor nsid`; with `[nsid 5]`, the table that it stands in, as `ip monitor all-nsid` has it. */
function nsidText({ type, nsid, targetNsid }: NsidRecord): string {
  const where = targetNsid === undefined ? "" : `[nsid ${targetNsid}]`;
  const change = { "nsid-present": "present ", "nsid-added": "", "nsid-deleted": "deleted " }[type];
  return `${where}${change}nsid ${nsid}`;
}

function itemText(record: ItemRecord): string {
  const change = { present: "present ", changed: "", deleted: "Deleted " }[record.change];
  return `${label(record)}${change}${record.kind} ${visible(fieldsText(record))}`;
}

function fieldsText(record: ItemRecord): string {
  switch (record.kind) {
    case "link":
      return linkText(record.fields);
    case "address":
      return addressText(record.fields);
    case "route":
      return routeText(record.fields);
    case "nexthop":
      return nexthopText(record.fields);
    case "rule":
      return ruleText(record.fields);
    case "neighbor":
      return neighborText(record.fields);
    case "fdb":
      return fdbText(record.fields);
  }
}

/** What is the caller's own stands without, as in `ip monitor`. */
function label({ namespace }: Pick<ResyncRecord, "namespace">): string {
  return namespace === undefined || namespace === OWN ? "" : `[netns ${visibleName(namespace)}]`;
}
