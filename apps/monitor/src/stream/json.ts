import type { NamespaceIdentity } from "@netns/core";
import type { WireIdentity, WireRecord, WireWhere } from "../wire.js";
import { type ItemRecord, type Named, OWN, type Place, type StreamRecord } from "./records.js";
import { isText, visibleJson, visibleName } from "./visible.js";

/** The version of what `--json` prints: a field may be added, but none taken away or changed without a new number. */
const SCHEMA_VERSION = 1;

/** A record as a JSON object on one line: schema/netns-monitor.schema.json. @param time ISO 8601, where it is told. */
export function asJson(record: StreamRecord, time?: string): string {
  return visibleJson(JSON.stringify(toWire(record, time)));
}

/** A record as an object for JSON. @param time ISO 8601, where it is told. */
export function toWire(record: StreamRecord, time?: string): WireRecord {
  const version = SCHEMA_VERSION;
  switch (record.type) {
    case "name-present":
    case "name-added":
    case "name-deleted": {
      const { type, name } = record;
      return { version, type, name: name.name, raw: rawOf(name), time };
    }
    case "nsid-present":
    case "nsid-added":
    case "nsid-deleted": {
      const { type, nsid, observer, targetNsid } = record;
      return { version, type, nsid, observer: identityFields(observer), targetNsid, time };
    }
    case "namespace": {
      const { change, namespace, identity, names } = record;
      const fields = { ...identityFields(identity), names: names.map(visibleName) };
      return { version, type: `namespace-${change}`, ...whereFields(namespace), ...fields, time };
    }
    case "item":
      return itemFields(record, time);
    default: {
      const { namespace, ...rest } = record;
      return { version, ...rest, ...whereFields(namespace), time };
    }
  }
}

function itemFields({ kind, change, namespace, id, fields }: ItemRecord, time: string | undefined): WireRecord {
  const type = `${kind}-${change}`;
  // The kind goes with the fields, which TypeScript does not see.
  return { version: SCHEMA_VERSION, type, ...whereFields(namespace), id, ...fields, time } as WireRecord;
}

function whereFields(namespace: Place | undefined): WireWhere {
  if (namespace === undefined) return {};
  return namespace === OWN ? { own: true } : { namespace: namespace.name, raw: rawOf(namespace) };
}

/** The name's bytes in hexadecimal, where they are not UTF-8. */
export function rawOf(name: Named): string | undefined {
  return isText(name) ? undefined : Buffer.from(name.rawName).toString("hex");
}

/** Both fit: the kernel has 32 bits for each. */
function identityFields({ device, inode }: NamespaceIdentity): WireIdentity {
  return { device: Number(device), inode: Number(inode) };
}
