import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../through-kernel/lab.js";
import { addLink } from "../verbs/link/add.js";
import { setLink } from "../verbs/link/set.js";
import { addFdbEntry, appendFdbEntry, listFdbEntries, replaceFdbEntry } from "../verbs/neighbor/index.js";
import { follow, stateAfterSnapshot } from "./fixtures/follow.js";
import { keyOf } from "./keys.js";
import { watch } from "./watch.js";

kernelTest("an address that is somewhere else now is told of once, and one whose port has left is gone", async () => {
  using lab = new Lab();
  const { client } = lab;
  const bridge = addLink(client, { kind: "bridge", name: "br0" }).ifindex;
  for (const name of ["port1", "port2"]) addLink(client, { kind: "ifb", name, master: "br0" });
  addLink(client, { kind: "vxlan", name: "vx0", data: { id: 5, port: 4789 } });
  using events = watch(client, { what: ["fdb"] });
  const state = await stateAfterSnapshot(events);
  const linkAddress = "02:00:00:00:00:09";
  const inBridge = { linkAddress, of: "master", state: "static" } as const;
  addFdbEntry(client, { ...inBridge, link: "port1" });
  replaceFdbEntry(client, { ...inBridge, link: "port2" });
  setLink(client, "port1", { master: false });
  addFdbEntry(client, { linkAddress, link: "vx0", destination: "192.0.2.1" });
  replaceFdbEntry(client, { linkAddress, link: "vx0", destination: "192.0.2.2" });
  const flood = { linkAddress: "00:00:00:00:00:00", link: "vx0" };
  for (const destination of ["192.0.2.1", "192.0.2.2"]) appendFdbEntry(client, { ...flood, destination });
  const isFlood = ({ lladdr, dst }: { lladdr?: string; dst?: unknown }) =>
    lladdr === flood.linkAddress && dst !== undefined;
  const isLast = () => state.get("fdb").filter(({ attributes }) => isFlood(attributes)).length === 2;
  await follow(events, state, isLast);
  // Of groups that links listen to, which their own databases have, nothing is told.
  const isTold = ({ lladdr, master, dst }: { lladdr?: string; master?: number; dst?: unknown }) =>
    lladdr !== undefined && (master === bridge || dst !== undefined);
  const told = state.get("fdb").filter(({ attributes }) => isTold(attributes));
  const found = listFdbEntries(client).entries.filter(({ message }) => isTold(message.attributes));
  expect(told.map((item) => keyOf("fdb", item)).sort()).toEqual(
    found.map(({ message }) => keyOf("fdb", message)).sort(),
  );
  const where = (item: (typeof told)[number]) => [item.header.ifindex, item.attributes.dst];
  expect(told.map(where).sort()).toEqual(found.map(({ message }) => where(message)).sort());
});
