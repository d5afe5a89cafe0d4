import { createServer, type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { securityHeaders } from "./headers.js";
import { HIGH_WATER_MARK, KEEP_ALIVE, MAX_HEADER_SIZE, PATIENCE } from "./limits.js";

/** What is waited for, in milliseconds. */
export interface Times {
  /** For a whole request to arrive. */
  readonly requestTimeout: number;
  /** Between signs of life to who reads events. */
  readonly heartbeat: number;
}

/** A server that need not trust anybody: it has bounds for all that comes in. */
export function createHttpServer({ requestTimeout, heartbeat }: Times): Server {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_SIZE,
    requestTimeout,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(1000, requestTimeout),
    keepAliveTimeout: KEEP_ALIVE,
    highWaterMark: HIGH_WATER_MARK,
    // Checked by us, as all of Host is.
    requireHostHeader: false,
  });
  // Of who does not read what was asked for, too.
  server.setTimeout(PATIENCE * heartbeat);
  // There was no descriptor left for a connection, or it had gone already: there are others.
  server.on("error", () => {});
  return server;
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what is no request, or none yet. */
export function refuseUnread(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET" || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ""] ?? 400;
  const body = JSON.stringify({ error: STATUS_CODES[status]?.toLowerCase() });
  const headers = {
    ...securityHeaders,
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`, () => socket.destroy());
}
