import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { RTNLGRP_LINK } from "@netns/netlink";
import { linux } from "@netns/syscall";
import { faultSweep } from "@netns/syscall/testing";
import { kernelTest, openDescriptors } from "@netns/testing";
import { expect, vi } from "vitest";
import { openClient } from "../client.js";
import { Lab } from "../through-kernel/lab.js";
import { isEnd, isOf, until } from "./fixtures/follow.js";
import { type WatchOptions, watch } from "./watch.js";

const options: WatchOptions = { what: ["link"] };
const ABORTED = { name: "AbortError" };

kernelTest("leaving the loop closes it", async () => {
  using lab = new Lab();
  const events = watch(lab.client, options);
  for await (const event of events) {
    expect(event.type).toBe("snapshot-start");
    break;
  }
  expect(events.closed).toBe(true);
  expect(events.read()).toBeUndefined();
});

kernelTest("disposing ends the waiting of all, and nothing comes afterwards", async () => {
  using lab = new Lab();
  const events = watch(lab.client, options);
  await until(events, isEnd);
  const waiting = [events.next(), events.next()];
  events[Symbol.dispose]();
  events.close();
  const end = { done: true, value: undefined };
  expect(await Promise.all(waiting)).toEqual([end, end]);
  expect(await events.next()).toEqual(end);
  expect(events.read()).toBeUndefined();
  expect(events.statistics).toMatchObject({ snapshots: 1 });
});

kernelTest("aborting: before, while nobody waits, in the loop, and while somebody waits", async () => {
  using lab = new Lab();
  expect(() => watch(lab.client, { ...options, signal: AbortSignal.abort() })).toThrow(
    expect.objectContaining(ABORTED),
  );

  const between = new AbortController();
  const untold = watch(lab.client, { ...options, signal: between.signal });
  between.abort();
  expect(untold.closed).toBe(true);
  await expect(untold.next()).rejects.toMatchObject(ABORTED);
  expect(await untold.next()).toEqual({ done: true, value: undefined });

  const reason = new Error("enough");
  const during = new AbortController();
  const loop = (async () => {
    for await (const _ of watch(lab.client, { ...options, signal: during.signal })) during.abort(reason);
  })();
  await expect(loop).rejects.toBe(reason);

  const controller = new AbortController();
  const events = watch(lab.client, { ...options, signal: controller.signal });
  await until(events, isEnd);
  const waiting = Promise.allSettled([events.next(), events.next()]);
  controller.abort();
  const [first, second] = await waiting;
  expect(first).toMatchObject({ status: "rejected", reason: ABORTED });
  expect(second).toMatchObject({ status: "fulfilled", value: { done: true } });
  expect(events.closed).toBe(true);
});

kernelTest("what fails is thrown, once, and closes it", async () => {
  using lab = new Lab();
  let isBroken = false;
  const system = {
    ...linux,
    recvmsg: (...args: Parameters<typeof linux.recvmsg>) => {
      if (isBroken) throw Object.assign(new Error("EIO"), { code: "EIO" });
      return linux.recvmsg(...args);
    },
  };
  using client = openClient({ namespace: lab.namespace, system });
  const [asked, read] = [watch(client, options), watch(client, options)];
  for (const events of [asked, read]) await until(events, isEnd);
  isBroken = true;
  await expect(asked.next()).rejects.toThrow("EIO");
  expect(() => read.read()).toThrow("EIO");
  expect([asked.closed, read.closed]).toEqual([true, true]);
  expect(await asked.next()).toEqual({ done: true, value: undefined });
  expect(read.read()).toBeUndefined();
  expect(() => watch(lab.client, { groups: [4711] })).toThrow(expect.objectContaining({ code: "EINVAL" }));
});

kernelTest("what to wait for, for an event loop of the caller's own", async () => {
  using lab = new Lab();
  const events = watch(lab.client, options);
  while (events.read() !== undefined);
  expect(events.wait).toEqual({ fd: expect.any(Number), readable: true, delay: undefined });
  lab.pair("seen");
  await until(events, isOf("changed", "seen"));
  events.close();
  expect(events.wait).toBeUndefined();
});

kernelTest("a close that fails on the way leaves nothing", async () => {
  using lab = new Lab();
  const report = await faultSweep(
    (system) => {
      using client = openClient({ namespace: lab.namespace, system });
      watch(client, options).close();
    },
    { errnos: ["EIO"], verify: () => {} },
  );
  expect(report.calls.map(({ name }) => name)).toContain("siocgskns");
});

function holdings() {
  return { descriptors: openDescriptors().length, threads: readdirSync("/proc/self/task").length };
}

kernelTest("two hundred times, and a hundred at once in as many namespaces, leave nothing", async () => {
  using lab = new Lab();
  // The event loop opens some of its own with the first.
  const first = watch(lab.client, options);
  await until(first, isEnd);
  const waiting = first.next();
  first.close();
  await waiting;
  const before = holdings();
  for (let i = 0; i < 200; i++) {
    using events = watch(lab.client, { ...options, groups: [RTNLGRP_LINK] });
    await until(events, isEnd);
    const next = events.next();
    events.close();
    await next;
  }
  await vi.waitFor(() => expect(holdings()).toEqual(before), 20_000);
  const labs = Array.from({ length: 100 }, () => new Lab());
  const watches = labs.map(({ client }) => watch(client, options));
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
  await vi.waitFor(() => expect(holdings()).toEqual(before), 20_000);
});

kernelTest("a process can end while watches are open that nobody waits for", ({ scratch: _ }) => {
  const code = `
    import { openClient, watch } from "@netns/rtnetlink";
    const client = openClient();
    for (let i = 0; i < 3; i++) {
      const events = watch(client, { what: ["link"] });
      for (;;) {
        const { value } = await events.next();
        if (value.type === "snapshot-end") break;
      }
      // The first is waited for, until it is closed.
      if (i === 0) setImmediate(() => events.close()), await events.next();
    }
    console.log("the end");`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    encoding: "utf8",
    timeout: 30_000,
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "the end\n", stderr: "" });
});
