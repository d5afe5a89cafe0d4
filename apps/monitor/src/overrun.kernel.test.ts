import { createNamespaces, deleteNamespace } from "@netns/core";
import { addAddress, addLink, deleteAddress, deleteLink, listAddresses, openClient } from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { type JsonRecord, withMonitor } from "./fixtures/monitor.js";

/** What there is according to the records, as a reader would keep it. */
function addressesIn(records: readonly JsonRecord[], name: string): string[] {
  const found = new Set<string>();
  for (const { type, namespace, ifname, address } of records) {
    if (namespace !== name) continue;
    const key = `${ifname} ${address}`;
    if (type === "address-present" || type === "address-changed") found.add(key);
    else if (type === "address-deleted") found.delete(key);
  }
  return [...found].sort();
}

kernelTest("after lost events it says so, and what it tells is what there is", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  using client = openClient({ namespace: `${runDir}/blue` });
  const { ifindex: gone } = addLink(client, { kind: "bridge", name: "gone" });
  for (let i = 1; i < 40; i++) addAddress(client, { address: `192.0.2.${i}/32`, link: gone });
  await withMonitor(runDir, ["--json", "--all", "--receive-buffer", "4096"], async (monitor) => {
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    await monitor.record({ type: "snapshot-end", namespace: "red" });
    monitor.child.kill("SIGSTOP");
    for (let i = 1; i < 200; i++) addAddress(client, { address: `198.51.100.${i}/32`, link: 1 });
    for (let i = 1; i < 100; i++) deleteAddress(client, { address: `198.51.100.${i}/32`, link: 1 });
    deleteLink(client, "gone");
    monitor.child.kill("SIGCONT");
    const { version, reason } = await monitor.record({ type: "resync", namespace: "blue" });
    expect({ version, reason }).toEqual({ version: 1, reason: "netlink-overrun" });
    await monitor.record({ type: "link-deleted", namespace: "blue", ifname: "gone" });
    // It goes on.
    addAddress(client, { address: "203.0.113.1/32", link: 1 });
    await monitor.record({ type: "address-changed", namespace: "blue", address: "203.0.113.1/32" });
    const { entries } = listAddresses(client, { link: 1 });
    expect(addressesIn(monitor.records, "blue")).toEqual(entries.map(({ address }) => `lo ${address}`).sort());
    expect(monitor.records.filter(({ namespace, type }) => namespace === "red" && type === "resync")).toEqual([]);
    deleteNamespace("blue", { runDir });
    await monitor.record({ type: "name-deleted", name: "blue" });
  });
});
