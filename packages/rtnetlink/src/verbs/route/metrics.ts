import type { InferInput, metricsAttributes, routeMessage } from "@netns/netlink";
import { bitsOf, namesOfBits, numberOf } from "../terms/names.js";
import { type MetricName, metricNumbers, type RouteMetrics, routeFeatures } from "./types.js";

type Told = ReturnType<typeof routeMessage.decode>["attributes"]["metrics"];

/** RTAX_RTT and RTAX_RTTVAR are kept as TCP keeps them, in parts of a millisecond. */
const RTT_PARTS = 8;
const RTTVAR_PARTS = 4;

/** RTA_METRICS, with RTAX_LOCK as a bit for each that is locked. @throws RangeError for a name that there is not. */
export function toMetricsAttribute(
  metrics: RouteMetrics | undefined,
): InferInput<typeof metricsAttributes> | undefined {
  if (metrics === undefined) return undefined;
  const { locked: _, rtt, rttvar, features, quickack, fastopenNoCookie, ...values } = metrics;
  return {
    rtt: partsOf(rtt, RTT_PARTS),
    rttvar: partsOf(rttvar, RTTVAR_PARTS),
    features: features && bitsOf("feature of a route", routeFeatures, features),
    quickack: quickack === undefined ? undefined : Number(quickack),
    fastopenNoCookie: fastopenNoCookie === undefined ? undefined : Number(fastopenNoCookie),
    lock: lockOf(metrics),
    ...values,
  };
}

/** Only when it is locked, the kernel heeds RTAX_RTO_MIN (tcp_rto_min), so ip(8) locks it in any case, and so do we. */
function lockOf({ locked, rtoMin }: RouteMetrics): number | undefined {
  if (locked === undefined && rtoMin === undefined) return undefined;
  const names = [...(locked ?? []), ...(rtoMin === undefined ? [] : ["rtoMin" as const])];
  return names.reduce((bits, name) => bits | (1 << numberOf("metric that can be locked", metricNumbers, name)), 0);
}

function partsOf(milliseconds: number | undefined, parts: number): number | undefined {
  return milliseconds === undefined ? undefined : Math.round(milliseconds * parts);
}

/** The reverse. */
export function toMetrics(told: Told): RouteMetrics | undefined {
  if (told === undefined) return undefined;
  const { lock = 0, rtt, rttvar, features, quickack, fastopenNoCookie, ...values } = told;
  const metrics: { -readonly [K in keyof RouteMetrics]: RouteMetrics[K] } = values;
  // Only what is there: metrics are few, and many things are printed.
  if (rtt !== undefined) metrics.rtt = rtt / RTT_PARTS;
  if (rttvar !== undefined) metrics.rttvar = rttvar / RTTVAR_PARTS;
  if (features !== undefined) metrics.features = namesOfBits(routeFeatures, features);
  if (quickack !== undefined) metrics.quickack = quickack !== 0;
  if (fastopenNoCookie !== undefined) metrics.fastopenNoCookie = fastopenNoCookie !== 0;
  if (lock !== 0) metrics.locked = lockedIn(lock);
  return metrics;
}

function lockedIn(lock: number): MetricName[] {
  const names = Object.keys(metricNumbers) as MetricName[];
  return names.filter((name) => (lock & (1 << metricNumbers[name])) !== 0);
}
