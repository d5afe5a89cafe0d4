import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace, createNamespaces } from "../create.js";
import { deleteNamespace, deleteNamespaces } from "../delete.js";
import { openNamespace } from "../namespace.js";
import { setNsid } from "../set-nsid.js";
import type { NsidEvent, WatchEvent } from "./events.js";
import { watchNamespaces } from "./watch.js";

/** The next event about an id. */
async function nextNsid(events: AsyncIterator<WatchEvent>): Promise<NsidEvent> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error("the watch has ended");
    if (value.type === "nsid-added" || value.type === "nsid-deleted") return value;
  }
}

kernelTest("the ids of another namespace, by name, by handle, and after the handle is closed", async ({ runDir }) => {
  createNamespaces(["observer", "blue"], { runDir });
  const handle = openNamespace("observer", { runDir });
  const identity = { device: handle.device, inode: handle.inode };
  using byHandle = watchNamespaces({ runDir, observer: handle });
  handle.close();
  setNsid("blue", 3, { runDir, observer: "observer" });
  using byName = watchNamespaces({ runDir, observer: "observer" });
  setNsid("blue", 4, { runDir });
  expect((await byHandle.next()).value).toMatchObject({
    type: "snapshot",
    nsids: [],
    observer: identity,
    complete: true,
  });
  expect((await byName.next()).value).toMatchObject({ type: "snapshot", nsids: [3], observer: identity });
  const facts = { nsid: 3, observer: identity, targetNsid: undefined };
  expect(await nextNsid(byHandle)).toEqual({ type: "nsid-added", ...facts });
  deleteNamespace("blue", { runDir });
  for (const events of [byHandle, byName]) expect(await nextNsid(events)).toEqual({ type: "nsid-deleted", ...facts });
});

kernelTest("ids in all namespaces that have one here, and through which they were heard", async ({ runDir }) => {
  createNamespaces(["observer", "red", "unheard", "blue"], { runDir });
  setNsid("red", 5, { runDir, observer: "observer" });
  setNsid("blue", 1, { runDir, observer: "red" });
  using own = watchNamespaces({ runDir, observer: "observer" });
  using all = watchNamespaces({ runDir, observer: "observer", allNsid: true });
  const { value: snapshot } = await all.next();
  expect(snapshot).toMatchObject({ nsids: [5], targets: [{ targetNsid: 5, nsids: [1] }] });
  const observer = snapshot?.type === "snapshot" ? snapshot.observer : undefined;
  setNsid("blue", 7, { runDir, observer: "unheard" });
  setNsid("unheard", 9, { runDir, observer: "red" });
  setNsid("blue", 2, { runDir, observer: "observer" });
  expect(await nextNsid(all)).toEqual({ type: "nsid-added", nsid: 9, observer, targetNsid: 5 });
  expect(await nextNsid(all)).toEqual({ type: "nsid-added", nsid: 2, observer, targetNsid: undefined });
  deleteNamespace("blue", { runDir });
  const ends = [await nextNsid(all), await nextNsid(all)];
  expect(ends).toContainEqual({ type: "nsid-deleted", nsid: 1, observer, targetNsid: 5 });
  expect(ends).toContainEqual({ type: "nsid-deleted", nsid: 2, observer, targetNsid: undefined });
  const heard = [await nextNsid(own), await nextNsid(own)];
  expect(heard.map(({ type, nsid, targetNsid }) => [type, nsid, targetNsid])).toEqual([
    ["nsid-added", 2, undefined],
    ["nsid-deleted", 2, undefined],
  ]);
});

kernelTest("what was in a table before it could be heard, and what goes with it", async ({ runDir }) => {
  createNamespaces(["observer", "red", "blue"], { runDir });
  setNsid("blue", 1, { runDir, observer: "red" });
  using all = watchNamespaces({ runDir, observer: "observer", allNsid: true });
  const next = async () => {
    const { type, nsid, targetNsid } = await nextNsid(all);
    return [type, nsid, targetNsid];
  };
  setNsid("red", 5, { runDir, observer: "observer" });
  expect(await next()).toEqual(["nsid-added", 5, undefined]);
  expect(await next()).toEqual(["nsid-added", 1, 5]);
  deleteNamespace("red", { runDir });
  expect(await next()).toEqual(["nsid-deleted", 1, 5]);
  expect(await next()).toEqual(["nsid-deleted", 5, undefined]);
});

kernelTest("an observer that has an id for itself hears of its own table once", async ({ runDir }) => {
  createNamespaces(["observer", "blue", "green"], { runDir });
  const observer = "observer";
  setNsid(observer, 3, { runDir, observer });
  setNsid("blue", 4, { runDir, observer });
  using all = watchNamespaces({ runDir, observer, allNsid: true });
  expect((await all.next()).value).toMatchObject({ nsids: [3, 4], targets: [], complete: true });
  setNsid("green", 5, { runDir, observer });
  deleteNamespace("blue", { runDir });
  expect(await nextNsid(all)).toMatchObject({ type: "nsid-added", nsid: 5, targetNsid: undefined });
  expect(await nextNsid(all)).toMatchObject({ type: "nsid-deleted", nsid: 4, targetNsid: undefined });
});

kernelTest("after lost events what has changed in other tables is told as well", async ({ runDir }) => {
  const names = Array.from({ length: 60 }, (_, i) => `n${i}`);
  createNamespaces(["observer", "red", ...names], { runDir });
  setNsid("red", 5, { runDir, observer: "observer" });
  using all = watchNamespaces({ runDir, observer: "observer", allNsid: true, receiveBuffer: 4096 });
  for (const name of names) setNsid(name, "auto", { runDir, observer: "red" });
  const told = new Set<number>();
  let resyncs = 0;
  while (told.size < names.length) {
    const { value } = await all.next();
    if (value?.type === "resync") resyncs++;
    if (value?.type === "nsid-added" && value.targetNsid === 5) told.add(value.nsid);
  }
  expect(resyncs).toBeGreaterThan(0);
  expect([...told].sort((a, b) => a - b)).toEqual(names.map((_, i) => i));
});

kernelTest("an observer that is none", ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  expect(() => watchNamespaces({ runDir, observer: "nosuch" })).toThrow(
    expect.objectContaining({ step: "open", code: "ENOENT" }),
  );
  // Without ids nobody has to observe them.
  watchNamespaces({ runDir, observer: "nosuch", nsids: false }).close();
});

kernelTest("where the kernel cuts its list, those of named namespaces are there all the same", async ({ runDir }) => {
  const names = Array.from({ length: 1300 }, (_, i) => `n${i}`);
  createNamespaces(["observer", ...names], { runDir });
  // With gaps: those behind the end of the list are not found by asking for the next.
  const nsids = names.map((_, i) => 2 * i);
  for (const [i, name] of names.entries()) setNsid(name, 2 * i, { runDir, observer: "observer" });
  using events = watchNamespaces({ runDir, observer: "observer" });
  const { value: snapshot } = await events.next();
  expect(snapshot).toMatchObject({ type: "snapshot", nsids });
  expect(deleteNamespaces(names, { runDir })).toEqual([]);
  const gone = new Set<number>();
  while (gone.size < names.length) gone.add((await nextNsid(events)).nsid);
  expect([...gone].sort((a, b) => a - b)).toEqual(nsids);
});
