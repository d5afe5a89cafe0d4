import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { powerlessClient } from "../../through-kernel/powerless.js";
import { Roads } from "../../through-kernel/roads.js";
import {
  addNexthop,
  deleteNexthop,
  getNexthop,
  getNexthopBucket,
  listNexthopBuckets,
  listNexthops,
  type NexthopInput,
  replaceNexthop,
} from "./index.js";

/** Roads, a link that is down, nexthop 1, the group 2 of it, and the resilient group 3. */
function roads(): Roads {
  const lab = new Roads();
  lab.createLink({
    ifname: "down",
    linkinfo: { kind: "veth", data: { peer: { attributes: { ifname: "down-peer" } } } },
  });
  addNexthop(lab.client, { id: 1, link: "near" });
  addNexthop(lab.client, { id: 2, group: [1] });
  addNexthop(lab.client, { id: 3, group: [1], resilient: { buckets: 4 } });
  return lab;
}

const nothingBeside = "No other attributes can be set in nexthop groups";

/** What the kernel refuses, and what it says; without words of its own, there are those of the code. */
const refused: readonly (readonly [nexthop: NexthopInput, code: string, said: string])[] = [
  [{ via: "203.0.113.1", link: "near" }, "ENETUNREACH", "Nexthop has invalid gateway"],
  [{ via: "192.0.2.2", link: "down" }, "ENETDOWN", "Nexthop device is not up"],
  [{ via: "192.0.2.2", link: "nosuch" }, "ENODEV", 'there is no link "nosuch"'],
  [{ via: "192.0.2.2", link: 4711 }, "EINVAL", "Invalid device index"],
  [{}, "EINVAL", "Device attribute required for non-blackhole and non-fdb nexthops"],
  [{ via: "192.0.2.2" }, "EINVAL", "Device attribute required for non-blackhole and non-fdb nexthops"],
  [{ blackhole: true, link: "near" }, "EINVAL", "Blackhole attribute can not be used with gateway, oif, encap or fdb"],
  [{ fdb: true, link: "near" }, "EINVAL", "Fdb attribute can not be used with encap, oif or blackhole"],
  [{ group: [] }, "EINVAL", "Invalid length for nexthop group attribute"],
  [{ group: [99] }, "EINVAL", "Invalid nexthop id"],
  [{ group: [1, 1] }, "EINVAL", "Nexthop id can not be used twice in a group"],
  [{ group: [1], link: "near" }, "EINVAL", nothingBeside],
  [{ group: [1], via: "192.0.2.2" }, "EINVAL", nothingBeside],
  [{ group: [1], blackhole: true }, "EINVAL", nothingBeside],
  [{ group: [1], resilient: { buckets: 0 } }, "EINVAL", "Number of buckets needs to be non-0"],
  [{ group: [1], resilient: {} }, "EINVAL", "Number of buckets not specified for nexthop group insertion"],
];

kernelTest("what the kernel refuses to make", () => {
  using lab = roads();
  const { client } = lab;
  for (const [nexthop, code, said] of refused) {
    const refusal = expect.objectContaining({
      name: "NetlinkError",
      code,
      message: expect.stringContaining(`${code}: ${said}`),
    });
    expect(() => addNexthop(client, nexthop), JSON.stringify(nexthop)).toThrow(refusal);
    expect(() => replaceNexthop(client, { ...nexthop, id: 9 }), JSON.stringify(nexthop)).toThrow(refusal);
  }
  expect(() => addNexthop(client, { id: 1, link: "near" })).toThrow(expect.objectContaining({ code: "EEXIST" }));
  const invalid = expect.objectContaining({ code: "EINVAL" });
  expect(() => replaceNexthop(client, { id: 1, group: [1] })).toThrow(invalid);
  expect(() => replaceNexthop(client, { id: 2, link: "near" })).toThrow(invalid);
  expect(() => replaceNexthop(client, { id: 0, link: "near" })).toThrow("EINVAL: Replace requires nexthop id");
  expect(listNexthops(client).entries.map(({ id }) => id)).toEqual([1, 2, 3]);
});

kernelTest("what is not there", () => {
  using lab = roads();
  const { client } = lab;
  expect(getNexthop(client, 99)).toBeUndefined();
  expect(() => getNexthop(client, 0)).toThrow("EINVAL: Invalid nexthop id");
  expect(() => deleteNexthop(client, 0, { ifExists: true })).toThrow("EINVAL: Invalid nexthop id");
  expect(() => deleteNexthop(client, 99)).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(deleteNexthop(client, 99, { ifExists: true })).toBe(false);
  expect(() => listNexthops(client, { link: "nosuch" })).toThrow(expect.objectContaining({ code: "ENODEV" }));
  expect(listNexthops(client, { link: 4711 }).entries).toEqual([]);
  expect(listNexthops(client, { master: 4711 }).entries).toEqual([]);
  expect(() => listNexthopBuckets(client, { id: 99 })).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(() => listNexthopBuckets(client, { id: 1 })).toThrow("EINVAL: Not a nexthop group");
  expect(() => listNexthopBuckets(client, { id: 2 })).toThrow("EINVAL: Nexthop group not of type resilient");
  expect(() => listNexthopBuckets(client, { link: "nosuch" })).toThrow(expect.objectContaining({ code: "ENODEV" }));
  expect(() => getNexthopBucket(client, 99, 0)).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(() => getNexthopBucket(client, 3, 4)).toThrow("ENOENT: Bucket index out of bounds");
  expect(() => getNexthopBucket(client, 2, 0)).toThrow("EINVAL: Nexthop group not of type resilient");
  expect(getNexthopBucket(client, 3, 0)).toMatchObject({ id: 3, index: 0, nexthopId: 1 });
});

kernelTest("what is wrong is said by its name, and nothing is sent", () => {
  using lab = new Roads();
  for (const [nexthop, name, message] of [
    [{ via: "x", link: "near" }, "CodecError", 'nexthop.gateway at byte 28: "x" is not an IPv4 address'],
    [{ via: "192.0.2.2", link: "near", version: 6 }, "CodecError", '"192.0.2.2" is not an IPv6 address'],
    [{ link: "near", version: 7 }, "RangeError", "7 is no version of IP: 4 or 6"],
    [{ link: "near", protocol: "x" }, "RangeError", '"x" is no protocol: unspec, redirect, kernel, boot,'],
    [{ link: "near", id: Number.NaN }, "CodecError", "nexthop.id at byte 28: NaN is not a u32"],
    [{ group: [1, { id: 2, weight: 0 }] }, "RangeError", "group[1].weight is a whole number from 1 to 65536, not 0"],
    [{ resilient: { buckets: 4 }, link: "near" }, "TypeError", "resilient is of a group: group is missing"],
    [{ group: [1], resilient: { buckets: 70_000 } }, "CodecError", "nexthop.resGroup.buckets at byte 52: 70000 is not"],
    [{ link: "near", encap: { type: "gre" } }, "RangeError", '"gre" is no type of encapsulation'],
  ] as const) {
    // What TypeScript would not let through.
    expect(() => addNexthop(lab.client, nexthop as NexthopInput), JSON.stringify(nexthop)).toThrow(
      expect.objectContaining({ name, message: expect.stringContaining(message) }),
    );
  }
  expect(listNexthops(lab.client).entries).toEqual([]);
});

kernelTest("without rights nothing is changed, and all is told", async () => {
  using lab = roads();
  using powerless = await powerlessClient(lab.namespace);
  const refusal = expect.objectContaining({ code: "EPERM" });
  for (const work of [addNexthop, replaceNexthop]) {
    expect(() => work(powerless, { id: 1, link: lab.other })).toThrow(refusal);
  }
  expect(() => deleteNexthop(powerless, 1)).toThrow(refusal);
  expect(listNexthops(powerless).entries.map(({ id }) => id)).toEqual([1, 2, 3]);
});
