import { readdirSync } from "node:fs";
import type { SourceStatistics } from "./source.js";

/** One line about what the process has and holds: numbers of now, and of lost events since it began. */
export function statisticsLine(source: SourceStatistics, records: number): string {
  const facts = {
    ...source,
    records,
    descriptors: countDescriptors(),
    "rss-kib": Math.ceil(process.memoryUsage.rss() / 1024),
  };
  const words = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return `statistics ${words.join(" ")}\n`;
}

/** Without the one that they are listed through; "all" when there is none left for that. */
function countDescriptors(): number | "all" {
  try {
    return readdirSync("/proc/self/fd").length - 1;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EMFILE") return "all";
    throw error;
  }
}
