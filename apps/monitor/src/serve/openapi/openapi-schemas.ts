import { insideKinds } from "../../stream/kinds.js";
import { recordSchemas, type Schema, thingSchema } from "./openapi-records.js";

const text: Schema = { type: "string" };
const truth: Schema = { type: "boolean" };
const count: Schema = { type: "integer", minimum: 0 };
const version: Schema = { const: 1 };
const texts = arrayOf(text);
const missing: Schema = { ...texts, description: "What cannot be seen, and why: a sentence each." };

/** Everything that responses are made of. Properties may be added without a new version. */
export const schemas: Readonly<Record<string, Schema>> = {
  ...recordSchemas,
  ...Object.fromEntries(insideKinds.map((kind) => [kind, thingSchema(kind)])),

  namespace: object(
    {
      key: {
        ...text,
        description: "What identifies it: `DEVICE:INODE`; `name:NAME` when nothing is known behind a name.",
      },
      names: { ...texts, description: "As shown to people. Empty: it has none, as the monitor's own may." },
      own: { ...truth, description: "The namespace that the monitor runs in." },
      links: arrayOf(part("link")),
      addresses: arrayOf(part("address")),
      routes: arrayOf(part("route")),
      nexthops: arrayOf(part("nexthop")),
      rules: arrayOf(part("rule")),
      neighbors: arrayOf(part("neighbor")),
      fdb: arrayOf(part("fdb")),
    },
    {
      device: count,
      inode: count,
      notWatched: { ...text, description: "Why it cannot be looked into. Absent where it can." },
    },
  ),
  nsid: object({ nsid: count, observer: part("identity") }, { targetNsid: count }),
  identity: {
    ...object({ device: count, inode: count }),
    description: "Which network namespace: the numbers of its file, as stat(2) has them.",
  },
  end: object({ namespace: text, ifindex: count }),
  "unknown-end": {
    ...object({ nsid: count, observer: text }, { ifindex: count, name: text, own: truth }),
    description: "A link in a namespace that is not shown, mostly for want of a name: the observer has this id for it.",
  },
  edge: {
    ...object({
      id: text,
      kind: { enum: ["peer", "master", "lower"] },
      from: part("end"),
      to: { anyOf: [part("end"), part("unknown-end")] },
    }),
    description:
      "How two links belong together. peer: the ends of a pair, told once; master: a port and its bridge, bond, …; " +
      "lower: a VLAN, macvlan, VXLAN … and the link beneath.",
  },
  snapshot: object({
    version,
    lastEventId: { ...text, description: "Send it as Last-Event-ID to get the events from here on." },
    missing,
    complete: { ...truth, description: "Whether all had been told that there was." },
    namespaces: arrayOf(part("namespace")),
    nsids: arrayOf(part("nsid")),
    edges: arrayOf(part("edge")),
  }),

  "event-start": object({
    version,
    mode: {
      enum: ["fresh", "resumed"],
      description: "fresh: the state follows from the beginning; resumed: what was missed since Last-Event-ID.",
    },
    heartbeat: { ...count, description: "Seconds from each `heartbeat` to the next." },
    missing,
  }),
  "event-records": arrayOf(part("record")),
  "event-ready": object({ complete: truth }),
  "event-heartbeat": object({}),

  processes: object({
    version,
    processes: arrayOf(object({ pid: { type: "integer", minimum: 1 } }, { command: text })),
    complete: { ...truth, description: "False: there are more, or some cannot be looked at." },
    unreadable: { ...count, description: "Processes of which it cannot be seen in which namespace they are." },
  }),

  health: {
    oneOf: [
      object({ status: { const: "ok" }, namespaces: count, notWatched: count }),
      object({ status: { const: "starting" }, reason: text }),
    ],
  },
  error: object({ error: { ...text, description: "A sentence." } }),
};

/** A reference to a part of the document. */
export function part(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

function arrayOf(items: Schema): Schema {
  return { type: "array", items };
}

function object(properties: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return { type: "object", required: Object.keys(properties), properties: { ...properties, ...optional } };
}
