import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Guard, Refusal } from "./guard.js";
import { securityHeaders } from "./headers.js";
import { MAX_PIPELINED, maxConnections, TOLD } from "./limits.js";
import type { Gate } from "./token.js";

/** Answers a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What every request passes before anything looks for what it asks for. */
export class Door {
  readonly #guard: Guard;
  readonly #gate: Gate | undefined;
  readonly #handler: Handler;
  readonly #maxConnections = maxConnections();
  readonly #open = new WeakMap<Socket, number>();
  readonly #sockets = new Set<Socket>();

  constructor(guard: Guard, gate: Gate | undefined, handler: Handler) {
    this.#guard = guard;
    this.#gate = gate;
    this.#handler = handler;
  }

  /** From here on the server's requests come through it. */
  watch(server: Server): void {
    server.maxConnections = this.#maxConnections + TOLD;
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    server.on("request", (request, response) => this.#take(request, response));
    server.on("checkExpectation", (_, response) => answer(response, { status: 417, error: "nothing can be expected" }));
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const open = (this.#open.get(socket) ?? 0) + 1;
    if (open > MAX_PIPELINED) {
      socket.destroy();
      return;
    }
    this.#open.set(socket, open);
    response.on("close", () => this.#open.set(socket, (this.#open.get(socket) ?? 1) - 1));
    const refusal = this.#refusal(request);
    if (refusal === undefined) this.#pass(request, response);
    else answer(response, refusal);
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const token = this.#shownToken(request);
    if (token !== undefined) this.#letIn(response, token);
    else this.#handler(request, response);
  }

  #refusal(request: IncomingMessage): Refusal | undefined {
    if (this.#sockets.size > this.#maxConnections) return { status: 503, error: "there are too many connections" };
    const refusal = this.#guard.refusal(request);
    if (refusal !== undefined || this.#gate === undefined) return refusal;
    if (this.#gate.isOpenFor(request.headers)) return undefined;
    const token = this.#shownToken(request);
    if (token !== undefined && this.#gate.isToken(token)) return undefined;
    const error = 'this takes the token: "Authorization: Bearer TOKEN", or /?token=TOKEN once in a browser';
    return { status: 401, error };
  }

  /** That of `/?token=…`. */
  #shownToken({ url = "" }: IncomingMessage): string | undefined {
    if (this.#gate === undefined || !url.startsWith("/?")) return undefined;
    return new URLSearchParams(url.slice(2)).get("token") ?? undefined;
  }

  /** So that the token does not stay in the address and in the browser's history. */
  #letIn(response: ServerResponse, token: string): void {
    if (this.#gate?.isToken(token)) response.setHeader("set-cookie", this.#gate.setCookie);
    response.writeHead(303, { location: "/", "content-length": 0 }).end();
  }
}

/** Nothing more is read from who was refused. */
function answer(response: ServerResponse, { status, error }: Refusal): void {
  const body = JSON.stringify({ error });
  const headers: OutgoingHttpHeaders = {
    ...securityHeaders,
    ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    ...(status === 405 ? { allow: "GET, HEAD" } : {}),
    ...(status === 503 ? { "retry-after": "5" } : {}),
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  response.writeHead(status, headers);
  response.end(response.req.method === "HEAD" ? undefined : body);
}
