import { expect, test } from "vitest";
import { toMetrics, toMetricsAttribute } from "./metrics.js";
import type { RouteMetrics } from "./types.js";

test("times are in milliseconds, and parts of them on the wire", () => {
  expect(toMetricsAttribute({ rtt: 100, rttvar: 12.5, mtu: 1400 })).toMatchObject({ rtt: 800, rttvar: 50, mtu: 1400 });
  expect(toMetrics({ rtt: 801, rttvar: 3 })).toEqual({ rtt: 100.125, rttvar: 0.75 });
});

test("words and bits", () => {
  expect(
    toMetricsAttribute({ features: ["ecn", "tcp_usec_ts"], quickack: true, fastopenNoCookie: false }),
  ).toMatchObject({
    features: 17,
    quickack: 1,
    fastopenNoCookie: 0,
  });
  expect(toMetrics({ features: 33, quickack: 0, fastopenNoCookie: 1 })).toEqual({
    features: ["ecn", 32],
    quickack: false,
    fastopenNoCookie: true,
  });
});

test("locks", () => {
  const lockOf = (metrics: RouteMetrics) => (toMetricsAttribute(metrics) as { readonly lock?: number }).lock;
  expect(lockOf({ mtu: 1400 })).toBeUndefined();
  expect(lockOf({ locked: ["mtu", "cwnd"] })).toBe((1 << 2) | (1 << 7));
  // The kernel heeds no other.
  expect(lockOf({ rtoMin: 300, locked: ["mtu"] })).toBe((1 << 2) | (1 << 13));
  expect(toMetrics({ mtu: 1400, lock: (1 << 2) | (1 << 13) })).toEqual({ mtu: 1400, locked: ["mtu", "rtoMin"] });
  expect(toMetrics({ lock: 0 })).toEqual({});
});

test("nothing is nothing", () => {
  expect([toMetrics(undefined), toMetricsAttribute(undefined)]).toEqual([undefined, undefined]);
});
