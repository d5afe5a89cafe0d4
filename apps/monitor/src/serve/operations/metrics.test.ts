import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { register } from "prom-client";
import { describe, expect, test } from "vitest";
import { mostDescriptors } from "../../descriptors.js";
import { someFacts } from "../../fixtures/facts.js";
import type { WireRecord } from "../../wire.js";
import type { ServerFacts } from "./facts.js";
import { Metrics } from "./metrics.js";
import { RecordCounts } from "./metrics-counts.js";

const world = {
  names: 3,
  namespaces: 2,
  notWatched: 1,
  linksByState: new Map([
    ["up", 4],
    ["lowerlayerdown", 1],
  ]),
};
const full = {
  overruns: 2,
  dropped: 17,
  clients: 3,
  responses: new Map([
    [200, 9],
    [403, 1],
  ]),
  world,
};

async function samplesOf(facts: ServerFacts, counts = new RecordCounts()): Promise<ReadonlyMap<string, number>> {
  const { body } = await new Metrics({ facts, counts }).scrape();
  const lines = body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
}

/** Those that are not 0. */
function some(samples: ReadonlyMap<string, number>, names: RegExp): Record<string, number> {
  return Object.fromEntries([...samples].filter(([name, value]) => names.test(name) && value !== 0));
}

function record(type: string, reason?: string): WireRecord {
  return { version: 1, type, reason } as WireRecord;
}

describe("what a scrape tells", () => {
  test("namespaces and links by state", async () => {
    const samples = await samplesOf(someFacts(full));
    expect(some(samples, /^netns_(names\b|links)/)).toEqual({
      netns_names: 3,
      'netns_links{state="up"}': 4,
      'netns_links{state="lowerlayerdown"}': 1,
    });
    expect(samples.get('netns_links{state="down"}')).toBe(0);
    expect(samples.get('netns_namespaces{state="watched"}')).toBe(2);
    expect(samples.get('netns_namespaces{state="not-watched"}')).toBe(1);
    expect(samples.get("netns_clients")).toBe(3);
    expect(samples.get("netns_dropped_events_total")).toBe(17);
    expect(samples.get('netns_http_responses_total{code="403"}')).toBe(1);
  });

  test("what became of what, and not what a listing has found", async () => {
    const counts = new RecordCounts();
    for (const type of ["link-changed", "link-changed", "link-deleted", "name-added"]) counts.count(record(type));
    for (const type of ["link-present", "snapshot-end", "not-watched"]) counts.count(record(type));
    for (const reason of ["netlink-overrun", "netlink-overrun", "run-dir-lost"]) counts.count(record("resync", reason));
    const samples = await samplesOf(someFacts(), counts);
    expect(some(samples, /^netns_(events|resyncs)/)).toEqual({
      'netns_events_total{kind="link",change="changed"}': 2,
      'netns_events_total{kind="link",change="deleted"}': 1,
      'netns_events_total{kind="name",change="added"}': 1,
      'netns_resyncs_total{reason="netlink-overrun"}': 2,
      'netns_resyncs_total{reason="run-dir-lost"}': 1,
    });
    expect(samples.get('netns_events_total{kind="fdb",change="deleted"}')).toBe(0);
    expect(samples.get('netns_resyncs_total{reason="inotify-overflow"}')).toBe(0);
  });

  test("what is so now: nothing stays of what was", async () => {
    const responses = new Map([[404, 2]]);
    const metrics = new Metrics({ facts: { ...someFacts(), responses }, counts: new RecordCounts() });
    expect((await metrics.scrape()).body).toContain('netns_http_responses_total{code="404"} 2');
    responses.clear();
    responses.set(200, 1);
    const { body } = await metrics.scrape();
    expect(body).toContain('netns_http_responses_total{code="200"} 1');
    expect(body).not.toContain('code="404"');
  });

  test("whether all has been told", async () => {
    expect((await samplesOf(someFacts())).get("netns_ready")).toBe(1);
    expect((await samplesOf(someFacts({ isReady: false }))).get("netns_ready")).toBe(0);
  });

  test("what it has cost, and the process", async () => {
    const samples = await samplesOf(someFacts());
    expect(samples.get("netns_scrape_seconds")).toBeGreaterThan(0);
    expect(samples.get("process_cpu_seconds_total")).toBeGreaterThan(0);
    expect(samples.get("process_resident_memory_bytes")).toBeGreaterThan(1e6);
    expect(samples.get("process_start_time_seconds")).toBe(1_700_000_000.5);
    expect(samples.get("process_open_fds")).toBe(21);
  });

  test("no number of descriptors when there is none left to count them with", async () => {
    expect((await samplesOf(someFacts({ descriptors: undefined }))).has("process_open_fds")).toBe(false);
  });
});

test("a limit may be none", () => {
  expect(mostDescriptors("Max open files            1024                 524288               files     \n")).toBe(
    1024,
  );
  expect(mostDescriptors("Max open files            unlimited            unlimited            files     \n")).toBe(
    undefined,
  );
});

test("nothing is measured between scrapes, and nothing goes into prom-client's own registry", async () => {
  const names = [...(await samplesOf(someFacts(full))).keys()];
  expect(names.filter((name) => !/^(netns|process)_/.test(name))).toEqual([]);
  expect(register.getMetricsAsArray()).toEqual([]);
});

test("docs/operations.md has all of them, and no others", async () => {
  const text = readFileSync(new URL("../../../docs/operations.md", import.meta.url), "utf8");
  const [, section = ""] = /\n## Metrics\n(.*?)\n## /s.exec(text) ?? [];
  const documented = [...section.matchAll(/`((?:netns|process)_\w+)(?:\{([\w,]+)\})?`/g)].map(([, name]) => name);
  const { body } = await new Metrics({ facts: someFacts(), counts: new RecordCounts() }).scrape();
  const told = [...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  expect(documented.sort()).toEqual(told.sort());
});

const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;
if (!hasPromtool) console.error("The metrics are not checked by Prometheus: promtool is missing: install prometheus");

test.skipIf(!hasPromtool)("promtool finds nothing wrong with names, types and help", async () => {
  const counts = new RecordCounts();
  counts.count(record("link-changed"));
  counts.count(record("resync", "netlink-overrun"));
  const { body, contentType } = await new Metrics({ facts: someFacts(full), counts }).scrape();
  expect(contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input: body, encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
});
