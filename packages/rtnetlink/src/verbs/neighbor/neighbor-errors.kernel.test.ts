import { CodecError } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { isPermission } from "../../predicates.js";
import { powerlessClient } from "../../through-kernel/powerless.js";
import { codeOf, failure } from "../../through-kernel/refusal.js";
import { Roads } from "../../through-kernel/roads.js";
import {
  addFdbEntry,
  addNeighbor,
  appendFdbEntry,
  deleteFdbEntry,
  deleteNeighbor,
  type FdbInput,
  flushFdbEntries,
  flushNeighbors,
  getFdbEntry,
  getNeighbor,
  listFdbEntries,
  listNeighbors,
  type NeighborInput,
  replaceFdbEntry,
  replaceNeighbor,
  setNeighbor,
} from "./index.js";

const linkAddress = "02:00:00:00:00:99";
const neighbor = { address: "192.0.2.10", link: "near", linkAddress };
const entry = { link: "near", linkAddress };

type Kind = new (...some: never[]) => Error;

const wrongNeighbors: readonly (readonly [input: Partial<NeighborInput>, kind: Kind, message: string | RegExp])[] = [
  [{ address: "192.0.2.300" }, CodecError, /neighbor\.dst .*"192.0.2.300" is not an IPv4 address/],
  [{ address: "2001:db8::g" }, CodecError, /neighbor\.dst .*is not an IPv6 address/],
  [{ linkAddress: "02:00:00" + ":zz" }, CodecError, /neighbor\.lladdr .*is not a link-layer address/],
  [{ link: undefined }, TypeError, "link is missing"],
  [{ link: Number.NaN }, RangeError, "a link's index is a whole number"],
  [{ link: "" }, TypeError, "a link is named by its index or its name"],
  [{ state: "dead" as "failed" }, RangeError, '"dead" is no state'],
  [{ flags: ["gateway" as "router"] }, RangeError, '"gateway" is no flag of a neighbor'],
  [{ extFlags: ["lazy" as "managed"] }, RangeError, '"lazy" is no flag of a neighbor'],
  [{ protocol: "me" as "static" }, RangeError, '"me" is no protocol'],
  [{ protocol: 256 }, CodecError, "neighbor.protocol"],
];

const wrongEntries: readonly (readonly [input: Partial<FdbInput>, kind: Kind, message: string | RegExp])[] = [
  [{ linkAddress: "everyone" }, CodecError, /neighbor\.lladdr .*is not a link-layer address/],
  [{ vlan: Number.NaN }, CodecError, "neighbor.vlan"],
  [{ vlan: 65_536 }, CodecError, "neighbor.vlan"],
  [{ port: 65_536 }, CodecError, "neighbor.port"],
  [{ vni: -1 }, CodecError, "neighbor.vni"],
  [{ destination: "192.0.2.300" }, CodecError, "neighbor.dst"],
  [{ of: "bridge" as "self" }, RangeError, '"bridge" is no database: self, master'],
  [{ state: "noarp" as "static" }, RangeError, '"noarp" is no state of an entry: permanent, static, dynamic'],
  [{ flags: ["glued" as "sticky"] }, RangeError, '"glued" is no flag of an entry'],
];

kernelTest("what is wrong is said by name", () => {
  using lab = new Roads();
  const { client } = lab;
  for (const [input, kind, message] of wrongNeighbors) {
    for (const work of [addNeighbor, replaceNeighbor, setNeighbor]) {
      const error = failure(() => work(client, { ...neighbor, ...input }));
      expect(error, error.message).toBeInstanceOf(kind);
      expect(error.message).toMatch(message);
    }
  }
  for (const [input, kind, message] of wrongEntries) {
    for (const work of [addFdbEntry, replaceFdbEntry, appendFdbEntry]) {
      const error = failure(() => work(client, { ...entry, ...input }));
      expect(error, error.message).toBeInstanceOf(kind);
      expect(error.message).toMatch(message);
    }
  }
  expect(() => listNeighbors(client, { states: ["dead" as "failed"] })).toThrow('"dead" is no state');
  expect(() => listNeighbors(client, { address: "192.0.2.0/33" })).toThrow("the prefix is 0 to 32 bits long");
  expect(() => listNeighbors(client, { address: "everywhere" })).toThrow(/neighbor\.dst .*is not an IPv4 address/);
  expect(() => listNeighbors(client, { linkAddress: "everyone" })).toThrow("is not a link-layer address");
  expect(() => listFdbEntries(client, { states: ["dead" as "stale"] })).toThrow('"dead" is no state of an entry');
  expect(() => listFdbEntries(client, { linkAddress: "everyone" })).toThrow("is not a link-layer address");
});

kernelTest("refusals of neighbors", () => {
  using lab = new Roads();
  const { client } = lab;
  addNeighbor(client, neighbor);
  expect(codeOf(() => addNeighbor(client, neighbor))).toBe("EEXIST");
  const absent = { ...neighbor, address: "192.0.2.77" };
  expect(codeOf(() => setNeighbor(client, absent))).toBe("ENOENT");
  expect(codeOf(() => deleteNeighbor(client, absent))).toBe("ENOENT");
  expect(deleteNeighbor(client, absent, { ifExists: true })).toBe(false);
  expect(getNeighbor(client, absent)).toBeUndefined();
  for (const link of ["none", 4242]) {
    for (const work of [addNeighbor, replaceNeighbor, setNeighbor, deleteNeighbor, getNeighbor]) {
      expect(codeOf(() => work(client, { ...neighbor, link }))).toBe("ENODEV");
    }
    expect(deleteNeighbor(client, { ...neighbor, link }, { ifExists: true })).toBe(false);
  }
  expect(codeOf(() => listNeighbors(client, { link: "none" }))).toBe("ENODEV");
  expect(codeOf(() => flushNeighbors(client, { link: "none" }))).toBe("ENODEV");
  expect(listNeighbors(client, { link: 4242 }).entries).toEqual([]);
  const short = failure(() => addNeighbor(client, { ...absent, linkAddress: "02:00:00" }));
  expect(short).toMatchObject({ code: "EINVAL", message: expect.stringContaining("link address") });
  const without = failure(() => addNeighbor(client, { address: "192.0.2.78", link: "near" }));
  expect(without).toMatchObject({ code: "EINVAL", message: expect.stringContaining("link layer address") });
  // What was begun stays.
  expect(getNeighbor(client, { address: "192.0.2.78", link: "near" })).toMatchObject({ state: "none" });
});

kernelTest("refusals of entries of forwarding databases", () => {
  using lab = new Roads();
  const { client } = lab;
  lab.createLink({ ifname: "vx", linkinfo: { kind: "vxlan", data: { id: 100, port: 4789 } } });
  const port = lab.pair("port", { master: lab.createLink({ ifname: "br0", linkinfo: { kind: "bridge" } }) });
  const ofPort = { link: port, of: "master", linkAddress } as const;
  addFdbEntry(client, ofPort);
  expect(codeOf(() => addFdbEntry(client, ofPort))).toBe("EEXIST");
  expect(codeOf(() => addFdbEntry(client, { ...entry, of: "master" }))).toBe("EOPNOTSUPP");
  expect(codeOf(() => addFdbEntry(client, { ...ofPort, link: "none" }))).toBe("ENODEV");
  expect(codeOf(() => addFdbEntry(client, { ...ofPort, link: 4242 }))).toBe("ENODEV");
  for (const vlan of [0, 4095, 4096]) {
    const error = failure(() => addFdbEntry(client, { ...ofPort, vlan }));
    expect(error).toMatchObject({ code: "EINVAL", message: expect.stringContaining("vlan") });
  }
  const short = failure(() => addFdbEntry(client, { ...ofPort, linkAddress: "02:00:00" }));
  expect(short).toMatchObject({ code: "EINVAL", message: expect.stringContaining("address") });
  const ofVxlan = { link: "vx", linkAddress };
  expect(codeOf(() => addFdbEntry(client, { ...ofVxlan, destination: "2001:db8::1" }))).toBe("EAFNOSUPPORT");
  addFdbEntry(client, { ...ofVxlan, destination: "192.0.2.9" });
  // Passed over, without a word.
  appendFdbEntry(client, { ...ofVxlan, destination: "192.0.2.10" });
  const destinations = listFdbEntries(client, { link: "vx", linkAddress }).entries.map((one) => one.destination);
  expect(destinations).toEqual(["192.0.2.9"]);
  for (const group of ["00:00:00:00:00:00", "03:00:00:00:00:01"]) {
    const toGroup = { link: "vx", linkAddress: group, destination: "192.0.2.10" };
    expect(codeOf(() => replaceFdbEntry(client, toGroup))).toBe("EOPNOTSUPP");
    appendFdbEntry(client, toGroup);
  }
  const absent = { ...ofPort, linkAddress: "02:00:00:00:00:77" };
  expect(codeOf(() => deleteFdbEntry(client, absent))).toBe("ENOENT");
  expect(deleteFdbEntry(client, absent, { ifExists: true })).toBe(false);
  expect(deleteFdbEntry(client, { ...absent, link: 4242 }, { ifExists: true })).toBe(false);
  expect(getFdbEntry(client, absent)).toBeUndefined();
  expect(codeOf(() => getFdbEntry(client, entry))).toBe("EOPNOTSUPP");
  expect(codeOf(() => getFdbEntry(client, { ...entry, of: "master" }))).toBe("EINVAL");
  expect(codeOf(() => getFdbEntry(client, { ...entry, link: 4242 }))).toBe("ENODEV");
  expect(codeOf(() => listFdbEntries(client, { bridge: 4242 }))).toBe("ENODEV");
  expect(codeOf(() => listFdbEntries(client, { link: "none" }))).toBe("ENODEV");
  expect(codeOf(() => flushFdbEntries(client, "none"))).toBe("ENODEV");
  expect(codeOf(() => flushFdbEntries(client, "near"))).toBe("EOPNOTSUPP");
  expect(codeOf(() => flushFdbEntries(client, "br0", { port: "near" }))).toBe("EINVAL");
  expect(codeOf(() => flushFdbEntries(client, "br0", { vlan: 4095 }))).toMatch(/EINVAL|ERANGE/);
});

kernelTest("without rights", async () => {
  using lab = new Roads();
  addNeighbor(lab.client, { ...neighbor, state: "stale" });
  using client = await powerlessClient(lab.namespace);
  for (const work of [
    () => addNeighbor(client, neighbor),
    () => replaceNeighbor(client, neighbor),
    () => setNeighbor(client, neighbor),
    () => deleteNeighbor(client, neighbor, { ifExists: true }),
    () => flushNeighbors(client, { link: "near" }),
    () => addFdbEntry(client, entry),
    () => replaceFdbEntry(client, entry),
    () => appendFdbEntry(client, entry),
    () => deleteFdbEntry(client, entry, { ifExists: true }),
    () => flushFdbEntries(client, "near"),
  ]) {
    expect(failure(work)).toSatisfy(isPermission);
  }
  expect(listNeighbors(client, { link: "near", version: 4, address: "192.0.2.10" }).entries).toHaveLength(1);
});
