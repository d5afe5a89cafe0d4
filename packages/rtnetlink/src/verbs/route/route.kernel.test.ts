import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import type { NetlinkError } from "../../errors.js";
import { Roads } from "../../through-kernel/roads.js";
import {
  addRoute,
  appendRoute,
  deleteRoute,
  getRoute,
  listRoutes,
  type Route,
  type RouteInput,
  replaceRoute,
  routeInputOf,
  routeRequest,
  streamRoutes,
} from "./index.js";

/** What a kernel may have been built without is EINVAL there. */
function isMade(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    expect((error as NetlinkError).code).toBe("EINVAL");
    return false;
  }
}

kernelTest("a route is made, told, replaced and deleted", () => {
  using lab = new Roads();
  const route: RouteInput = {
    destination: "10.0.0.0/8",
    via: "192.0.2.254",
    source: "192.0.2.1",
    metric: 7,
    protocol: "static",
    metrics: { mtu: 1400, advmss: 1300, locked: ["mtu"] },
  };
  addRoute(lab.client, route);
  const find = () => listRoutes(lab.client, { destination: "10.0.0.0/8" }).entries;
  expect(find()).toMatchObject([
    { ...route, version: 4, ifindex: lab.near, table: "main", scope: "global", type: "unicast" },
  ]);
  expect(() => addRoute(lab.client, route)).toThrow(expect.objectContaining({ code: "EEXIST" }));
  replaceRoute(lab.client, { ...route, via: "192.0.2.253" });
  expect(find()).toMatchObject([{ via: "192.0.2.253" }]);
  appendRoute(lab.client, route);
  expect(find().map(({ via }) => via)).toEqual(["192.0.2.253", "192.0.2.254"]);
  expect(deleteRoute(lab.client, { destination: "10.0.0.0/8", via: "192.0.2.254" })).toBe(true);
  expect(find().map(({ via }) => via)).toEqual(["192.0.2.253"]);
  expect(deleteRoute(lab.client, { destination: "10.0.0.0/8" })).toBe(true);
  expect(() => deleteRoute(lab.client, route)).toThrow(expect.objectContaining({ code: "ESRCH" }));
  expect(deleteRoute(lab.client, route, { ifExists: true })).toBe(false);
  expect(() => addRoute(lab.client, { ...route, via: "203.0.113.1" })).toThrow(
    expect.objectContaining({ code: "ENETUNREACH" }),
  );
});

kernelTest("default routes, other versions' gateways, several ways, types", () => {
  using lab = new Roads();
  const list = (destination: string, version: 4 | 6) => listRoutes(lab.client, { destination, version }).entries;
  addRoute(lab.client, { destination: "default", via: "203.0.113.9", link: "near", onlink: true });
  expect(list("default", 4)).toMatchObject([{ via: "203.0.113.9", flags: ["onlink"] }]);
  addRoute(lab.client, { destination: "default", via: "2001:db8:a::9", preference: "high", expires: 100 });
  expect(list("default", 6)).toMatchObject([{ via: "2001:db8:a::9", preference: "high", expires: 100 }]);
  addRoute(lab.client, { destination: "10.1.0.0/16", version: 4, via: "fe80::1", link: lab.near });
  expect(list("10.1.0.0/16", 4)).toMatchObject([{ via: "fe80::1" }]);
  addRoute(lab.client, { destination: "10.2.0.0/16", type: "unreachable" });
  expect(list("10.2.0.0/16", 4)).toMatchObject([{ type: "unreachable" }]);
  expect(() => getRoute(lab.client, { destination: "10.2.0.1" })).toThrow(
    expect.objectContaining({ code: "EHOSTUNREACH" }),
  );
  addRoute(lab.client, { destination: "10.3.0.0/16", link: "near" });
  expect(list("10.3.0.0/16", 4)).toMatchObject([{ scope: "link", via: undefined }]);
  const nexthops = [
    { via: "2001:db8:a::2", weight: 3 },
    { via: "2001:db8:b::2", link: "other" },
  ];
  addRoute(lab.client, { destination: "2001:db8:9::/48", nexthops });
  expect(list("2001:db8:9::/48", 6)).toMatchObject([
    {
      nexthops: [
        { via: "2001:db8:a::2", weight: 3, ifindex: lab.near },
        { weight: 1, ifindex: lab.other },
      ],
    },
  ]);
  const several = { destination: "10.4.0.0/16", nexthops: [{ via: "192.0.2.9", weight: 256 }, { link: "other" }] };
  if (isMade(() => addRoute(lab.client, several))) {
    expect(list("10.4.0.0/16", 4)).toMatchObject([
      {
        nexthops: [
          { via: "192.0.2.9", weight: 256 },
          { via: undefined, ifindex: lab.other },
        ],
      },
    ]);
  }
});

kernelTest("the way to a destination", () => {
  using lab = new Roads();
  addRoute(lab.client, { destination: "10.0.0.0/8", via: "192.0.2.254" });
  const query = { destination: "10.1.2.3" };
  expect(getRoute(lab.client, query)).toMatchObject({
    destination: "10.1.2.3/32",
    via: "192.0.2.254",
    source: "192.0.2.1",
  });
  expect(getRoute(lab.client, { ...query, fibMatch: true })).toMatchObject({ destination: "10.0.0.0/8" });
  expect(getRoute(lab.client, { destination: "2001:db8:b::7" })).toMatchObject({ ifindex: lab.other });
  expect(() => getRoute(lab.client, { destination: "11.0.0.1" })).toThrow(
    expect.objectContaining({ code: "ENETUNREACH" }),
  );
});

kernelTest("the kernel filters", () => {
  using lab = new Roads();
  addRoute(lab.client, { destination: "10.0.0.0/8", via: "192.0.2.254", protocol: "bgp" });
  addRoute(lab.client, { destination: "11.0.0.0/8", type: "blackhole" });
  const list = (filter: Parameters<typeof listRoutes>[1]) =>
    listRoutes(lab.client, filter).entries.map(({ destination }) => destination);
  expect(list({ protocol: "bgp" })).toEqual(["10.0.0.0/8"]);
  expect(list({ type: "blackhole" })).toEqual(["11.0.0.0/8"]);
  expect(list({ link: "other", table: "main", version: 4 })).toEqual(["198.51.100.0/24"]);
  expect(list({ table: 4711, version: 4 })).toEqual([]);
  expect(list({ table: 4711 })).toEqual([]);
  expect(listRoutes(lab.client, { link: "near", via: "192.0.2.254" })).toMatchObject({
    entries: [{ destination: "10.0.0.0/8" }],
    filteredBy: { kernel: ["link"], client: ["via"] },
  });
  if (isMade(() => addRoute(lab.client, { destination: "12.0.0.0/8", link: "near", table: 70000 }))) {
    expect(list({ table: 70000 })).toEqual(["12.0.0.0/8"]);
    expect(deleteRoute(lab.client, { destination: "12.0.0.0/8", table: 70000 })).toBe(true);
  }
});

kernelTest("routes are streamed as they are listed", () => {
  using lab = new Roads();
  const { client } = lab;
  const numbers = Array.from({ length: 3000 }, (_, i) => i);
  const requests = numbers.map((i) =>
    routeRequest(client, "add", { destination: `10.${i >> 8}.${i & 255}.0/24`, via: "192.0.2.254", metric: i % 3 }),
  );
  expect(client.batch(requests).filter(({ error }) => error !== undefined)).toEqual([]);
  for (const filter of [
    { version: 4 },
    { version: 4, metric: 2 },
    { table: "main", version: 4 },
    { table: 4711 },
  ] as const) {
    const stream = streamRoutes(client, filter);
    const streamed: Route[] = [];
    let steps = 0;
    let step = stream.next();
    for (; !step.done; step = stream.next()) {
      streamed.push(...step.value);
      steps++;
      // The client can be used in between.
      expect(getRoute(client, { destination: "10.0.0.1" }).via).toBe("192.0.2.254");
    }
    expect(step.value).toEqual({ consistent: true });
    expect(streamed).toEqual(listRoutes(client, filter).entries);
    expect(steps > 1).toBe(streamed.length > 0);
  }
  expect(() => streamRoutes(client, { link: "nosuch" }).next()).toThrow(expect.objectContaining({ code: "ENODEV" }));
});

kernelTest("of routes that differ in metrics or realms, the one that was meant is deleted", () => {
  using lab = new Roads();
  const { client } = lab;
  const filter = { destination: "10.0.0.0/8" };
  const differences: readonly Partial<RouteInput>[][] = [
    [
      { metrics: { mtu: 1400 } },
      { metrics: { mtu: 1300, rtoMin: 200, locked: ["mtu"] } },
      { metrics: { ccAlgo: "reno" } },
    ],
    [{ realms: 5 }, { realms: 6 }],
  ];
  for (const different of differences) {
    const append = (one: Partial<RouteInput>) => appendRoute(client, { ...filter, via: "192.0.2.254", ...one });
    const [first = {}, ...rest] = different;
    append(first);
    // Where the kernel was built without realms, it passes over them, and all of these are the same.
    if (listRoutes(client, filter).entries[0]?.realms === first.realms) rest.forEach(append);
    for (let left = listRoutes(client, filter).entries; left.length > 0; ) {
      expect(deleteRoute(client, routeInputOf(left.at(-1) as Route))).toBe(true);
      const others = left.slice(0, -1);
      left = listRoutes(client, filter).entries;
      expect(left).toEqual(others);
    }
  }
});

kernelTest("a table is copied, with all routes to a destination in their order", () => {
  using lab = new Roads();
  const { client } = lab;
  const route = { destination: "10.0.0.0/8", via: "192.0.2.253", table: 100 };
  for (const one of [{}, { via: "192.0.2.254" }, { metrics: { mtu: 1300 } }]) appendRoute(client, { ...route, ...one });
  for (const link of ["near", "other"]) appendRoute(client, { destination: "2001:db8:1::/48", link, table: 100 });
  const routesIn = (table: number) => listRoutes(client, { table }).entries.map((one) => ({ ...one, table: 0 }));
  for (const one of listRoutes(client, { table: 100 }).entries)
    appendRoute(client, { ...routeInputOf(one), table: 200 });
  expect(routesIn(200)).toEqual(routesIn(100));
  expect(routesIn(200)).toHaveLength(5);
});
