import { once } from "node:events";
import type { Socket } from "node:net";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { until } from "../../fixtures/monitor.js";
import { parseReply, type Served, withServed } from "../../fixtures/served.js";
import { MAX_CLIENTS } from "./limits.js";

async function connected(served: Served, count: number): Promise<Socket[]> {
  // What is not read is not seen to end either.
  const sockets = Array.from({ length: count }, () => served.connect().resume());
  await Promise.all(sockets.map((socket) => (socket.connecting ? once(socket, "connect") : undefined)));
  return sockets;
}

async function closed(sockets: readonly Socket[]): Promise<void> {
  const open = sockets.filter((socket) => !socket.closed);
  const ends = open.map((socket) => once(socket, "close"));
  for (const socket of open) socket.destroy();
  await Promise.all(ends);
}

kernelTest("1,000 connections: it goes on answering, and lets them go", async ({ runDir }) => {
  await withServed(runDir, ["--request-timeout", "600"], async (served) => {
    await expect.poll(async () => (await served.ask("/healthz")).status, { timeout: 20_000 }).toBe(200);
    const before = served.monitor.descriptors.sockets;
    const sockets = await connected(served, 1000);
    await until("it has them all", () => served.monitor.descriptors.sockets >= 1000);
    expect(await served.ask("/api/v1/openapi.json")).toMatchObject({ status: 200 });
    expect(await served.ask("/api/v1/snapshot")).toMatchObject({ status: 200 });
    await closed(sockets);
    await until("it has none of them", () => served.monitor.descriptors.sockets <= before);
    expect(await served.ask("/api/v1/openapi.json")).toMatchObject({ status: 200 });
    expect(served.monitor.errors).toBe("");
  });
});

kernelTest("more than there are descriptors for: some are turned away, and it goes on", async ({ runDir }) => {
  const prefix = ["prlimit", "--nofile=120:120", "--"];
  const work = async (served: Served) => {
    // Sixty are let in, the next ones are told that there are too many, and the rest are closed.
    const sockets = await connected(served, 60);
    await until("it has them all", () => served.monitor.descriptors.sockets > 60);
    expect(await served.ask("/api/v1/openapi.json")).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
    sockets.push(...(await connected(served, 100)));
    await until("some are closed", () => sockets.some(({ closed }) => closed));
    await closed(sockets);
    await expect.poll(() => served.ask("/api/v1/openapi.json"), { timeout: 20_000 }).toMatchObject({ status: 200 });
    expect(served.monitor.errors).toBe("");
  };
  await withServed(runDir, ["--request-timeout", "600"], work, prefix);
});

kernelTest("who is slow with a request is cut off, and who reads events is not", async ({ runDir }) => {
  await withServed(runDir, ["--request-timeout", "2"], async (served) => {
    const reader = served.connect();
    reader.write(`GET /api/v1/events HTTP/1.1\r\nhost: ${served.host}\r\n\r\n`);
    await once(reader, "data");
    const slow = served.connect().setEncoding("latin1");
    let answer = "";
    slow.on("data", (text: string) => {
      answer += text;
    });
    slow.write(`GET / HTTP/1.1\r\nhost: ${served.host}\r\n`);
    // One header after the other, and never the end.
    const drip = setInterval(() => slow.write("x: y\r\n"), 50);
    await new Promise((resolve) => slow.once("close", resolve));
    clearInterval(drip);
    expect(parseReply(answer).status).toBe(408);
    expect(await served.metric("netns_clients")).toBe(1);
    expect(reader.closed).toBe(false);
    await closed([reader]);
  });
});

kernelTest("so many read events, and no more", async ({ runDir }) => {
  await withServed(runDir, [], async (served) => {
    const readers = await connected(served, MAX_CLIENTS);
    for (const reader of readers) reader.write(`GET /api/v1/events HTTP/1.1\r\nhost: ${served.host}\r\n\r\n`);
    await Promise.all(readers.map((reader) => once(reader, "data")));
    expect(await served.metric("netns_clients")).toBe(MAX_CLIENTS);
    expect(await served.ask("/api/v1/events")).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
    expect(await served.ask("/api/v1/openapi.json")).toMatchObject({ status: 200 });
    await closed(readers);
    await expect.poll(() => served.metric("netns_clients"), { timeout: 20_000 }).toBe(0);
  });
});
