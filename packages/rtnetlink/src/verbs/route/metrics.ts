import type { InferInput, metricsAttributes, routeMessage } from "@netns/netlink";
import { numberOf } from "../terms/names.js";
import { type MetricName, metricNumbers, type RouteMetrics } from "./types.js";

type Told = ReturnType<typeof routeMessage.decode>["attributes"]["metrics"];

/** RTA_METRICS, with RTAX_LOCK as a bit for each that is locked. */
export function toMetricsAttribute(
  metrics: RouteMetrics | undefined,
): InferInput<typeof metricsAttributes> | undefined {
  if (metrics === undefined) return undefined;
  const { locked, ...values } = metrics;
  const bit = (name: MetricName) => 1 << numberOf("metric that can be locked", metricNumbers, name);
  return locked === undefined ? values : { ...values, lock: locked.reduce((bits, name) => bits | bit(name), 0) };
}

/** The reverse. */
export function toMetrics(told: Told): RouteMetrics | undefined {
  if (told === undefined) return undefined;
  const { lock, ...values } = told;
  if (lock === undefined || lock === 0) return values;
  const names = Object.keys(metricNumbers) as MetricName[];
  return { ...values, locked: names.filter((name) => (lock & (1 << metricNumbers[name])) !== 0) };
}
