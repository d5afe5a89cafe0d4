import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  linkMessage,
  NLM_F_CREATE,
  NLM_F_EXCL,
  RTM_GETLINK,
  RTM_GETROUTE,
  RTM_NEWLINK,
  RTM_NEWROUTE,
  routeMessage,
} from "@netns/netlink";
import { linux, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient, type StreamEnd } from "./client.js";
import { Lab } from "./through-kernel/lab.js";
import { getNsid } from "./verbs/nsid.js";

const routes = { codec: routeMessage, type: RTM_GETROUTE, message: { header: { family: 2, table: 254 } } } as const;
const links = { codec: linkMessage, type: RTM_GETLINK, message: {} } as const;

/** So many routes in a lab, in batches. */
function addRoutes(lab: Lab, count: number): void {
  const oif = lab.pair("a");
  for (let first = 0; first < count; first += 10_000) {
    const answers = lab.client.batch(
      Array.from({ length: Math.min(10_000, count - first) }, (_, i) => ({
        codec: routeMessage,
        type: RTM_NEWROUTE,
        flags: NLM_F_CREATE | NLM_F_EXCL,
        message: {
          header: { family: 2, dstLen: 32, table: 254, protocol: 4, scope: 253, type: 1 },
          attributes: { dst: destination(first + i), oif },
        },
      })),
    );
    expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
  }
}

const destination = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;

/** What is in use, and nothing that nobody refers to any more. */
function bytesInUse(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

kernelTest("100,000 routes stream through, in a small part of the memory that they would take", () => {
  using lab = new Lab();
  const COUNT = 100_000;
  addRoutes(lab, COUNT);
  // First: so that the second time nothing is left to be compiled.
  const whole = bytesOfAll();

  const before = bytesInUse();
  let most = 0;
  let steps = 0;
  const seen = new Uint8Array(COUNT);
  const stream = lab.client.stream(routes);
  for (let step = stream.next(); ; step = stream.next()) {
    if (step.done) {
      expect(step.value).toEqual({ consistent: true });
      break;
    }
    for (const { attributes } of step.value) {
      const [, a = 0, b = 0, c = 0] = String(attributes.dst).split(".").map(Number);
      seen[(a << 16) | (b << 8) | c] = 1;
    }
    if (steps++ % 20 === 0) most = Math.max(most, bytesInUse() - before);
  }
  expect(seen.indexOf(0)).toBe(-1);
  expect(steps).toBeGreaterThan(100);
  expect(most).toBeLessThan(whole / 10);

  function bytesOfAll(): number {
    const before = bytesInUse();
    const { entries } = lab.client.dump(routes);
    const after = bytesInUse();
    expect(entries).toHaveLength(COUNT);
    return after - before;
  }
});

kernelTest("a stream that is left early leaves its socket clean, and no more are opened for that", () => {
  using lab = new Lab();
  addRoutes(lab, 5000);
  const sockets = lab.inside(() =>
    counting((system) => {
      using client = openClient({ system });
      for (let i = 0; i < 3; i++) {
        for (const some of client.stream(routes)) {
          expect(some.length).toBeLessThan(5000);
          break;
        }
        // Another kind: an answer that was left over would be seen.
        expect(client.dump(links).entries).toHaveLength(3);
        expect(client.dump(routes).entries).toHaveLength(5000);
        expect(() => {
          for (const _ of client.stream(routes)) throw new Error("enough");
        }).toThrow("enough");
        expect(getNsid(client, { pid: process.pid })).toBeDefined();
      }
    }),
  );
  expect(sockets).toBe(1);
});

kernelTest("requests, dumps and other streams go on while one is streamed: nothing gets mixed up", () => {
  using lab = new Lab();
  addRoutes(lab, 3000);
  const sockets = lab.inside(() =>
    counting((system) => {
      using client = openClient({ system });
      const streams = [routes, links, routes].map((request) =>
        client.stream<typeof routeMessage | typeof linkMessage>(request),
      );
      const sums = streams.map(() => 0);
      const ends: (StreamEnd | undefined)[] = [];
      // In turns, a datagram of each.
      while (ends.filter((end) => end !== undefined).length < streams.length) {
        for (const [i, stream] of streams.entries()) {
          if (ends[i] !== undefined) continue;
          const step = stream.next();
          if (step.done) {
            ends[i] = step.value;
            continue;
          }
          sums[i] = (sums[i] ?? 0) + step.value.length;
          expect(getNsid(client, { pid: process.pid })).toBeDefined();
          expect(
            client
              .dump(links)
              .entries.map(({ attributes }) => attributes.ifname)
              .sort(),
          ).toEqual(["a", "a-peer", "lo"]);
        }
      }
      expect(ends).toEqual(streams.map(() => ({ consistent: true })));
      expect(sums).toEqual([3000, 3, 3000]);
      // Changes go through as well, and are what interrupts it.
      const outer = client.stream(routes);
      outer.next();
      client.request(
        { codec: linkMessage, type: RTM_NEWLINK, message: { attributes: { ifname: "b", linkinfo: { kind: "veth" } } } },
        NLM_F_CREATE,
      );
      for (const some of client.stream(links)) expect(some).toHaveLength(5);
      outer.return({ consistent: false });
    }),
  );
  // Three at most were streamed at once, with something on the side.
  expect(sockets).toBe(4);
});

/** How many sockets some work opens. */
function counting(work: (system: System) => void): number {
  let sockets = 0;
  work({
    ...linux,
    socket(...args) {
      sockets++;
      return linux.socket(...args);
    },
  });
  return sockets;
}

kernelTest("a client that is closed says so, in the middle of a stream too", () => {
  using lab = new Lab();
  addRoutes(lab, 2000);
  const client = openClient({ namespace: lab.namespace });
  const stream = client.stream(routes);
  expect(stream.next().done).toBe(false);
  client.close();
  const closed = expect.objectContaining({ code: "ERR_CLIENT_CLOSED" });
  expect(() => stream.next()).toThrow(closed);
  expect(stream.next()).toEqual({ done: true, value: undefined });
  expect(() => client.request(links)).toThrow(closed);
  expect(() => client.dump(links)).toThrow(closed);
  expect(() => client.stream(links).next()).toThrow(closed);
  expect(() => client.batch([])).toThrow(closed);
  expect(() => client.openSocket()).toThrow(closed);
  client.close();
});
