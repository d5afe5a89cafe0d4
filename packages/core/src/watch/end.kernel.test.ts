import { spawnSync } from "node:child_process";
import { readdirSync, unlinkSync, writeFileSync } from "node:fs";
import { kernelTest, openDescriptors } from "@netns/testing";
import { expect, vi } from "vitest";
import { take, takeAll } from "./fixtures/take.js";
import { watchNamespaces } from "./watch.js";

const ABORTED = { name: "AbortError" };
const END = { done: true, value: undefined };

kernelTest("leaving the loop closes it", async ({ runDir }) => {
  const events = watchNamespaces({ runDir });
  for await (const event of events) {
    expect(event.type).toBe("snapshot");
    break;
  }
  expect(events.closed).toBe(true);
  expect(events.read()).toBeUndefined();
});

kernelTest("closing ends the waiting of all, and nothing comes afterwards", async ({ runDir }) => {
  const events = watchNamespaces({ runDir, nsids: false });
  await take(events, 1);
  const waiting = [events.next(), events.next()];
  events[Symbol.dispose]();
  events.close();
  expect(await Promise.all(waiting)).toEqual([END, END]);
  writeFileSync(`${runDir}/blue`, "");
  expect(await events.next()).toEqual(END);
  expect(events.read()).toBeUndefined();
});

kernelTest("disposing where nobody has read anything", ({ runDir }) => {
  const events = watchNamespaces({ runDir });
  events[Symbol.dispose]();
  expect(events.read()).toBeUndefined();
});

kernelTest("aborting: before, while nobody waits, in the loop, and while somebody waits", async ({ runDir }) => {
  const open = (signal: AbortSignal) => watchNamespaces({ runDir, nsids: false, signal });
  expect(() => open(AbortSignal.abort())).toThrow(expect.objectContaining(ABORTED));

  const between = new AbortController();
  const untold = open(between.signal);
  between.abort();
  expect(untold.closed).toBe(true);
  await expect(untold.next()).rejects.toMatchObject(ABORTED);
  expect(await untold.next()).toEqual(END);

  const reason = new Error("enough");
  const during = new AbortController();
  const loop = (async () => {
    for await (const _ of open(during.signal)) during.abort(reason);
  })();
  await expect(loop).rejects.toBe(reason);

  const controller = new AbortController();
  const events = open(controller.signal);
  await take(events, 1);
  const waiting = Promise.allSettled([events.next(), events.next()]);
  setImmediate(() => controller.abort());
  const [first, second] = await waiting;
  expect(first).toMatchObject({ status: "rejected", reason: ABORTED });
  expect(second).toMatchObject({ status: "fulfilled", value: END });
  expect(events.closed).toBe(true);
});

kernelTest("two who read share the events of a watch, and two watches have all of them", async ({ runDir }) => {
  using shared = watchNamespaces({ runDir, nsids: false });
  using other = watchNamespaces({ runDir, nsids: false });
  await take(shared, 1);
  const both = Promise.all([take(shared, 2), take(shared, 2)]);
  expect(shared.read()).toBeUndefined();
  const names = ["a", "b", "c", "d"];
  for (const name of names) writeFileSync(`${runDir}/${name}`, "");
  const told = names.map((name) => `name-added ${name}`);
  expect((await both).flat().sort()).toEqual(told);
  expect(takeAll(other)).toEqual(["snapshot [] []", ...told]);
  for (const name of names) unlinkSync(`${runDir}/${name}`);
});

kernelTest("many events do not keep timers from their turn", async ({ runDir }) => {
  using events = watchNamespaces({ runDir, nsids: false });
  const count = 2000;
  for (let i = 0; i < count; i++) writeFileSync(`${runDir}/n${i}`, "");
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await take(events, count + 1);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(1);
  for (let i = 0; i < count; i++) unlinkSync(`${runDir}/n${i}`);
});

function holdings() {
  return { descriptors: openDescriptors().length, threads: readdirSync("/proc/self/task").length };
}

kernelTest("a hundred times, waited for or not, leave nothing", async ({ runDir }) => {
  // The event loop opens some of its own with the first.
  for (const events of [watchNamespaces({ runDir })]) {
    await take(events, 1);
    const next = events.next();
    events.close();
    await next;
  }
  const before = holdings();
  for (let i = 0; i < 100; i++) {
    using events = watchNamespaces({ runDir });
    if (i % 2 === 0) continue;
    await take(events, 1);
    const next = events.next();
    events.close();
    expect(await next).toEqual(END);
  }
  await vi.waitFor(() => expect(holdings()).toEqual(before), 20_000);
});

kernelTest("a process can end while watches are open that nobody waits for", ({ runDir }) => {
  const code = `
    import { writeFileSync } from "node:fs";
    import { watchNamespaces } from "@netns/core";
    const runDir = process.argv[1];
    for (let i = 0; i < 3; i++) {
      const events = watchNamespaces({ runDir });
      await events.next();
      // It is waited for, until there is something.
      setTimeout(() => writeFileSync(runDir + "/n" + i, ""), 10);
      const { value } = await events.next();
      console.log(value.type, value.name);
    }`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code, runDir], {
    encoding: "utf8",
    timeout: 30_000,
  });
  const told = "name-added n0\nname-added n1\nname-added n2\n";
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: told, stderr: "" });
});

kernelTest("in a Worker, Node takes the closing of none of its descriptors for a mistake", ({ runDir }) => {
  const watching = `
    import("@netns/core").then(async ({ watchNamespaces }) => {
      const events = watchNamespaces({ runDir: ${JSON.stringify(runDir)} });
      await events.next();
      events.close();
      console.log("closed");
    });`;
  const code = `new (require("node:worker_threads").Worker)(${JSON.stringify(watching)}, { eval: true })`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--eval", code], {
    encoding: "utf8",
    timeout: 30_000,
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "closed\n", stderr: "" });
});
