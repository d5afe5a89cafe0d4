import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createNamespaces } from "@netns/core";
import { addAddress, addLink, openClient } from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { until, withMonitor } from "../../fixtures/monitor.js";
import { bringUpLoopback } from "../../fixtures/served.js";

const docs = fileURLToPath(new URL("../../../docs/", import.meta.url));
const TOKEN = "0123456789abcdef0123456789abcdef";
/** Of the example's targets: one that is there, and one that is not. */
const [FAR, GONE] = ["192.0.2.10:7788", "192.0.2.11:7788"];

const hasPrometheus = ["prometheus", "promtool"].every((name) => spawnSync(name, ["--version"]).status === 0);
if (!hasPrometheus) console.error("docs/prometheus.yml is not tried: prometheus is missing: install prometheus");
const prometheusTest: typeof kernelTest = hasPrometheus ? kernelTest : (kernelTest.skip as typeof kernelTest);

/** The examples as they stand, with another place than /etc/prometheus, and less waiting. */
function install(directory: string): string {
  mkdirSync(`${directory}/netns-monitor`);
  const text = readFileSync(`${docs}prometheus.yml`, "utf8").replaceAll("/etc/prometheus", directory);
  writeFileSync(`${directory}/prometheus.yml`, text.replaceAll("interval: 15s", "interval: 1s"));
  writeFileSync(`${directory}/netns-alerts.yml`, readFileSync(`${docs}netns-alerts.yml`));
  writeFileSync(`${directory}/netns-monitor/north.json`, readFileSync(`${docs}prometheus-targets.json`));
  writeFileSync(`${directory}/netns-monitor.token`, TOKEN, { mode: 0o600 });
  return `${directory}/prometheus.yml`;
}

async function withPrometheus(directory: string, work: () => Promise<void>): Promise<void> {
  const config = install(directory);
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "config", config], { encoding: "utf8" });
  expect(status, stdout + stderr).toBe(0);
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${directory}/data`,
    "--web.listen-address=127.0.0.1:9090",
  ];
  const child = spawn("prometheus", [...args, "--log.level=error"], { stdio: ["ignore", "inherit", "inherit"] });
  const closed = once(child, "close");
  try {
    await work();
  } finally {
    child.kill("SIGTERM");
    await closed;
  }
}

interface Found {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** What Prometheus knows, by instance and `label`; nothing as long as it does not answer. */
async function query(expression: string, label: string): Promise<Record<string, string>> {
  const url = `http://127.0.0.1:9090/api/v1/query?query=${encodeURIComponent(expression)}`;
  const answer = await fetch(url, { headers: { connection: "close" } }).catch(() => undefined);
  if (!answer?.ok) return {};
  const { data } = (await answer.json()) as { readonly data: { readonly result: readonly Found[] } };
  return Object.fromEntries(
    data.result.map(({ metric, value }) => [`${metric["instance"]} ${metric[label]}`, value[1]]),
  );
}

function untilKnown(expression: string, label: string, due: Readonly<Record<string, string>>): Promise<void> {
  const look = async () => expect(await query(expression, label), expression).toEqual(due);
  return vi.waitFor(look, { timeout: 20_000, interval: 100 });
}

prometheusTest("Prometheus scrapes this machine and a fleet by the examples", async ({ runDir, scratch }) => {
  bringUpLoopback();
  using client = openClient();
  addAddress(client, { address: "192.0.2.10/32", link: "lo" });
  addLink(client, { kind: "veth", name: "near", peer: { name: "far" } });
  createNamespaces(["blue", "red"], { runDir });
  const tokenFile = `${scratch}/token`;
  writeFileSync(tokenFile, TOKEN, { mode: 0o600 });
  const remote = [
    "serve",
    "--listen",
    FAR,
    "--allow-remote",
    "--token-file",
    tokenFile,
    "--namespace",
    "blue",
    "--no-own",
  ];

  await withMonitor(runDir, ["serve"], async (local) => {
    await withMonitor(runDir, remote, async (far) => {
      await until("both serve", () => local.lines.length > 0 && far.lines.length > 0);
      await withPrometheus(scratch, async () => {
        const here = "127.0.0.1:7788";
        await untilKnown("up", "job", {
          [`${here} netns-monitor`]: "1",
          [`${FAR} netns-monitor-fleet`]: "1",
          [`${GONE} netns-monitor-fleet`]: "0",
        });
        // "blue", "red", and its own; of the other one "blue" alone.
        await untilKnown('netns_namespaces{state="watched"}', "site", {
          [`${here} undefined`]: "3",
          [`${FAR} north`]: "1",
        });
        await untilKnown('netns_links{state="down"}', "state", { [`${here} down`]: "4", [`${FAR} down`]: "1" });
        createNamespaces(["green"], { runDir });
        await untilKnown('netns_events_total{kind="name",change="added"}', "kind", {
          [`${here} name`]: "1",
          [`${FAR} name`]: "0",
        });
        await untilKnown("ALERTS", "alertname", { [`${GONE} NetnsMonitorDown`]: "1" });
      });
    });
  });
});
