import { CodecError } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { NetlinkError } from "../../errors.js";
import { isInvalid, isNotFound, isPermission } from "../../predicates.js";
import { Lab } from "../../through-kernel/lab.js";
import { powerlessClient } from "../../through-kernel/powerless.js";
import { failure } from "../../through-kernel/refusal.js";
import {
  type AddressFlag,
  type AddressInput,
  addAddress,
  deleteAddress,
  getAddress,
  listAddresses,
  replaceAddress,
} from "./index.js";

type Wrong = readonly [address: Partial<AddressInput>, kind: new (...some: never[]) => Error, message: string | RegExp];

/** What a user may get wrong, and what it says then: it names the field, or the value. */
const wrong: readonly Wrong[] = [
  [{ address: "192.0.2.1/33" }, RangeError, 'address "192.0.2.1/33": the prefix is 0 to 32 bits long'],
  [{ address: "::1/129" }, RangeError, '"::1/129": the prefix is 0 to 128 bits long'],
  [{ address: "192.0.2.1/" }, RangeError, '"192.0.2.1/": the prefix is 0 to 32 bits long'],
  [{ address: "192.0.2.1/-1" }, RangeError, "the prefix is 0 to 32 bits long"],
  [{ address: "192.0.2.1/24/24" }, RangeError, "the prefix is 0 to 32 bits long"],
  [{ address: "192.0.2.1/255.255.255.0" }, RangeError, "the prefix is 0 to 32 bits long"],
  [{ address: "192.0.2.300" }, CodecError, 'address.local at byte 28: "192.0.2.300" is not an IPv4 address'],
  [{ address: "" }, CodecError, 'address.local at byte 28: "" is not an IPv4 address'],
  [{ address: "eth0" }, CodecError, 'address.local at byte 28: "eth0" is not an IPv4 address'],
  [{ address: "fe80::1%near/64" }, CodecError, '"fe80::1%near" is not an IPv6 address'],
  [{ address: "2001:db8:::1" }, CodecError, 'address.local at byte 28: "2001:db8:::1" is not an IPv6 address'],
  [{ peer: "2001:db8::1" }, RangeError, "peer 2001:db8::1 is of another version of IP than 192.0.2.1/24"],
  [{ address: "2001:db8::1", peer: "192.0.2.1" }, RangeError, "peer 192.0.2.1 is of another version of IP"],
  [{ peer: "192.0.2.2/33" }, RangeError, 'peer "192.0.2.2/33": the prefix is 0 to 32 bits long'],
  [{ broadcast: "2001:db8::1" }, CodecError, 'address.broadcast at byte 28: "2001:db8::1" is not an IPv4 address'],
  [{ broadcast: "192.0.2.255/24" }, CodecError, 'address.broadcast at byte 28: "192.0.2.255/24" is not an IPv4'],
  [
    { address: "2001:db8::1", broadcast: "auto" },
    RangeError,
    'broadcast "auto": IPv6 has no broadcast addresses, and 2001:db8::1 is of IPv6',
  ],
  [{ label: "eth0:1" }, RangeError, `label "eth0:1" does not begin with the link's name, "near"`],
  [{ label: "near:01234567890" }, CodecError, /address.label at byte \d+: .*15/],
  [{ address: "2001:db8::1", label: "near:1" }, RangeError, 'label "near:1": addresses of IPv6 have none'],
  [{ scope: "nearby" as "link" }, RangeError, '"nearby" is no scope: global, site, link, host, nowhere, or a number'],
  [{ scope: 256 }, CodecError, /address.scope at byte \d+: 256 is not a u8/],
  [{ flags: ["permanently" as AddressFlag] }, RangeError, '"permanently" is no flag of an address: secondary, nodad'],
  [{ flags: ["home"] }, RangeError, 'flag "home" is for IPv6, and 192.0.2.1/24 is an address of IPv4'],
  [{ flags: ["nodad"] }, RangeError, 'flag "nodad" is for IPv6'],
  [{ protocol: "dhcp" as "kernel_lo" }, RangeError, '"dhcp" is no protocol: unspec, kernel_lo'],
  [{ protocol: 256 }, CodecError, /address.proto at byte \d+: 256 is not a u8/],
  [{ metric: -1 }, CodecError, /address.rtPriority at byte \d+: -1 is not a u32/],
  [{ validLifetime: -1 }, RangeError, 'validLifetime is a whole number of seconds or "forever", not -1'],
  [{ validLifetime: Number.NaN }, RangeError, "validLifetime is a whole number of seconds"],
  [{ validLifetime: 2 ** 32 }, RangeError, "validLifetime is a whole number of seconds"],
  [{ validLifetime: "never" as "forever" }, RangeError, "validLifetime is a whole number of seconds"],
  [{ validLifetime: 0 }, RangeError, "validLifetime is at least a second"],
  [{ preferredLifetime: 1.5 }, RangeError, "preferredLifetime is a whole number of seconds"],
  [{ validLifetime: 10, preferredLifetime: 11 }, RangeError, "preferredLifetime 11 is longer than validLifetime 10"],
  [{ validLifetime: 10, preferredLifetime: "forever" }, RangeError, "preferredLifetime forever is longer than"],
  [{ link: "gone" }, NetlinkError, "RTM_GETLINK: ENODEV"],
  [{ link: "" }, TypeError, 'a link is named by its index or its name, not by ""'],
  [{ link: 0 }, RangeError, "a link's index is a whole number"],
];

kernelTest("what is wrong is said by name", () => {
  using lab = new Lab();
  lab.pair("near");
  for (const [input, kind, message] of wrong) {
    for (const put of [addAddress, replaceAddress]) {
      const error = failure(() => put(lab.client, { address: "192.0.2.1/24", link: "near", ...input }));
      expect(error, JSON.stringify(input)).toBeInstanceOf(kind);
      if (typeof message === "string") expect.soft(error.message).toContain(message);
      else expect.soft(error.message).toMatch(message);
    }
  }
  for (const work of [deleteAddress, getAddress]) {
    const error = (address: string, peer?: string) =>
      failure(() => work(lab.client, { address, peer, link: "near" })).message;
    expect(error("192.0.2.1/33")).toContain('address "192.0.2.1/33": the prefix is 0 to 32 bits long');
    expect(error("192.0.2.300")).toContain('"192.0.2.300" is not an IPv4 address');
    expect(error("192.0.2.1", "::1")).toContain("peer ::1 is of another version of IP than 192.0.2.1");
  }
  expect(listAddresses(lab.client, { link: "near" }).entries).toEqual([]);
});

type Refused = readonly [address: Partial<AddressInput>, code: string];

/** What the kernel refuses, whose words came by and by. */
const refused: readonly Refused[] = [
  [{ link: 9999 }, "ENODEV"],
  [{ address: "2001:db8::1/64", link: 9999 }, "ENODEV"],
  [{ address: "ff02::77" }, "EADDRNOTAVAIL"],
  [{ address: "2001:db8::1/64", link: "deaf" }, "EACCES"],
];

kernelTest("what the kernel refuses has its code", async () => {
  using lab = new Lab();
  lab.pair("near");
  lab.pair("deaf");
  lab.sysctl("ipv6/conf/deaf/disable_ipv6", 1);
  for (const [input, code] of refused) {
    for (const put of [addAddress, replaceAddress]) {
      const error = failure(() => put(lab.client, { address: "192.0.2.1/24", link: "near", ...input }));
      expect(error, JSON.stringify(input)).toMatchObject({ name: "NetlinkError", code });
    }
  }
  for (const address of ["192.0.2.1/24", "2001:db8::1/64"]) {
    addAddress(lab.client, { address, link: "near" });
    const twice = failure(() => addAddress(lab.client, { address, link: "near" }));
    expect(twice).toMatchObject({ code: "EEXIST" });
    replaceAddress(lab.client, { address, link: "near" });
  }
  // IPv4 tells them apart by their prefixes, IPv6 does not.
  addAddress(lab.client, { address: "192.0.2.1/25", link: "near" });
  const longer = { address: "2001:db8::1/65", link: "near" };
  expect(failure(() => addAddress(lab.client, longer))).toMatchObject({ code: "EEXIST" });
  expect(failure(() => deleteAddress(lab.client, longer))).toMatchObject({ code: "EADDRNOTAVAIL" });
});

kernelTest("what is not there is not found, or passed over", () => {
  using lab = new Lab();
  lab.pair("near");
  lab.pair("bare");
  lab.setLink(lab.link("bare").header.index, { mtu: 1000 });
  const missing: readonly (readonly [address: string, link: string | number, code: string])[] = [
    ["192.0.2.1/24", "near", "EADDRNOTAVAIL"],
    ["2001:db8::1/64", "near", "EADDRNOTAVAIL"],
    ["192.0.2.1/24", "gone", "ENODEV"],
    ["192.0.2.1/24", 9999, "ENODEV"],
    ["2001:db8::1/64", 9999, "ENODEV"],
    ["2001:db8::1/64", "bare", "ENXIO"],
  ];
  for (const [address, link, code] of missing) {
    const error = failure(() => deleteAddress(lab.client, { address, link }));
    expect(error).toMatchObject({ name: "NetlinkError", code });
    expect(isNotFound(error)).toBe(true);
    expect(deleteAddress(lab.client, { address, link }, { ifExists: true })).toBe(false);
  }
  expect(getAddress(lab.client, { address: "192.0.2.1", link: "near" })).toBeUndefined();
  for (const link of ["gone", 9999]) {
    for (const version of [undefined, 4, 6] as const) {
      expect(failure(() => listAddresses(lab.client, { link, version }))).toMatchObject({ code: "ENODEV" });
    }
    expect(failure(() => getAddress(lab.client, { address: "192.0.2.1", link }))).toMatchObject({ code: "ENODEV" });
  }
  expect(failure(() => listAddresses(lab.client, { flags: ["none" as "home"] })).message).toContain(
    '"none" is no flag of an address: secondary',
  );
  expect(failure(() => listAddresses(lab.client, { version: 5 as 4 })).message).toContain("5 is no version of IP");
  // Too small for IPv6, which does not begin there.
  const small = failure(() => addAddress(lab.client, { address: "2001:db8::1/64", link: "bare" }));
  expect(isInvalid(small)).toBe(true);
});

kernelTest("without rights nothing is changed, and all is told", async () => {
  using lab = new Lab();
  lab.pair("near");
  const there = { address: "192.0.2.1/24", link: "near" };
  addAddress(lab.client, there);
  using powerless = await powerlessClient(lab.namespace);
  for (const work of [addAddress, replaceAddress, deleteAddress]) {
    const error = failure(() => work(powerless, there));
    expect(error).toMatchObject({ code: "EPERM" });
    expect(isPermission(error)).toBe(true);
  }
  expect(listAddresses(powerless, { link: "near" }).entries).toMatchObject([{ address: "192.0.2.1/24" }]);
});
