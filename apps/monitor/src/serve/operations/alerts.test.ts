import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const rules = fileURLToPath(new URL("../../../docs/netns-alerts.yml", import.meta.url));

/** Series of an hour and a half, a sample a minute; values as promtool has them. */
const series = {
  'up{job="netns-monitor-fleet",instance="gone"}': "1 0x90",
  'up{job="netns-monitor",instance="well"}': "1x90",
  'netns_ready{instance="starting"}': "0x90",
  'netns_ready{instance="well"}': "1x90",
  'netns_namespaces{state="not-watched",instance="poor"}': "3x90",
  'netns_namespaces{state="not-watched",instance="well"}': "0x90",
  'netns_links{state="down",instance="cut"}': "2x70 5x20",
  'netns_links{state="lowerlayerdown",instance="cut"}': "0x90",
  'netns_links{state="down",instance="well"}': "2x90",
  'netns_links{state="up",instance="well"}': "2x70 5x20",
  'netns_dropped_events_total{instance="busy"}': "0x80 7x10",
  'netns_resyncs_total{instance="busy",reason="netlink-overrun"}': "0x90",
  'netns_clients_dropped_total{instance="slow"}': "0x80 1x10",
};

const due = {
  NetnsMonitorDown: ["gone"],
  NetnsMonitorNotReady: ["starting"],
  NetnsNotWatched: ["poor"],
  NetnsLinksDown: ["cut"],
  NetnsEventsDropped: ["busy"],
  NetnsClientsDropped: ["slow"],
};

const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;
if (!hasPromtool) console.error("docs/netns-alerts.yml is not tried: promtool is missing: install prometheus");

function promtool(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

test.skipIf(!hasPromtool)("each alert is raised for what it is about, and for nothing else", () => {
  expect(promtool("check", "rules", rules)).toMatchObject({ status: 0 });
  const expression = 'count by (alertname, instance) (ALERTS{alertstate="firing"})';
  const samples = Object.entries(due).flatMap(([alertname, instances]) =>
    instances.map((instance) => ({ labels: `{alertname="${alertname}", instance="${instance}"}`, value: 1 })),
  );
  // JSON is YAML.
  const plan = {
    rule_files: [rules],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [{ expr: expression, eval_time: "85m", exp_samples: samples }],
      },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), "netns-alerts-"));
  try {
    const path = join(folder, "plan.json");
    writeFileSync(path, JSON.stringify(plan));
    expect(promtool("test", "rules", path)).toMatchObject({ status: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
