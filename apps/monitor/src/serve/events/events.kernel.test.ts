import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createNamespace, createNamespaces, deleteNamespace } from "@netns/core";
import { addLink, findLink, openClient, setLink } from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { EventReader, type ServerEvent } from "../../fixtures/event-reader.js";
import { type JsonRecord, until, withMonitor } from "../../fixtures/monitor.js";
import { askUnix, metricOf, withServed } from "../../fixtures/served.js";

/** Somebody who reads events until the test is over. */
class Reading {
  readonly events: ServerEvent[] = [];
  readonly #reader: EventReader;
  readonly #over: Promise<void>;

  private constructor(reader: EventReader) {
    this.#reader = reader;
    this.#over = reader.all((event) => this.events.push(event));
  }

  static async open(socketPath: string, lastEventId?: string): Promise<Reading> {
    return new Reading(await EventReader.open(socketPath, lastEventId));
  }

  get records(): JsonRecord[] {
    return this.events.filter(({ event }) => event === "records").flatMap(({ data }) => JSON.parse(data));
  }

  get mode(): unknown {
    return this.events[0] && JSON.parse(this.events[0].data).mode;
  }

  get lastId(): string | undefined {
    return this.events.findLast(({ id }) => id !== undefined)?.id;
  }

  async has(values: JsonRecord): Promise<void> {
    const isIt = (record: JsonRecord) => Object.entries(values).every(([key, value]) => record[key] === value);
    await until(`it is told ${JSON.stringify(values)}`, () => this.records.some(isIt));
  }

  async ready(): Promise<void> {
    await until("it is ready", () => this.events.some(({ event }) => event === "ready"));
  }

  async close(): Promise<void> {
    this.#reader.close();
    await this.#over;
  }
}

async function withUnix(
  runDir: string,
  scratch: string,
  args: readonly string[],
  work: (socketPath: string) => Promise<void>,
  prefix: readonly string[] = [],
): Promise<void> {
  const socketPath = `${scratch}/socket`;
  const all = ["serve", "--listen", `unix:${socketPath}`, ...args];
  const listening = async (monitor: { readonly lines: readonly string[] }) => {
    await until("it listens", () => monitor.lines.length > 0);
    await work(socketPath);
  };
  await withMonitor(runDir, all, listening, prefix);
}

kernelTest(
  "first what there is, then each change; who comes back is told what was missed",
  async ({ runDir, scratch }) => {
    createNamespaces(["blue"], { runDir });
    using client = openClient({ namespace: `${runDir}/blue` });
    await withUnix(runDir, scratch, [], async (socketPath) => {
      const first = await Reading.open(socketPath);
      await first.has({ type: "link-present", namespace: "blue", ifname: "lo" });
      expect(first.mode).toBe("fresh");
      await first.ready();
      setLink(client, 1, { up: true });
      await first.has({ type: "link-changed", namespace: "blue", up: true });
      const last = first.lastId;
      await first.close();

      setLink(client, 1, { mtu: 1400 });
      const second = await Reading.open(socketPath, last);
      await second.has({ type: "link-changed", namespace: "blue", mtu: 1400 });
      expect(second.mode).toBe("resumed");
      expect(second.records.filter(({ type }) => type === "link-present")).toEqual([]);
      await second.close();

      for (const unknown of ["0123456789abcdef-1", "nonsense", `${last}0000`]) {
        const other = await Reading.open(socketPath, unknown);
        await other.ready();
        expect(other.mode).toBe("fresh");
        await other.has({ type: "link-present", namespace: "blue", mtu: 1400 });
        await other.close();
      }
    });
  },
);

kernelTest("a snapshot says where its events go on", async ({ runDir }) => {
  await withServed(runDir, [], async (served) => {
    await expect.poll(async () => (await served.ask("/healthz")).status, { timeout: 20_000 }).toBe(200);
    const { lastEventId, namespaces, missing } = JSON.parse((await served.ask("/api/v1/snapshot")).body);
    expect(namespaces).toMatchObject([{ own: true }]);
    expect(missing).toBeInstanceOf(Array);
    const reader = served.connect().setEncoding("latin1");
    let text = "";
    reader.on("data", (chunk: string) => {
      text += chunk;
    });
    reader.write(`GET /api/v1/events?lastEventId=${lastEventId} HTTP/1.1\r\nhost: ${served.host}\r\n\r\n`);
    await until("it goes on", () => text.includes('"mode":"resumed"'));
    createNamespace("blue", { runDir }).close();
    await until("it is told", () => text.includes('"type":"name-added","name":"blue"'));
    reader.destroy();
    await once(reader, "close");
  });
});

kernelTest("while nothing happens there are signs of life", async ({ runDir }) => {
  await withServed(runDir, ["--heartbeat", "1"], async (served) => {
    const reader = served.connect().setEncoding("latin1");
    let text = "";
    reader.on("data", (chunk: string) => {
      text += chunk;
    });
    reader.write(`GET /api/v1/events HTTP/1.1\r\nhost: ${served.host}\r\n\r\n`);
    // Without them the connection would have ended after four.
    await until("there are six", () => text.split("\nevent: heartbeat\ndata: {}\n\n").length > 6);
    expect(text).toContain('"heartbeat":1,');
    reader.destroy();
    await once(reader, "close");
  });
});

kernelTest("who does not read is dropped, and nobody waits for it", async ({ runDir, scratch }) => {
  createNamespace("blue", { runDir }).close();
  using client = openClient({ namespace: `${runDir}/blue` });
  // The alias of one that is down changes without a word (netdev_state_change()).
  setLink(client, 1, { up: true });
  await withUnix(runDir, scratch, ["--history", "65536"], async (socketPath) => {
    const metric = async (name: string) => metricOf((await askUnix(socketPath, "/metrics")).body, name);
    const stalled = await EventReader.open(socketPath);
    const reading = await Reading.open(socketPath);
    await reading.has({ type: "link-present", namespace: "blue", ifname: "lo" });
    let round = 0;
    const isDropped = async () => {
      // No more at once than the kernel has room for: who reads is to be told of each.
      for (let i = 0; i < 40; i++) setLink(client, 1, { alias: `${++round} ${"x".repeat(200)}` });
      return metric("netns_clients_dropped_total");
    };
    await expect.poll(isDropped, { timeout: 40_000, interval: 1 }).toBe(1);
    await reading.has({ type: "link-changed", alias: `${round} ${"x".repeat(200)}` });
    expect(reading.records.filter(({ type }) => type === "link-changed").length).toBe(round);
    // What it keeps for those who come back stays what it may be, too.
    expect(await metric("netns_ring_bytes")).toBeLessThanOrEqual(65_536);
    await reading.close();
    await stalled.all(() => {});
    await expect.poll(() => metric("netns_clients"), { timeout: 20_000 }).toBe(0);
  });
});

kernelTest("names are told as they are, markup or not, UTF-8 or not", async ({ runDir, scratch }) => {
  mkdirSync(runDir);
  const markup = "<img src=x onerror=alert(1)>";
  createNamespace(markup, { runDir }).close();
  writeFileSync(Buffer.concat([Buffer.from(`${runDir}/`), Buffer.from([0x61, 0xff, 0x0a])]), "");
  await withUnix(runDir, scratch, [], async (socketPath) => {
    const reading = await Reading.open(socketPath);
    await reading.has({ type: "name-present", name: markup });
    await reading.has({ type: "name-present", name: "a\ufffd\n", raw: "61ff0a" });
    await reading.close();
  });
});

kernelTest("a deleted namespace ends, whoever reads of it", async ({ runDir, scratch }) => {
  createNamespaces(["keep", "blue"], { runDir });
  using client = openClient({ namespace: `${runDir}/keep` });
  addLink(client, { kind: "veth", name: "near", peer: { name: "far", namespace: `${runDir}/blue` } });
  await withUnix(runDir, scratch, [], async (socketPath) => {
    const reading = await Reading.open(socketPath);
    await reading.has({ type: "link-present", namespace: "blue", ifname: "far" });
    const stalled = await EventReader.open(socketPath);
    deleteNamespace("blue", { runDir });
    await until("the veth is gone", () => findLink(client, "near") === undefined);
    await reading.has({ type: "name-deleted", name: "blue" });
    await reading.close();
    stalled.close();
  });
});

kernelTest("what an ordinary user cannot see is said, and why", async ({ runDir, scratch }) => {
  createNamespace("blue", { runDir }).close();
  const powerless = ["setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"];
  const work = async (socketPath: string) => {
    const reading = await Reading.open(socketPath);
    await reading.has({ type: "name-present", name: "blue" });
    await reading.has({ type: "not-watched", namespace: "blue" });
    const { missing } = JSON.parse(reading.events[0]?.data ?? "{}");
    expect(missing).toEqual([
      expect.stringMatching(/^What is in the namespaces cannot be seen.* CAP_SYS_ADMIN and CAP_NET_ADMIN\.$/),
      expect.stringMatching(/CAP_SYS_PTRACE\.$/),
    ]);
    await reading.close();
  };
  await withUnix(runDir, scratch, [], work, powerless);
});
