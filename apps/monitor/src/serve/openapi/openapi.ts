import { answer, content, failure, inPath, json } from "./openapi-parts.js";
import type { Schema } from "./openapi-records.js";
import { part, schemas } from "./openapi-schemas.js";

/** If-None-Match. */
const unchanged: Schema = { description: "It is still what its ETag said." };

const text: Schema = { schema: { type: "string" } };

const paths: Readonly<Record<string, Schema>> = {
  "/": content(
    "page",
    "The page.",
    { "text/html": text },
    {
      parameters: [{ name: "token", in: "query", description: "Sets the cookie instead.", schema: { type: "string" } }],
      responses: { 304: unchanged, 303: { description: "The cookie is set: back to here, without the token." } },
    },
  ),
  "/assets/{name}": content(
    "asset",
    "What the page consists of.",
    { "*/*": text },
    {
      parameters: [inPath("name", "One of those that the page asks for.")],
      responses: { 304: unchanged, 404: failure("There is none of that name.") },
    },
  ),
  "/api/v1/snapshot": answer("snapshot", "What there is now, and how links belong together."),
  "/api/v1/events": content(
    "events",
    "What there is and every change, as server-sent events: first `start`, then `records`, again and again; when it " +
      "begins anew, `ready` stands between what there was and what happens. The data of each is JSON: `x-events` has the " +
      "schemas. `heartbeat` shows that the server lives. Who does not read is dropped.",
    {
      "text/event-stream": {
        ...text,
        "x-events": {
          start: part("event-start"),
          records: part("event-records"),
          ready: part("event-ready"),
          heartbeat: part("event-heartbeat"),
        },
      },
    },
    {
      parameters: [
        {
          name: "Last-Event-ID",
          in: "header",
          description:
            "The id of the event that was read last: what came behind it follows, where that is still known.",
          schema: { type: "string" },
        },
        {
          name: "lastEventId",
          in: "query",
          description: "The same, for who cannot set the header.",
          schema: { type: "string" },
        },
      ],
    },
  ),
  "/api/v1/namespaces/{key}/processes": answer("processes", "The processes whose main thread is in a namespace.", {
    parameters: [inPath("key", "`DEVICE:INODE`, as a snapshot has it.")],
    responses: { 400: failure("That is no key; or as elsewhere."), 404: failure("There is no such namespace.") },
  }),
  "/api/v1/openapi.json": content("openapi", "This document.", { "application/json": { schema: { type: "object" } } }),
  "/healthz": answer("health", "All is well.", {
    responses: {
      503: json("Not all has been told yet that there was at first.", part("health")),
    },
  }),
  "/metrics": content("metrics", "Numbers, in Prometheus' text format.", { "text/plain": text }),
};

/** What the server answers: OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1.html. */
export const openapi = {
  openapi: "3.1.1",
  info: {
    title: "netns-monitor",
    version: "1",
    license: { name: "MIT", identifier: "MIT" },
    description:
      "Network namespaces as they are and as they change. Read-only: only GET and HEAD are answered. Properties, and " +
      "types of records, may be added without a new version.",
  },
  // Without --token-file none is wanted.
  security: [{}, { token: [] }, { cookie: [] }],
  paths,
  components: {
    schemas,
    securitySchemes: {
      token: { type: "http", scheme: "bearer", description: "The token in the file that --token-file names." },
      cookie: {
        type: "apiKey",
        in: "cookie",
        name: "netns-monitor-PLACE",
        description: "Set by `/?token=TOKEN`; the name ends with where the server listens.",
      },
    },
  },
} as const;
