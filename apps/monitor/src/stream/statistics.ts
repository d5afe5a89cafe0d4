import { countDescriptors } from "../descriptors.js";
import type { SourceStatistics } from "./source.js";

/** One line about what the process has and holds: numbers of now, and of lost events since it began. */
export function statisticsLine(source: SourceStatistics, records: number): string {
  const facts = {
    ...source,
    records,
    descriptors: countDescriptors() ?? "all",
    "rss-kib": Math.ceil(process.memoryUsage.rss() / 1024),
  };
  const words = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return `statistics ${words.join(" ")}\n`;
}
