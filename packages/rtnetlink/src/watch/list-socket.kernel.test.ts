import { kernelTest, openDescriptors } from "@netns/testing";
import { expect } from "vitest";
import { openClient } from "../client.js";
import { addLink } from "../verbs/link/add.js";
import { deleteLink } from "../verbs/link/delete.js";
import { watch } from "./watch.js";

kernelTest("without a socket that is kept for lists, one is open between snapshots, and they are made", async () => {
  using client = openClient();
  const before = openDescriptors().length;
  using events = watch(client, { what: ["link", "route"], keepListSocket: false });
  expect(openDescriptors().length).toBe(before + 1);
  for (let event = events.read(); event?.type !== "snapshot-end"; event = events.read()) expect(event).toBeDefined();
  expect(events.read()).toBeUndefined();
  expect(openDescriptors().length).toBe(before + 1);
  // The kernel removes routes silently with it, so all are listed again.
  addLink(client, { kind: "bridge", name: "br14" });
  deleteLink(client, "br14");
  for await (const event of events) if (event.type === "snapshot-end") break;
  expect(events.statistics.snapshots).toBe(2);
  expect(openDescriptors().length).toBe(before);
});
