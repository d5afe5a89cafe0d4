import { readFileSync } from "node:fs";
import { mostDescriptors } from "../../descriptors.js";

/** Bytes of a request's first line and its headers. */
export const MAX_HEADER_SIZE = 16 * 1024;

/** Clients that read events at once. */
export const MAX_CLIENTS = 64;

/** Snapshots that are on their way at once: each may have some megabytes. */
export const MAX_SNAPSHOTS = 16;

/** Signs of life that a client may leave unread, and the time of so many that nothing may move on a connection. */
export const PATIENCE = 4;

/** Requests that one connection may have open: browsers have one. */
export const MAX_PIPELINED = 4;

/** Milliseconds that a connection may be open without a request. */
export const KEEP_ALIVE = 5000;

/** Bytes that wait in the process for one connection, before no more are written to it. */
export const HIGH_WATER_MARK = 64 * 1024;

const MAX_CONNECTIONS = 1024;

/** Connections that are still told that there are too many, and not closed at once. */
export const TOLD = 32;

/** Connections at once. The other half of the descriptors is for namespaces. */
export function maxConnections(limits: string = readFileSync("/proc/self/limits", "utf8")): number {
  const soft = mostDescriptors(limits) ?? Number.POSITIVE_INFINITY;
  return Math.min(MAX_CONNECTIONS, Math.floor(soft / 2));
}
