import { createNamespaces, deleteNamespaces } from "@netns/core";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { type JsonRecord, until, withMonitor } from "./fixtures/monitor.js";

const COUNT = 150;
/** The event loop has a descriptor of its own of the socket. */
const EACH = { sockets: 1, descriptors: 2 };

kernelTest("many namespaces take as many descriptors, and give them back", async ({ runDir }) => {
  const names = Array.from({ length: COUNT }, (_, i) => `ns${i}`);
  await withMonitor(runDir, ["--json", "--all"], async (monitor) => {
    await monitor.record({ type: "snapshot-end" });
    // By then it waits for all that it waits for.
    createNamespaces(["first"], { runDir });
    await monitor.record({ type: "name-added", name: "first" });
    deleteNamespaces(["first"], { runDir });
    await monitor.record({ type: "name-deleted", name: "first" });
    const { sockets, ofSockets } = monitor.descriptors;
    for (let i = 0; i < COUNT; i += 10) createNamespaces(names.slice(i, i + 10), { runDir });
    const isSeen = (record: JsonRecord) =>
      record["type"] === "snapshot-end" && names.includes(`${record["namespace"]}`);
    const seen = () => monitor.records.filter(isSeen).length;
    await until("all are told of", () => seen() === COUNT);
    await until("it waits in all", () => monitor.descriptors.ofSockets === ofSockets + EACH.descriptors * COUNT);
    expect(monitor.descriptors).toMatchObject({ sockets: sockets + EACH.sockets * COUNT, namespaces: 0 });
    monitor.child.kill("SIGUSR1");
    await until("it says so", () => monitor.errors.endsWith("\n"));
    expect(monitor.errors).toMatch(new RegExp(`^statistics names ${COUNT} namespaces ${COUNT} `));

    expect(deleteNamespaces(names, { runDir })).toEqual([]);
    await until("all are let go", () => monitor.descriptors.ofSockets === ofSockets);
    await until("all are told to be gone", () => {
      return monitor.records.filter(({ type }) => type === "name-deleted").length === COUNT + 1;
    });
  });
});

kernelTest(
  "without descriptors for all of them it says which it does not watch, and does so later",
  async ({ runDir }) => {
    const names = Array.from({ length: 40 }, (_, i) => `ns${i}`);
    createNamespaces(names, { runDir });
    const prefix = ["prlimit", "--nofile=90:90", "--"];
    await withMonitor(
      runDir,
      ["--json", "--all"],
      async (monitor) => {
        const { namespace, reason } = await monitor.record({ type: "not-watched" });
        expect(reason).toMatch(/Too many open files|EMFILE/);
        monitor.child.kill("SIGUSR1");
        await until("it says so", () => monitor.errors.endsWith("\n"));
        const others = names.filter((name) => name !== namespace);
        expect(deleteNamespaces(others, { runDir })).toEqual([]);
        await monitor.record({ type: "snapshot-end", namespace });
      },
      prefix,
    );
  },
);
