import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { linkMessage, RTM_GETLINK, RTM_GETROUTE, RTNLGRP_LINK, routeMessage } from "@netns/netlink";
import { AF_NETLINK, linux, NETLINK_ROUTE, SOCK_CLOEXEC, SOCK_RAW } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { Lab } from "../through-kernel/lab.js";
import { setNsid } from "../verbs/nsid.js";
import type { WatchEvent } from "./events.js";
import { keyOf } from "./keys.js";
import { WatchState } from "./state.js";
import { type Watch, type WatchOptions, watch } from "./watch.js";

/** Events in a word or two. */
function inShort(event: WatchEvent): string {
  switch (event.type) {
    case "snapshot-start":
      return `start ${event.reason}`;
    case "snapshot-end":
      return event.consistent ? "end" : "end inconsistent";
    case "message":
      return `message ${event.messageType}`;
    default:
      return `${event.type} ${event.subject === "link" ? event.item.attributes.ifname : keyOf(event.subject, event.item as never)}`;
  }
}

async function nextOf(events: Watch): Promise<WatchEvent> {
  const { done, value } = await events.next();
  if (done) throw new Error("the watch has ended");
  return value;
}

/** Events up to the first that is it. */
async function until(events: Watch, isLast: (event: WatchEvent) => boolean): Promise<WatchEvent[]> {
  const seen: WatchEvent[] = [];
  for (;;) {
    const event = await nextOf(events);
    seen.push(event);
    if (isLast(event)) return seen;
  }
}

const isEnd = (event: WatchEvent) => event.type === "snapshot-end";
const isOf = (type: "changed" | "deleted", ifname: string) => (event: WatchEvent) =>
  event.type === type && event.subject === "link" && event.item.attributes.ifname === ifname;

/** A command of iproute2's in the lab's namespace. */
function ip(lab: Lab, args: readonly string[], input = ""): ChildProcess {
  const child = lab.inside(() =>
    spawn("ip", args, { stdio: [input === "" ? "ignore" : "pipe", "inherit", "inherit"] }),
  );
  child.stdin?.end(input);
  return child;
}

async function run(lab: Lab, line: string): Promise<void> {
  const child = ip(lab, line.split(" "));
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (status !== 0) throw new Error(`ip ${line}: ${status}`);
}

/** Takes events into a state until nothing has come for a while. */
async function settle(events: Watch, state: WatchState, quiet = 300, isOver = () => true): Promise<void> {
  let pending = events.next();
  for (;;) {
    const result = await Promise.race([pending, sleep(quiet)]);
    if (result === undefined) {
      if (!isOver()) continue;
      const closed = pending.catch(() => {});
      events.close();
      await closed;
      return;
    }
    if (result.done) return;
    state.apply(result.value);
    pending = events.next();
  }
}

describe("a watch", () => {
  kernelTest("tells what there is, and then each change", async () => {
    using lab = new Lab();
    lab.pair("old");
    using events = watch({ namespace: lab.namespace, what: ["link"] });
    const before = (await until(events, isEnd)).map(inShort);
    expect([before[0], before.at(-1)]).toEqual(["start opened", "end"]);
    expect(before.slice(1, -1).sort()).toEqual(["present lo", "present old", "present old-peer"]);
    lab.pair("blue");
    const seen = (await until(events, isOf("changed", "blue"))).map(inShort);
    expect(seen).toContain("changed blue");
    lab.deleteLink(lab.link("blue").header.index);
    const [event] = (await until(events, isOf("deleted", "blue"))).slice(-1);
    expect(event).toMatchObject({ own: true, nsid: undefined, observer: events.observer });
    expect(events.observer.inode).toBe(linux.fs.fstatSync(lab.namespace.fd, { bigint: true }).ino);
    expect(events.statistics).toMatchObject({ overruns: 0, dropped: 0, foreign: 0, snapshots: 1 });
  });

  kernelTest(
    "misses nothing of what happens between its opening and the first event, nor during a snapshot",
    async () => {
      using lab = new Lab();
      lab.pair("gone");
      using events = watch({ namespace: lab.namespace, what: ["link", "address"] });
      lab.pair("early");
      await nextOf(events);
      lab.deleteLink(lab.link("gone").header.index);
      lab.pair("late");
      const state = new WatchState();
      await settle(events, state, 50);
      // The first event is not applied: a state must begin with it.
      expect(state.get("link").map(({ attributes }) => attributes.ifname)).not.toContain("gone");
      expect(state.get("link").map(({ attributes }) => attributes.ifname)).toContain("late");
    },
  );

  kernelTest("of all subjects at once", async () => {
    using lab = new Lab();
    const state = new WatchState();
    using events = watch({
      namespace: lab.namespace,
      what: ["link", "address", "route", "rule", "neighbor", "nexthop", "nsid", "fdb"],
    });
    for (const event of await until(events, isEnd)) state.apply(event);
    const index = lab.pair("a");
    await run(lab, "address add 192.0.2.1/24 dev a");
    await run(lab, "-6 address add 2001:db8::1/64 dev a nodad");
    await run(lab, "route add 198.51.100.0/24 via 192.0.2.9");
    await run(lab, "rule add from 192.0.2.0/24 lookup 100 priority 7");
    await run(lab, "neighbor add 192.0.2.9 lladdr 02:00:00:00:00:09 dev a");
    await run(lab, "nexthop add id 5 via 192.0.2.7 dev a");
    using other = new Lab();
    setNsid(lab.client, other.namespace, 4);
    await settle(events, state);
    expect(state.get("address").map(({ attributes }) => attributes.local ?? attributes.address)).toEqual(
      expect.arrayContaining(["192.0.2.1", "2001:db8::1"]),
    );
    expect(state.get("route").some(({ attributes }) => attributes.dst === "198.51.100.0")).toBe(true);
    expect(state.get("rule").some(({ attributes }) => attributes.priority === 7)).toBe(true);
    expect(
      state.get("neighbor").some((item) => item.header.ifindex === index && item.attributes.dst === "192.0.2.9"),
    ).toBe(true);
    expect(state.get("nexthop").map(({ attributes }) => attributes.id)).toEqual([5]);
    expect(state.get("nsid").map(({ attributes }) => attributes.nsid)).toEqual([4]);
  });

  kernelTest("routes that the kernel removes without a word are found gone", async () => {
    using lab = new Lab();
    const index = lab.pair("a");
    await run(lab, "address add 192.0.2.1/24 dev a");
    await run(lab, "route add 198.51.100.0/24 via 192.0.2.9");
    await run(lab, "-6 address add 2001:db8::1/64 dev a nodad");
    await run(lab, "-6 route add 2001:db8:1::/48 nexthop via 2001:db8::8 dev a nexthop via 2001:db8::9 dev a");
    await run(lab, "-6 route add 2001:db8:2::/48 via 2001:db8::8");
    const state = new WatchState();
    using events = watch({ namespace: lab.namespace, what: ["route"] });
    for (const event of await until(events, isEnd)) state.apply(event);
    const has = (dst: string) => state.get("route").filter(({ attributes }) => attributes.dst === dst);
    expect(has("198.51.100.0")).toHaveLength(1);
    await run(lab, "-6 route del 2001:db8:1::/48 via 2001:db8::8 dev a");
    await run(lab, "route replace 198.51.100.0/24 via 192.0.2.10");
    await run(lab, "-6 route append 2001:db8:2::/48 via 2001:db8::9");
    await until(events, (event) => {
      state.apply(event);
      return event.type === "changed" && event.subject === "route" && event.item.attributes.dst === "2001:db8:2::";
    });
    const dump = () => lab.client.dump({ codec: routeMessage, type: RTM_GETROUTE, message: { header: { family: 0 } } });
    const fresh = dump()
      .entries.map((item) => keyOf("route", item))
      .sort();
    expect(
      state
        .get("route")
        .map((item) => keyOf("route", item))
        .sort(),
    ).toEqual(fresh);
    expect(has("198.51.100.0").map(({ attributes }) => attributes.gateway)).toEqual(["192.0.2.10"]);
    expect(has("2001:db8:1::").map(({ attributes }) => attributes.gateway)).toEqual(["2001:db8::9"]);
    expect(has("2001:db8:2::").map(({ attributes }) => attributes.multipath?.length)).toEqual([2]);
    lab.deleteLink(index);
    await settle(events, state);
    expect(
      state
        .get("route")
        .map((item) => keyOf("route", item))
        .sort(),
    ).toEqual(
      dump()
        .entries.map((item) => keyOf("route", item))
        .sort(),
    );
    expect(has("198.51.100.0")).toEqual([]);
  });

  kernelTest("a port that leaves its bridge is not a link that is gone", async () => {
    using lab = new Lab();
    const master = lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } });
    const port = lab.pair("p", { master });
    const state = new WatchState();
    using events = watch({ namespace: lab.namespace, what: ["link"], groups: [RTNLGRP_LINK] });
    for (const event of await until(events, isEnd)) state.apply(event);
    lab.setLink(port, { master: 0 });
    const messages: WatchEvent[] = await until(events, (event) => {
      state.apply(event);
      return event.type === "message" && event.messageType === 17;
    });
    expect(messages.length).toBeGreaterThan(0);
    await settle(events, state);
    expect(state.get("link").some(({ header }) => header.index === port)).toBe(true);
  });

  kernelTest("of all namespaces that have an id says where, and for whom", async () => {
    using lab = new Lab();
    using other = new Lab();
    using nameless = new Lab();
    setNsid(lab.client, other.namespace, 6);
    using events = watch({ namespace: lab.namespace, what: ["link", "nsid"], allNsid: true });
    await until(events, isEnd);
    nameless.pair("unheard");
    other.pair("there");
    lab.pair("here");
    const seen = await until(events, isOf("changed", "here"));
    const there = seen.filter(isOf("changed", "there"));
    expect(there[0]).toMatchObject({ nsid: 6, own: false, observer: events.observer });
    expect(seen.at(-1)).toMatchObject({ nsid: undefined, own: true });
    expect(seen.some(isOf("changed", "unheard"))).toBe(false);
    const state = new WatchState();
    for (const event of seen) state.apply(event);
    expect(
      state
        .get("link", 6)
        .map(({ attributes }) => attributes.ifname)
        .sort(),
    ).toEqual(["there", "there-peer"]);
    setNsid(other.client, nameless.namespace, 1);
  });

  kernelTest("takes nothing from anybody but the kernel", async () => {
    using lab = new Lab();
    using events = watch({ namespace: lab.namespace, what: ["link"] });
    await until(events, isEnd);
    using forger = lab.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    // To the whole group, as a process with CAP_NET_ADMIN may.
    const bytes = new Uint8Array(32);
    new DataView(bytes.buffer).setUint32(0, 32, true);
    new DataView(bytes.buffer).setUint16(4, 17, true);
    linux.bind(forger.fd, { family: AF_NETLINK, portId: 0, groups: 0 });
    linux.sendto(forger.fd, bytes, 0, { family: AF_NETLINK, portId: 0, groups: 1 });
    lab.pair("real");
    const seen = await until(events, isOf("changed", "real"));
    expect(seen.some(({ type }) => type === "deleted")).toBe(false);
    expect(events.statistics.foreign).toBe(1);
  });
});

describe("the end", () => {
  kernelTest("leaving the loop, disposing, aborting, and an error", async () => {
    using lab = new Lab();
    const options: WatchOptions = { namespace: lab.namespace, what: ["link"] };
    const left = watch(options);
    for await (const event of left) {
      expect(event.type).toBe("snapshot-start");
      break;
    }
    expect(left.closed).toBe(true);

    const disposed = watch(options);
    await until(disposed, isEnd);
    const waiting = disposed.next();
    disposed[Symbol.dispose]();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await disposed.next()).toEqual({ done: true, value: undefined });

    const controller = new AbortController();
    const aborted = watch({ ...options, signal: controller.signal });
    await until(aborted, isEnd);
    const rejected = expect(aborted.next()).rejects.toMatchObject({ name: "AbortError" });
    controller.abort();
    await rejected;
    expect(aborted.closed).toBe(true);
    expect(await aborted.next()).toEqual({ done: true, value: undefined });
    expect(() => watch({ ...options, signal: controller.signal })).toThrow(
      expect.objectContaining({ name: "AbortError" }),
    );

    const system = {
      ...linux,
      recvmsg: (...args: Parameters<typeof linux.recvmsg>) => {
        if (armed) throw Object.assign(new Error("EIO"), { code: "EIO" });
        return linux.recvmsg(...args);
      },
    };
    let armed = false;
    const broken = watch({ ...options, system });
    await until(broken, isEnd);
    armed = true;
    await expect(broken.next()).rejects.toThrow("EIO");
    armed = false;
    expect(broken.closed).toBe(true);
    expect(() => watch({ ...options, groups: [4711] })).toThrow(expect.objectContaining({ code: "EINVAL" }));
  });

  kernelTest("two hundred times, and a hundred at once in as many namespaces, leave nothing", async () => {
    using lab = new Lab();
    const open = () => readdirSync("/proc/self/fd").length;
    // The event loop opens some of its own with the first.
    using first = watch({ namespace: lab.namespace, what: ["link"] });
    const idle = (await until(first, isEnd)).length;
    expect(idle).toBeGreaterThan(1);
    first.close();
    const before = open();
    for (let i = 0; i < 200; i++) {
      using events = watch({ namespace: lab.namespace, what: ["link"] });
      await until(events, isEnd);
      const waiting = events.next();
      events.close();
      await waiting;
    }
    expect(open()).toBeLessThanOrEqual(before + 2);
    const labs = Array.from({ length: 100 }, () => new Lab());
    const watches = labs.map(({ namespace }) => watch({ namespace, what: ["link"] }));
    await Promise.all(
      watches.map(async (events, i) => {
        await until(events, isEnd);
        const seen = until(events, isOf("changed", `n${i}`));
        labs[i]?.pair(`n${i}`);
        const names = (await seen).map((event) =>
          "item" in event && event.subject === "link" ? event.item.attributes.ifname : "",
        );
        expect(names.every((name) => name?.startsWith(`n${i}`))).toBe(true);
      }),
    );
    for (const events of watches) events.close();
    for (const one of labs) one[Symbol.dispose]();
    expect(open()).toBeLessThanOrEqual(before + 2);
  });
});

describe("a storm", () => {
  kernelTest(
    "with a buffer that is much too small, the state is a fresh dump's in the end",
    { timeout: 60_000 },
    async () => {
      const links = Number(process.env["NETNS_STORM_LINKS"] ?? 1000);
      using lab = new Lab();
      const lines: string[] = [];
      for (let i = 0; i < links / 2; i++) {
        lines.push(`link add s${i} type veth peer name t${i}`);
        if (i % 4 === 0) lines.push(`link set s${i} mtu 1400 up`, `address add 10.${i >> 8}.${i & 255}.1/24 dev s${i}`);
        if (i >= 50 && i % 2 !== 0) lines.push(`link del s${i - 50}`);
      }
      const state = new WatchState();
      using events = watch({ namespace: lab.namespace, what: ["link", "address", "route"], bufferSize: 4096 });
      let isOver = false;
      const child = ip(lab, ["-force", "-batch", "-"], `${lines.join("\n")}\n`);
      const ended = new Promise((resolve) => child.once("close", resolve)).then(() => (isOver = true));
      await settle(events, state, 1000, () => isOver);
      await ended;
      const { overruns, dropped, snapshots } = events.statistics;
      expect(overruns).toBeGreaterThan(0);
      expect(dropped).toBeGreaterThan(0);
      expect(snapshots).toBeGreaterThan(1);
      const show = ({ header, attributes }: ReturnType<typeof linkMessage.decode>) =>
        `${header.index} ${attributes.ifname} ${attributes.mtu} ${header.flags} ${attributes.operstate} ${attributes.address}`;
      const fresh = lab.client.dump({ codec: linkMessage, type: RTM_GETLINK, message: {} }).entries;
      expect(state.get("link").map(show).sort()).toEqual(fresh.map(show).sort());
      const using = watch({ namespace: lab.namespace, what: ["address", "route"] });
      const again = new WatchState();
      for (const event of await until(using, isEnd)) again.apply(event);
      using.close();
      for (const subject of ["address", "route"] as const) {
        const keysOf = (from: WatchState) =>
          from
            .get(subject)
            .map((item) => keyOf(subject, item as never))
            .sort();
        expect(keysOf(state)).toEqual(keysOf(again));
      }
      if (process.env["NETNS_STORM_LINKS"] !== undefined)
        console.log({ links, ...events.statistics, left: state.counts });
    },
  );
});
