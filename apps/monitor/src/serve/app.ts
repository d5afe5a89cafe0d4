import type { Server, ServerResponse } from "node:http";
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { say } from "../standard-error.js";
import { visibleJson } from "../stream/visible.js";
import type { Asset } from "./assets.js";
import type { Hub } from "./events/hub.js";
import type { Handler } from "./http/door.js";
import { refuseUnread } from "./http/http-server.js";
import { MAX_CLIENTS, MAX_SNAPSHOTS } from "./http/limits.js";
import { Slots } from "./http/slots.js";
import type { ServerFacts } from "./operations/facts.js";
import { healthOf } from "./operations/health.js";
import type { Metrics } from "./operations/metrics.js";
import { Processes } from "./processes.js";
import { snapshotText } from "./snapshot-text.js";

export interface AppOptions {
  readonly hub: Hub;
  readonly facts: ServerFacts;
  readonly metrics: Metrics;
  readonly openapi: object;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly missing: readonly string[];
}

/** Answers requests that have come through the door. */
export async function createHandler(server: Server, options: AppOptions): Promise<Handler> {
  let handler: Handler | undefined;
  const app = fastify({
    serverFactory: (handle) => {
      handler = handle;
      return server;
    },
    clientErrorHandler: refuseUnread,
    frameworkErrors: (_, __, reply) => sendError(reply, 400, "there is no such path"),
    exposeHeadRoutes: true,
  });
  app.setNotFoundHandler((_, reply) => sendError(reply, 404, "there is no such path"));
  app.setErrorHandler((error, _, reply) => {
    say(`netns-monitor: ${error instanceof Error ? error.stack : String(error)}\n`);
    sendError(reply, 500, "something went wrong; the server's log says what");
  });
  addPage(app, options);
  addEvents(app, options);
  addState(app, options);
  addOperation(app, options);
  await app.ready();
  if (handler === undefined) throw new Error("fastify has made no handler");
  return handler;
}

const JSON_TYPE = "application/json; charset=utf-8";

function sendError(reply: FastifyReply, status: number, error: string): void {
  reply.code(status).send({ error });
}

function sendBusy(reply: FastifyReply, error: string): void {
  reply.header("retry-after", "5");
  sendError(reply, 503, error);
}

function addPage(app: FastifyInstance, { assets }: AppOptions): void {
  const send = (name: string, ifNoneMatch: string | undefined, reply: FastifyReply) => {
    const asset = assets.get(name);
    if (asset === undefined) return sendError(reply, 404, "there is no such path");
    // Looked for again each time, since another version may be running; mostly it is the same.
    reply.headers({ "cache-control": "no-cache", etag: asset.etag, "content-type": asset.contentType });
    if (ifNoneMatch === asset.etag) reply.code(304).send();
    else reply.send(asset.content);
  };
  app.get("/", (request, reply) => send("index.html", request.headers["if-none-match"], reply));
  app.get<{ Params: { name: string } }>("/assets/:name", (request, reply) =>
    send(request.params.name, request.headers["if-none-match"], reply),
  );
}

interface EventsQuery {
  /** For who cannot set the header. */
  readonly lastEventId?: string | readonly string[];
}

function addEvents(app: FastifyInstance, { hub }: AppOptions): void {
  app.get<{ Querystring: EventsQuery }>("/api/v1/events", (request, reply) => {
    if (hub.counts.clients >= MAX_CLIENTS) {
      return sendBusy(reply, `no more than ${MAX_CLIENTS} can read events at once`);
    }
    const contentType = "text/event-stream; charset=utf-8";
    const header = request.headers["last-event-id"];
    const last = header ?? request.query.lastEventId;
    reply.hijack();
    const response: ServerResponse = reply.raw;
    response.writeHead(200, { "content-type": contentType });
    // Of how long it will be HEAD says as little as GET.
    if (request.method === "HEAD") return response.end();
    // The connection's errors: its end follows.
    response.on("error", () => {});
    const remove = hub.add(response, typeof last === "string" ? last : undefined);
    // Not the response's: that of a request which waited behind another one has none.
    request.raw.socket.once("close", remove);
  });
}

function addState(app: FastifyInstance, { hub, missing }: AppOptions): void {
  let snapshot: { readonly lastEventId: string; readonly body: Promise<Buffer> } | undefined;
  const slots = new Slots(MAX_SNAPSHOTS);
  app.get("/api/v1/snapshot", async (request, reply) => {
    if (!slots.take(request.raw, reply.raw)) {
      return sendBusy(reply, `no more than ${MAX_SNAPSHOTS} can read a snapshot at once`);
    }
    const lastEventId = hub.settle();
    // The same for all who ask, as long as nothing happens.
    if (snapshot?.lastEventId !== lastEventId) {
      snapshot = { lastEventId, body: snapshotText(hub.world, { lastEventId, missing }) };
    }
    return reply.header("content-type", JSON_TYPE).send(await snapshot.body);
  });
  const processes = new Processes();
  app.get<{ Params: { key: string } }>("/api/v1/namespaces/:key/processes", async (request, reply) => {
    const { key } = request.params;
    if (!/^\d{1,10}:\d{1,10}$/.test(key)) return sendError(reply, 400, "a namespace is called DEVICE:INODE");
    if (!hub.world.namespaces.has(key)) return sendError(reply, 404, "there is no such namespace");
    const text = visibleJson(JSON.stringify({ version: 1, ...(await processes.list(key)) }));
    return reply.header("content-type", JSON_TYPE).send(text);
  });
}

function addOperation(app: FastifyInstance, { facts, metrics, openapi }: AppOptions): void {
  app.get("/api/v1/openapi.json", (_, reply) => reply.send(openapi));
  app.get("/healthz", (_, reply) => {
    const { statusCode, body } = healthOf(facts);
    return reply.code(statusCode).send(body);
  });
  app.get("/metrics", async (_, reply) => {
    const { contentType, body } = await metrics.scrape();
    return reply.header("content-type", contentType).send(body);
  });
}
