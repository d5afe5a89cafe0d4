import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { addAddress, deleteAddress, getAddress, listAddresses, replaceAddress } from "./index.js";

kernelTest("an address is made, told, changed and deleted", () => {
  using lab = new Lab();
  const near = lab.pair("near");
  const address = { address: "192.0.2.1/24", link: "near" };
  addAddress(lab.client, {
    ...address,
    broadcast: "auto",
    label: "near:1",
    scope: "link",
    validLifetime: 600,
    preferredLifetime: 300,
    flags: ["noprefixroute"],
    protocol: 66,
    metric: 7,
  });
  const made = getAddress(lab.client, address);
  expect(made).toMatchObject({
    ifindex: near,
    version: 4,
    address: "192.0.2.1/24",
    peer: undefined,
    broadcast: "192.0.2.255",
    label: "near:1",
    scope: "link",
    flags: ["noprefixroute"],
    metric: 7,
  });
  expect(made?.validLifetime).toBeGreaterThan(590);
  expect(made?.preferredLifetime).toBeLessThanOrEqual(300);
  expect(() => addAddress(lab.client, address)).toThrow(expect.objectContaining({ code: "EEXIST" }));
  replaceAddress(lab.client, { ...address, label: "near:1" });
  expect(getAddress(lab.client, address)).toMatchObject({
    validLifetime: "forever",
    flags: ["permanent", "noprefixroute"],
  });
  expect(deleteAddress(lab.client, address)).toBe(true);
  expect(() => deleteAddress(lab.client, address)).toThrow(expect.objectContaining({ code: "EADDRNOTAVAIL" }));
  expect(deleteAddress(lab.client, address, { ifExists: true })).toBe(false);
  expect(deleteAddress(lab.client, { ...address, link: "gone" }, { ifExists: true })).toBe(false);
  expect(() => addAddress(lab.client, { ...address, link: "gone" })).toThrow(
    expect.objectContaining({ code: "ENODEV" }),
  );
});

kernelTest("lists are filtered, by the kernel where it can", () => {
  using lab = new Lab();
  const near = lab.pair("near");
  addAddress(lab.client, { address: "192.0.2.1", peer: "192.0.2.2/32", link: near });
  addAddress(lab.client, { address: "2001:db8::1/64", link: near, flags: ["nodad", "home", "mngtmpaddr"] });
  addAddress(lab.client, { address: "203.0.113.1/24", link: "near-peer", scope: "link" });
  const texts = (filter: Parameters<typeof listAddresses>[1]) =>
    listAddresses(lab.client, filter).entries.map(({ address, peer }) => [address, peer]);
  expect(texts({ link: near })).toEqual([
    ["192.0.2.1/32", "192.0.2.2"],
    ["2001:db8::1/64", undefined],
  ]);
  expect(texts({ version: 6 })).toEqual([["2001:db8::1/64", undefined]]);
  expect(texts({ scope: "link" })).toEqual([["203.0.113.1/24", undefined]]);
  expect(texts({ flags: ["nodad", "home"] })).toEqual([["2001:db8::1/64", undefined]]);
  expect(listAddresses(lab.client, { link: near, scope: "global" })).toMatchObject({
    attempts: 1,
    filteredBy: { kernel: ["link"], client: ["scope"] },
  });
});
