import { readFileSync } from "node:fs";
import { mostDescriptors } from "../../descriptors.js";
import type { Metric, Sample } from "./metrics-list.js";

/** As https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics names them. */
export function processMetrics(): readonly Metric[] {
  // Now: later there may be no descriptor left to read it with.
  const most = mostDescriptors(readFileSync("/proc/self/limits", "utf8"));
  return [
    {
      name: "process_cpu_seconds_total",
      type: "counter",
      help: "CPU time that the process has taken, of the user's and the system's.",
      samples: () => {
        const { user, system } = process.cpuUsage();
        return [[(user + system) / 1e6]];
      },
    },
    {
      name: "process_resident_memory_bytes",
      type: "gauge",
      help: "Memory that the process has.",
      samples: () => [[process.memoryUsage.rss()]],
    },
    {
      name: "process_heap_bytes",
      type: "gauge",
      help: "Memory of that for JavaScript's objects.",
      samples: () => [[process.memoryUsage().heapUsed]],
    },
    {
      name: "process_open_fds",
      type: "gauge",
      help: "Descriptors that are open.",
      samples: ({ facts }) => ifKnown(facts.descriptors),
    },
    {
      name: "process_max_fds",
      type: "gauge",
      help: "Descriptors that may be open.",
      samples: () => ifKnown(most),
    },
    {
      name: "process_start_time_seconds",
      type: "gauge",
      help: "When the server began, since 1970 in UTC.",
      samples: ({ facts }) => [[facts.startedAt / 1000]],
    },
  ];
}

function ifKnown(value: number | undefined): Sample[] {
  return value === undefined ? [] : [[value]];
}
