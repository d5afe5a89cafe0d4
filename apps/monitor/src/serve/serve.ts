import { writeSync } from "node:fs";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "../standard-error.js";
import { Source, type SourceOptions } from "../stream/source.js";
import { statisticsLine } from "../stream/statistics.js";
import { createHandler } from "./app.js";
import { readAssets } from "./assets.js";
import { ServeError } from "./errors.js";
import { Hub } from "./events/hub.js";
import type { ListenAddress } from "./http/address.js";
import { Door } from "./http/door.js";
import { Guard } from "./http/guard.js";
import { createHttpServer } from "./http/http-server.js";
import { listen, shownAddress } from "./http/listen.js";
import { Gate, readToken } from "./http/token.js";
import { missingFor, readRights } from "./missing.js";
import { openapi } from "./openapi/openapi.js";
import { LiveFacts } from "./operations/live-facts.js";
import { Metrics } from "./operations/metrics.js";
import { RecordCounts } from "./operations/metrics-counts.js";
import { checkReach, type ServeOptions } from "./options.js";

/** Milliseconds that clients have to read the last of what was sent. */
const GRACE = 1000;

/**
 * Serves the page and the API until the signal is aborted.
 *
 * @param web The directory of the page's files.
 * @throws the signal's reason; ServeError when it cannot serve; as Source's when it cannot watch.
 */
export async function serve(
  options: ServeOptions & SourceOptions,
  runDir: string,
  web: URL,
  signal: AbortSignal,
): Promise<never> {
  const token = options.tokenFile === undefined ? undefined : readToken(options.tokenFile);
  const missing = missingFor(readRights());
  const counts = new RecordCounts();
  const hub = new Hub({ ...options, missing, onRecord: (record) => counts.count(record) });
  const source = new Source(options, runDir, hub.take);
  // Node would open a debugger.
  process.on("SIGUSR1", () => say(statisticsLine(source.statistics, hub.counts.events)));
  const server = createHttpServer(options);
  try {
    const facts = new LiveFacts(hub, source, server);
    const metrics = new Metrics({ facts, counts });
    const handler = await createHandler(server, { hub, facts, metrics, openapi, missing, assets: readAssets(web) });
    const address = await listen(server, options.listen);
    checkPassed(address, options);
    const gate = token === undefined ? undefined : new Gate(token, placeOf(address));
    new Door(new Guard(address, options.hosts), gate, handler).watch(server);
    writeSync(1, `listening on ${shownAddress(address)}\n`);
    return await source.run(signal);
  } finally {
    hub.close();
    await close(server);
  }
}

/** A socket that was passed may be reached by others as well. @throws ServeError */
function checkPassed(address: ListenAddress, { allowRemote, tokenFile }: ServeOptions): void {
  if (address.kind === "unix") return;
  try {
    checkReach(address.host, allowRemote, tokenFile !== undefined);
  } catch (cause) {
    throw new ServeError((cause as Error).message, { cause });
  }
}

function placeOf(address: ListenAddress): string {
  return address.kind === "tcp" ? String(address.port) : "unix";
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await Promise.race([closed, sleep(GRACE, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
}
