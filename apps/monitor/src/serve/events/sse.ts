/**
 * An event as server-sent events have it (HTML, 9.2).
 *
 * @param data JSON, so that no line ends in it.
 * @param id What to go on from; an event without one leaves the client's as it is.
 */
export function sse(event: string, data: string, id?: string): Buffer {
  const head = id === undefined ? "" : `id: ${id}\n`;
  return Buffer.from(`${head}event: ${event}\ndata: ${data}\n\n`);
}

/** Shows that the server lives. No comment: of those EventSource tells nobody. */
export const heartbeat: Buffer = sse("heartbeat", "{}");
