import { judged, Numbers } from "./results.mjs";

/** Of ip(8)'s median. */
const MOST = 2;
/** Names a turn. */
const NAMES = 50;

/**
 * How long after the beginning of an `add` the monitor's line is there.
 *
 * @param {{ netns: string, runDir: string, turns: number,
 *   latencies: (runDir: string, count: number, monitor: string[]) => number[] }} game
 * @returns {import("./results.mjs").Row[]}
 */
export function monitoring({ netns, runDir, latencies, turns }) {
  const [stock, ours] = [new Numbers(), new Numbers()];
  for (let turn = 0; turn < turns; turn++) {
    stock.add(...latencies(runDir, NAMES, ["ip", "netns", "monitor"]));
    ours.add(...latencies(runDir, NAMES, [netns, "monitor"]));
  }
  const [contest, unit] = ["monitor, from add to its line; medians", "µs"];
  const { minimum, median } = ours;
  return [
    { contest, unit, name: "ip netns monitor", minimum: stock.minimum, median: stock.median },
    judged({
      contest,
      unit,
      name: "netns monitor",
      minimum,
      median,
      value: median / stock.median,
      valueUnit: "×",
      target: MOST,
    }),
  ];
}
