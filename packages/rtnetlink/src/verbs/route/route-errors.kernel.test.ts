import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { powerlessClient } from "../../through-kernel/powerless.js";
import { Roads } from "../../through-kernel/roads.js";
import {
  addRoute,
  appendRoute,
  changeRoute,
  deleteRoute,
  getRoute,
  listRoutes,
  prependRoute,
  type RouteIdentity,
  type RouteInput,
  type RouteQuery,
  replaceRoute,
} from "./index.js";

/** Roads, and a link that is down. */
function roads(): Roads {
  const lab = new Roads();
  lab.createLink({
    ifname: "down",
    linkinfo: { kind: "veth", data: { peer: { attributes: { ifname: "down-peer" } } } },
  });
  return lab;
}

const v4 = { destination: "10.0.0.0/8" } as const;
const v6 = { destination: "2001:db8:1::/48" } as const;

/** What the kernel refuses, and what it says; without words of its own, there are those of the code. */
const refused: readonly (readonly [route: RouteInput, code: string, said: string])[] = [
  [{ ...v4, via: "203.0.113.1" }, "ENETUNREACH", "Nexthop has invalid gateway"],
  [{ ...v4, via: "192.0.2.2", scope: "link" }, "ENETUNREACH", "Nexthop has invalid gateway"],
  [{ ...v4, nexthops: [{ via: "192.0.2.2" }, { via: "203.0.113.1" }] }, "ENETUNREACH", "Nexthop has invalid gateway"],
  [{ ...v6, via: "2001:db8:ffff::1" }, "EHOSTUNREACH", "No route to host"],
  [{ ...v4, link: "down" }, "ENETDOWN", "Device for nexthop is not up"],
  [{ ...v6, link: "down" }, "ENETDOWN", "Nexthop device is not up"],
  [{ ...v4, link: "nosuch" }, "ENODEV", 'there is no link "nosuch"'],
  [{ ...v4, nexthops: [{ via: "192.0.2.2" }, { link: "nosuch" }] }, "ENODEV", 'there is no link "nosuch"'],
  [{ ...v4, link: 4711 }, "ENODEV", "No such device"],
  [{ ...v6, link: 4711 }, "ENODEV", "No such device"],
  [{ ...v4 }, "ENODEV", "No such device"],
  [{ ...v6 }, "ENODEV", "No such device"],
  [{ ...v4, via: "203.0.113.1", onlink: true }, "ENODEV", "Nexthop device required for onlink"],
  [{ destination: "10.0.0.1/8", via: "192.0.2.2" }, "EINVAL", "Invalid prefix for given prefix length"],
  [{ ...v4, nexthopId: 99 }, "EINVAL", "Nexthop id does not exist"],
  [{ ...v6, nexthopId: 99 }, "EINVAL", "Nexthop id does not exist"],
  [{ ...v4, link: "near", source: "203.0.113.1" }, "EINVAL", "Invalid prefsrc address"],
  [{ ...v6, link: "near", source: "2001:db8:ffff::1" }, "EINVAL", "Invalid source address"],
  [{ ...v4, via: "192.0.2.2", scope: "host" }, "EINVAL", "Route with host scope can not have a gateway"],
  [{ ...v4, via: "192.0.2.255" }, "EINVAL", "Nexthop has invalid gateway"],
  [{ ...v6, via: "2001:db8:a::1" }, "EINVAL", "Gateway can not be a local address"],
  [{ ...v6, via: "fe80::1" }, "EINVAL", "Egress device not specified"],
  [{ ...v4, via: "192.0.2.2", type: "nat" }, "EINVAL", "Invalid scope"],
  [{ ...v4, link: "near", metrics: { ccAlgo: "nosuch" } }, "EINVAL", "Unknown tcp congestion algorithm"],
  [{ ...v4, link: "near", metrics: { features: [0x80000000] } }, "EINVAL", "Unknown flag set in feature mask"],
];

kernelTest("what the kernel refuses to make", () => {
  using lab = roads();
  for (const verb of [addRoute, replaceRoute, appendRoute, prependRoute]) {
    for (const [route, code, said] of refused) {
      expect(() => verb(lab.client, route), `${verb.name} ${JSON.stringify(route)}`).toThrow(
        expect.objectContaining({ name: "NetlinkError", code, message: expect.stringContaining(`${code}: ${said}`) }),
      );
    }
  }
  expect(listRoutes(lab.client, { protocol: "boot" }).entries).toEqual([]);
});

kernelTest("what is there already, and what is not", () => {
  using lab = roads();
  const { client } = lab;
  const exists = expect.objectContaining({ code: "EEXIST" });
  for (const route of [
    { ...v4, via: "192.0.2.2" },
    { ...v6, via: "2001:db8:a::2" },
  ]) {
    expect(() => changeRoute(client, route)).toThrow(expect.objectContaining({ code: "ENOENT" }));
    addRoute(client, route);
    for (const verb of [addRoute, appendRoute, prependRoute]) expect(() => verb(client, route)).toThrow(exists);
    expect(deleteRoute(client, route)).toBe(true);
  }
  const missing: readonly (readonly [RouteIdentity, string])[] = [
    [v4, "ESRCH"],
    [v6, "ESRCH"],
    [{ ...v4, table: 99 }, "ESRCH"],
    [{ ...v6, table: 99 }, "ESRCH"],
    [{ ...v4, link: "nosuch" }, "ENODEV"],
    [{ ...v6, nexthops: [{ link: "nosuch" }] }, "ENODEV"],
  ];
  for (const [route, code] of missing) {
    const about = JSON.stringify(route);
    expect(() => deleteRoute(client, route), about).toThrow(expect.objectContaining({ code }));
    expect(deleteRoute(client, route, { ifExists: true }), about).toBe(false);
  }
  // What could not be meant is no missing route.
  for (const route of [{ destination: "10.0.0.1/8" }, { ...v4, nexthopId: 99 }]) {
    expect(() => deleteRoute(client, route, { ifExists: true })).toThrow(expect.objectContaining({ code: "EINVAL" }));
  }
  expect(() => listRoutes(client, { link: "nosuch" })).toThrow(expect.objectContaining({ code: "ENODEV" }));
  expect(() => listRoutes(client, { link: 4711 })).toThrow(expect.objectContaining({ code: "ENODEV" }));
});

kernelTest("the way to where there is none", () => {
  using lab = roads();
  const { client } = lab;
  lab.up(1);
  const types = { blackhole: "EINVAL", unreachable: "EHOSTUNREACH", prohibit: "EACCES", throw: "ENETUNREACH" } as const;
  const queries: [RouteQuery, string][] = Object.entries(types).flatMap(([type, code], i) => {
    addRoute(client, { destination: `10.${i}.0.0/16`, type: type as keyof typeof types });
    addRoute(client, { destination: `2001:db8:1${i}::/48`, type: type as keyof typeof types });
    return [
      [{ destination: `10.${i}.0.1` }, code],
      [{ destination: `2001:db8:1${i}::1` }, code],
    ];
  });
  for (const [query, code] of [
    ...queries,
    [{ destination: "99.0.0.1" }, "ENETUNREACH"],
    [{ destination: "99::1" }, "ENETUNREACH"],
    [{ destination: "192.0.2.5", from: "203.0.113.9" }, "ENETUNREACH"],
    [{ destination: "192.0.2.5", outgoing: "nosuch" }, "ENODEV"],
    [{ destination: "192.0.2.5", outgoing: 4711 }, "ENODEV"],
    [{ destination: "2001:db8:a::5", outgoing: 4711 }, "ENETUNREACH"],
    [{ destination: "192.0.2.5", incoming: 4711 }, "ENODEV"],
    [{ destination: "192.0.2.5", ipProtocol: 200 }, "EOPNOTSUPP"],
  ] as const) {
    expect(() => getRoute(client, query), JSON.stringify(query)).toThrow(
      expect.objectContaining({ name: "NetlinkError", code }),
    );
  }
});

kernelTest("without rights nothing is changed, and all is told", async () => {
  using lab = new Roads();
  using powerless = await powerlessClient(lab.namespace);
  const route = { ...v4, via: "192.0.2.2" };
  for (const work of [addRoute, replaceRoute, changeRoute, appendRoute, prependRoute, deleteRoute]) {
    expect(() => work(powerless, route), work.name).toThrow(expect.objectContaining({ code: "EPERM" }));
  }
  expect(listRoutes(powerless, { link: lab.near, version: 4, table: "main" }).entries).toHaveLength(1);
  expect(getRoute(powerless, { destination: "192.0.2.9" })).toMatchObject({ ifindex: lab.near });
});

/** Bad input: what a user gets to read. */
const wrong: readonly (readonly [route: object, name: string, message: string])[] = [
  [{ destination: "10.0.0.1/33" }, "RangeError", 'destination "10.0.0.1/33": the prefix is 0 to 32 bits long'],
  [{ destination: "2001:db8::/129" }, "RangeError", 'destination "2001:db8::/129": the prefix is 0 to 128 bits long'],
  [{ destination: "10.0.0.0/" }, "RangeError", 'destination "10.0.0.0/": the prefix is 0 to 32 bits long'],
  [{ destination: undefined }, "TypeError", 'destination is written "192.0.2.0/24", not undefined'],
  [{ destination: "nonsense" }, "CodecError", 'route.dst at byte 32: "nonsense" is not an IPv4 address'],
  [{ ...v4, via: "nonsense" }, "CodecError", 'route.gateway at byte 40: "nonsense" is not an IPv4 address'],
  [{ ...v4, via: "192.0.2.2/24" }, "CodecError", 'route.gateway at byte 40: "192.0.2.2/24" is not an IPv4 address'],
  [{ ...v4, via: "2001:db8::g" }, "CodecError", 'route.via.address at byte 42: "2001:db8::g" is not an IPv6 address'],
  [{ ...v4, source: "x" }, "CodecError", 'route.prefsrc at byte 40: "x" is not an IPv4 address'],
  [{ ...v4, source: "2001:db8::1" }, "RangeError", 'source "2001:db8::1" is not of IPv4, as the route is'],
  [{ ...v4, version: 6 }, "RangeError", 'destination "10.0.0.0/8" is not of IPv6, as the route is'],
  [{ ...v4, version: 5 }, "RangeError", "5 is no version of IP: 4 or 6"],
  [{ ...v6, from: "10.0.0.0/8" }, "RangeError", 'from "10.0.0.0/8" is not of IPv6, as the route is'],
  [{ ...v6, from: "2001:db8::/200" }, "RangeError", 'from "2001:db8::/200": the prefix is 0 to 128 bits long'],
  [{ ...v6, via: "192.0.2.2" }, "RangeError", 'via "192.0.2.2": routes of IPv6 have no gateways of IPv4'],
  [
    { ...v6, nexthops: [{ via: "2001:db8:a::2" }, { via: "192.0.2.2" }] },
    "RangeError",
    'nexthops[1].via "192.0.2.2": routes of IPv6 have no gateways of IPv4',
  ],
  [{ ...v4, from: "10.0.0.0/8" }, "RangeError", "from is of IPv6 alone, and 10.0.0.0/8 is of IPv4"],
  [{ ...v4, expires: 5 }, "RangeError", "expires is of IPv6 alone, and 10.0.0.0/8 is of IPv4"],
  [{ ...v4, preference: "low" }, "RangeError", "preference is of IPv6 alone, and 10.0.0.0/8 is of IPv4"],
  [{ ...v4, table: "mine" }, "RangeError", '"mine" is no table: default, main, local, or a number'],
  [{ ...v4, table: 2 ** 32 }, "CodecError", "route.table at byte 40: 4294967296 is not a u32"],
  [{ ...v4, table: -1 }, "CodecError", "route.table at byte 20: -1 is not a u8"],
  [{ ...v4, type: "nothing" }, "RangeError", '"nothing" is no type of a route: unicast, local,'],
  [{ ...v4, scope: "nothing" }, "RangeError", '"nothing" is no scope: global, site, link, host, nowhere, or a number'],
  [{ ...v4, protocol: 256 }, "CodecError", "route.protocol at byte 21: 256 is not a u8 (0 to 255)"],
  [{ ...v4, metric: Number.NaN }, "CodecError", "route.priority at byte 40: NaN is not a u32"],
  [{ ...v4, metric: -1 }, "CodecError", "route.priority at byte 40: -1 is not a u32"],
  [{ ...v4, tos: 300 }, "CodecError", "route.tos at byte 19: 300 is not a u8 (0 to 255)"],
  [{ ...v4, realms: -1 }, "CodecError", "route.flow at byte 32: -1 is not a u32"],
  [{ ...v6, expires: 1.5 }, "CodecError", "route.expires at byte 32: 1.5 is not a u32"],
  [{ ...v4, metrics: { mtu: Number.NaN } }, "CodecError", "route.metrics.mtu at byte 36: NaN is not a u32"],
  [{ ...v4, metrics: { rtt: Number.NaN } }, "CodecError", "route.metrics.rtt at byte 36: NaN is not a u32"],
  [{ ...v4, metrics: { features: ["x"] } }, "RangeError", '"x" is no feature of a route: ecn, sack, timestamp'],
  [{ ...v4, metrics: { locked: ["x"] } }, "RangeError", '"x" is no metric that can be locked: mtu, window,'],
  [{ ...v4, encap: { type: "gre" } }, "RangeError", '"gre" is no type of encapsulation: mpls, ip,'],
  [{ ...v4, nexthops: [] }, "TypeError", "nexthops is empty: one at least, or leave it out"],
  [
    { ...v4, via: "192.0.2.2", nexthops: [{ via: "192.0.2.2" }] },
    "TypeError",
    "via and nexthops: a route's ways are said in one manner only",
  ],
  [{ ...v4, link: 2, nexthopId: 4 }, "TypeError", "link and nexthopId: a route's ways are said in one manner only"],
  [{ ...v4, link: 0 }, "RangeError", "a link's index is a whole number from 1 to 2147483647, not 0"],
  [
    { ...v4, nexthops: [{ via: "192.0.2.2" }, { via: "192.0.2.3", weight: 257 }] },
    "RangeError",
    "nexthops[1].weight is a whole number from 1 to 256, not 257",
  ],
  [
    { ...v4, nexthops: [{ via: "192.0.2.2" }, { via: "x" }] },
    "CodecError",
    'route.multipath.1.gateway at byte 68: "x" is not an IPv4 address',
  ],
];

kernelTest("what is wrong is said by its name, and nothing is sent", () => {
  using lab = new Roads();
  for (const [route, name, message] of wrong) {
    // What TypeScript would not let through.
    expect(() => addRoute(lab.client, route as RouteInput), JSON.stringify(route)).toThrow(
      expect.objectContaining({ name, message: expect.stringContaining(message) }),
    );
  }
  expect(() => getRoute(lab.client, { destination: "10.0.0.0/8" })).toThrow(
    new RangeError('destination "10.0.0.0/8" is a network: the way to one address is told'),
  );
  for (const [query, path] of [
    [{ destination: "default" }, "route.dst"],
    [{ destination: "10.0.0.1", from: "2001:db8::1" }, "route.src"],
    [{ destination: "10.0.0.1", sourcePort: 70_000 }, "route.sport"],
    [{ destination: "10.0.0.1", mark: -1 }, "route.mark"],
  ] as const) {
    expect(() => getRoute(lab.client, query)).toThrow(expect.objectContaining({ name: "CodecError", path }));
  }
  expect(() => listRoutes(lab.client, { destination: "10.0.0.0/99" })).toThrow(RangeError);
  expect(() => listRoutes(lab.client, { via: "x" })).toThrow(expect.objectContaining({ name: "CodecError" }));
  expect(() => listRoutes(lab.client, { table: "x" as "main" })).toThrow(RangeError);
});

kernelTest("a destination to look for may be written with its last bits", () => {
  using lab = new Roads();
  const { client } = lab;
  addRoute(client, { destination: "10.1.0.0/17", link: "near" });
  addRoute(client, { destination: "2001:db8:1:ff00::/56", link: "near" });
  expect(listRoutes(client, { destination: "10.1.127.9/17" }).entries).toHaveLength(1);
  expect(listRoutes(client, { destination: "10.1.128.0/17" }).entries).toEqual([]);
  expect(listRoutes(client, { destination: "2001:db8:1:ffab::1/56" }).entries).toHaveLength(1);
  expect(listRoutes(client, { destination: "::/0" }).entries).toEqual([]);
});
