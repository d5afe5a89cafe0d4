import type { ServerFacts } from "./facts.js";

/** What `GET /healthz` is answered with. */
export interface Health {
  readonly statusCode: 200 | 503;
  readonly body: HealthBody;
}

/** When nothing can be watched any more there is no answer: the process ends. */
type HealthBody =
  | { readonly status: "ok"; readonly namespaces: number; readonly notWatched: number }
  | { readonly status: "starting"; readonly reason: string };

/** A namespace that cannot be looked into is no failure of the server's: that is told, and has a metric. */
export function healthOf({ isReady, world }: ServerFacts): Health {
  if (!isReady) {
    const reason = "not all has been told yet that there was at first";
    return { statusCode: 503, body: { status: "starting", reason } };
  }
  const { namespaces, notWatched } = world;
  return { statusCode: 200, body: { status: "ok", namespaces, notWatched } };
}
