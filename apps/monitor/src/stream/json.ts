import type { NamespaceIdentity } from "@netns/core";
import type { Named, StreamRecord } from "./records.js";
import { isText, visibleJson } from "./visible.js";

/** The version of what `--json` prints: a field may be added, but none taken away or changed without a new number. */
const SCHEMA_VERSION = 1;

/** A record as a JSON object on one line: schema/netns-monitor.schema.json. @param time ISO 8601, where it is told. */
export function asJson(record: StreamRecord, time?: string): string {
  return visibleJson(JSON.stringify({ version: SCHEMA_VERSION, ...fieldsOf(record), time }));
}

function fieldsOf(record: StreamRecord): { readonly type: string } & Readonly<Record<string, unknown>> {
  switch (record.type) {
    case "name-present":
    case "name-added":
    case "name-deleted": {
      const { type, name } = record;
      return { type, name: name.name, raw: rawOf(name) };
    }
    case "nsid-present":
    case "nsid-added":
    case "nsid-deleted": {
      const { type, nsid, observer, targetNsid } = record;
      return { type, nsid, observer: identityFields(observer), targetNsid };
    }
    case "item":
      return { type: `${record.kind}-${record.change}`, ...namespaceFields(record.namespace), ...record.fields };
    default: {
      const { namespace, ...rest } = record;
      return { ...rest, ...namespaceFields(namespace) };
    }
  }
}

function namespaceFields(namespace: Named | undefined) {
  return namespace === undefined ? {} : { namespace: namespace.name, raw: rawOf(namespace) };
}

/** The name's bytes in hexadecimal, where they are not UTF-8. */
function rawOf(name: Named): string | undefined {
  return isText(name) ? undefined : Buffer.from(name.rawName).toString("hex");
}

/** Both fit: the kernel has 32 bits for each. */
function identityFields({ device, inode }: NamespaceIdentity) {
  return { device: Number(device), inode: Number(inode) };
}
