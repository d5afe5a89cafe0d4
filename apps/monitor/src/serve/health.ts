import type { ServerFacts } from "./facts.js";

/** What `GET /healthz` is answered with. */
export interface Health {
  readonly statusCode: 200 | 503;
  readonly body: HealthBody;
}

/** `starting`: not all has been told yet that there was at first. `failed`: nothing is watched any more. */
type HealthBody =
  | { readonly status: "ok"; readonly namespaces: number; readonly notWatched: number }
  | { readonly status: "starting" | "failed"; readonly reason: string };

/** A namespace that cannot be looked into is no failure of the server's: that is told, and has a metric. */
export function healthOf({ isReady, failure, world }: ServerFacts): Health {
  if (failure !== undefined) return { statusCode: 503, body: { status: "failed", reason: failure } };
  if (!isReady) {
    const reason = "not all has been told yet that there was at first";
    return { statusCode: 503, body: { status: "starting", reason } };
  }
  const { namespaces, notWatched } = world;
  return { statusCode: 200, body: { status: "ok", namespaces, notWatched } };
}
