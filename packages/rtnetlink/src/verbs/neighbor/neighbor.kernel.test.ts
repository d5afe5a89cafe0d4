import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { Roads } from "../../through-kernel/roads.js";
import {
  addFdbEntry,
  addNeighbor,
  appendFdbEntry,
  deleteFdbEntry,
  deleteNeighbor,
  getFdbEntry,
  getNeighbor,
  listFdbEntries,
  listNeighbors,
  replaceFdbEntry,
  replaceNeighbor,
} from "./index.js";

const linkAddress = "02:00:00:00:00:99";

kernelTest("a neighbor is made, told, changed and deleted", () => {
  using lab = new Roads();
  const neighbor = { address: "192.0.2.10", link: "near" };
  addNeighbor(lab.client, { ...neighbor, linkAddress, protocol: "static" });
  const made = {
    ifindex: lab.near,
    version: 4,
    address: "192.0.2.10",
    linkAddress,
    state: "permanent",
    protocol: "static",
  };
  expect(getNeighbor(lab.client, neighbor)).toMatchObject(made);
  expect(() => addNeighbor(lab.client, { ...neighbor, linkAddress })).toThrow(
    expect.objectContaining({ code: "EEXIST" }),
  );
  replaceNeighbor(lab.client, { ...neighbor, linkAddress, state: "noarp" });
  addNeighbor(lab.client, { address: "192.0.2.30", link: lab.near, proxy: true });
  expect(listNeighbors(lab.client, { link: "near", proxy: true }).entries).toMatchObject([{ address: "192.0.2.30" }]);
  expect(listNeighbors(lab.client, { link: "near", version: 4, states: ["noarp"] })).toMatchObject({
    entries: [{ address: "192.0.2.10" }],
    filteredBy: { kernel: ["version", "link"], client: ["states"] },
  });
  expect(deleteNeighbor(lab.client, { address: "192.0.2.30", link: "near", proxy: true })).toBe(true);
  const nobody = { address: "192.0.2.77", link: "near" };
  expect(getNeighbor(lab.client, nobody)).toBeUndefined();
  expect(() => deleteNeighbor(lab.client, nobody)).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(deleteNeighbor(lab.client, nobody, { ifExists: true })).toBe(false);
});

kernelTest("entries of a bridge and of a VXLAN", () => {
  using lab = new Lab();
  const bridge = lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } });
  const port = lab.pair("port", { master: bridge });
  const entry = { link: "port", of: "master", linkAddress } as const;
  addFdbEntry(lab.client, { ...entry, state: "static", flags: ["sticky"] });
  expect(getFdbEntry(lab.client, entry)).toMatchObject({
    ifindex: port,
    master: bridge,
    state: "static",
    flags: ["sticky"],
  });
  replaceFdbEntry(lab.client, { ...entry, state: "permanent" });
  // Where the kernel has VLANs, it is in each of the port's, and in none.
  const replaced = listFdbEntries(lab.client, { bridge: "br", linkAddress }).entries.map(({ state }) => state);
  expect(new Set(replaced)).toEqual(new Set(["permanent"]));
  expect(deleteFdbEntry(lab.client, entry)).toBe(true);
  expect(deleteFdbEntry(lab.client, entry, { ifExists: true })).toBe(false);

  const vxlan = lab.createLink({ ifname: "vx", linkinfo: { kind: "vxlan", data: { id: 100, port: 4789 } } });
  const zero = { link: vxlan, linkAddress: "00:00:00:00:00:00" };
  appendFdbEntry(lab.client, { ...zero, destination: "192.0.2.10" });
  appendFdbEntry(lab.client, { ...zero, destination: "192.0.2.11", port: 4790, vni: 200, via: port });
  expect(listFdbEntries(lab.client, { link: "vx" }).entries).toMatchObject([
    { destination: "192.0.2.10" },
    { destination: "192.0.2.11", port: 4790, vni: 200, via: port },
  ]);
});
