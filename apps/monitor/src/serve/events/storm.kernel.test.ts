import { existsSync, readFileSync } from "node:fs";
import { setImmediate as breathe } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { createNamespaces, deleteNamespaces, listNames } from "@netns/core";
import {
  addAddress,
  addLink,
  deleteAddress,
  listAddresses,
  listLinks,
  openClient,
  type RtnetlinkClient,
  setLink,
} from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { EventReader } from "../../fixtures/event-reader.js";
import { Follower } from "../../fixtures/follower.js";
import { type Monitor, until, withMonitor } from "../../fixtures/monitor.js";
import { apply, createWorld, toSnapshot, type World } from "../../topology/index.js";
import type { WireRecord } from "../../wire.js";

const NAMESPACES = ["ns0", "ns1", "ns2", "ns3", "ns4"];
const PAIRS = 10;
const CHANGES = 5000;
/** KiB that the server may take more than before: what it kept of each change would be more. */
const ROOM = 96 * 1024;
/** Bytes that the server keeps of what it has sent, and that the kernel holds for one who does not read. */
const HISTORY = 256 * 1024;
const IN_KERNEL = 512 * 1024;

/** Of each name: what the storm changes. */
type Contents = Record<string, { readonly links: unknown[]; readonly addresses: unknown[] }>;

function inKernel(runDir: string): Contents {
  return Object.fromEntries(
    listNames({ runDir }).map(({ name }) => {
      using client = openClient({ namespace: `${runDir}/${name}` });
      const links = listLinks(client).entries.map(({ ifindex, name, up, operstate, mtu }) => {
        return { ifindex, ifname: name, up, operstate, mtu };
      });
      const addresses = listAddresses(client).entries.map(({ ifindex, address }) => `${ifindex} ${address}`);
      return [name, { links: links.sort((a, b) => a.ifindex - b.ifindex), addresses: addresses.sort() }];
    }),
  );
}

function inWorld(world: World): Contents {
  const named = [...world.namespaces.values()].filter(({ names }) => names.length > 0);
  return Object.fromEntries(
    named.map(({ names, things }) => {
      const links = [...things.link.values()].map(({ ifindex, ifname, up, operstate, mtu }) => {
        return { ifindex, ifname, up, operstate, mtu };
      });
      const addresses = [...things.address.values()].map(({ ifindex, address }) => `${ifindex} ${address}`);
      return [names[0], { links: links.sort((a, b) => a.ifindex - b.ifindex), addresses: addresses.sort() }];
    }),
  );
}

/** Two that read, one that does not. */
const CLIENTS = 3;

/** One change after the other, of links, addresses and names; now and then the readers have their turn. */
async function storm(runDir: string): Promise<void> {
  const clients = NAMESPACES.map((name) => openClient({ namespace: `${runDir}/${name}` }));
  for (let i = 0; i < CHANGES; i++) {
    changeNames(runDir, i);
    change(clients[i % clients.length] as RtnetlinkClient, Math.floor(i / clients.length));
    if (i % 50 === 0) await breathe();
  }
  for (const client of clients) client.close();
}

/** With every 500 changes a namespace comes and goes. */
function changeNames(runDir: string, i: number): void {
  if (i % 500 === 0) createNamespaces([`more${i}`], { runDir });
  if (i % 500 === 499) deleteNamespaces([`more${i - 499}`], { runDir });
}

/** A link goes up or down, gets another MTU, an address, and loses that of the change before. */
function change(client: RtnetlinkClient, i: number): void {
  const link = `near${Math.floor(i / 4) % PAIRS}`;
  const address = `192.0.2.${(Math.floor(i / 4) % 250) + 1}/32`;
  if (i % 4 === 0) setLink(client, link, { up: i % 8 === 0 });
  if (i % 4 === 1) setLink(client, link, { mtu: 1400 + (i % 100) });
  if (i % 4 === 2) addAddress(client, { address, link });
  if (i % 4 === 3 && i % 12 !== 3) deleteAddress(client, { address, link });
}

/** KiB: the most that it has had in memory. */
function mostMemory({ child }: Monitor): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]);
}

async function becomes(look: () => unknown, expected: unknown): Promise<void> {
  await vi
    .waitUntil(() => isDeepStrictEqual(look(), expected), { timeout: 20_000 })
    .catch(() => {
      expect(look()).toEqual(expected);
    });
}

/**
 * All that is in named namespaces, beside what a monitor says of it that begins now: but for neighbors, since the kernel
 * makes those of multicast addresses without a word.
 */
async function isAsSeenAnew(runDir: string, readers: readonly Follower[]): Promise<void> {
  const named = (world: World) => {
    const namespaces = toSnapshot(world).namespaces.filter(({ own }) => !own);
    return namespaces.map(({ neighbors: _, ...others }) => others);
  };
  await withMonitor(runDir, ["--json", "--all"], async (monitor) => {
    const fresh = () => {
      const world = createWorld();
      for (const record of monitor.records) apply(world, record as unknown as WireRecord);
      return world;
    };
    await until("it has told all", () => fresh().isComplete);
    const anew = named(fresh());
    for (const reader of readers) await becomes(() => named(reader.world), anew);
  });
}

function makePairs(runDir: string): void {
  createNamespaces(NAMESPACES, { runDir });
  for (const name of NAMESPACES) {
    using client = openClient({ namespace: `${runDir}/${name}` });
    for (let i = 0; i < PAIRS; i++)
      addLink(client, { kind: "veth", name: `near${i}`, peer: { name: `far${i}`, up: true } });
  }
}

kernelTest("5,000 changes: who reads knows the end, and who does not is dropped", async ({ runDir, scratch }) => {
  makePairs(runDir);
  const socketPath = `${scratch}/socket`;
  const args = ["serve", "--listen", `unix:${socketPath}`, "--history", String(HISTORY)];
  await withMonitor(runDir, args, async (monitor) => {
    await until("it serves", () => existsSync(socketPath) || monitor.child.exitCode !== null);
    const readers = [new Follower(socketPath), new Follower(socketPath)];
    const stalled = await EventReader.open(socketPath);
    try {
      const atFirst = inKernel(runDir);
      await until("all is told", () => readers.every(({ world }) => isDeepStrictEqual(inWorld(world), atFirst)));
      const { sockets } = monitor.descriptors;
      const memory = mostMemory(monitor);

      await storm(runDir);
      const atLast = inKernel(runDir);
      for (const reader of readers) await becomes(() => inWorld(reader.world), atLast);
      expect(mostMemory(monitor) - memory).toBeLessThan(ROOM);
      await isAsSeenAnew(runDir, readers);
      for (const reader of readers) await reader.close();
      // It comes to an end, which is not that of the changes.
      await stalled.all(() => {});
      expect(stalled.bytes).toBeLessThan(HISTORY + IN_KERNEL);
      await until("all are let go", () => monitor.descriptors.sockets === sockets - CLIENTS);
    } finally {
      for (const reader of readers) await reader.close();
      stalled.close();
    }
  });
});
