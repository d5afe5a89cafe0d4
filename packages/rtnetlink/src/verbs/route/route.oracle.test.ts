import { expect } from "vitest";
import type { RtnetlinkClient } from "../../client.js";
import { oracleTest, type Shown, Tool } from "../../oracle/tool.js";
import { refusal } from "../../through-kernel/refusal.js";
import { Roads } from "../../through-kernel/roads.js";
import {
  addRoute,
  appendRoute,
  changeRoute,
  deleteRoute,
  getRoute,
  listRoutes,
  prependRoute,
  type Route,
  type RouteFilter,
  type RouteInput,
  type RouteQuery,
  replaceRoute,
  routeInputOf,
} from "./index.js";
import { type Case, ipv4Cases, ipv6Cases, nexthopWords } from "./oracle/cases.js";
import { shown } from "./oracle/shown.js";
import { namesOf, RouteTwins, routesOf, shownRoutes } from "./oracle/twins.js";

/** What our list tells of a route that was made with this. */
function toldOf({ route, told }: Case): object {
  const { link, onlink, ...given } = route;
  return { ...given, ...told };
}

async function tryCases(cases: readonly Case[]): Promise<void> {
  await using twins = new RouteTwins();
  const { ours, theirs } = twins;
  for (const words of nexthopWords) for (const { ip } of [ours, theirs]) await ip.run(words);
  const { client } = ours.lab;
  for (const one of cases) {
    const { about, route, words } = one;
    addRoute(client, route);
    await theirs.ip.run(`route add ${words}`);
    const made = await twins.sameRoutes(`${about}: made`);
    expect(made, about).toMatchObject([toldOf(one)]);
    expect(deleteRoute(client, route), about).toBe(true);
    expect(routesOf(ours.lab), `${about}: deleted by what it was made with`).toEqual([]);
    // What ip has made, as we have read it.
    for (const read of routesOf(theirs.lab)) addRoute(client, routeInputOf(read));
    const [again] = await twins.sameRoutes(`${about}: made as it was read`);
    expect(deleteRoute(client, routeInputOf(again as Route)), about).toBe(true);
    await theirs.ip.run(`route del ${words}`);
    expect(await twins.sameRoutes(`${about}: deleted`), about).toEqual([]);
  }
}

oracleTest("routes of IPv4, made and deleted", () => tryCases(ipv4Cases));

oracleTest("routes of IPv6, made and deleted", () => tryCases(ipv6Cases));

/** What is done by a verb, and ip's words for it; where both are refused, with what code. */
type Step = readonly [
  verb: (client: RtnetlinkClient, route: RouteInput) => unknown,
  words: string,
  route: RouteInput,
  code?: string,
];

const changes: readonly Step[] = [
  [addRoute, "add 10.0.0.0/8 via 192.0.2.2", { destination: "10.0.0.0/8", via: "192.0.2.2" }],
  [addRoute, "add 10.0.0.0/8 via 192.0.2.3", { destination: "10.0.0.0/8", via: "192.0.2.3" }, "EEXIST"],
  [addRoute, "add 10.0.0.0/8 via 192.0.2.3 metric 5", { destination: "10.0.0.0/8", via: "192.0.2.3", metric: 5 }],
  [addRoute, "add 10.0.0.0/8 via 192.0.2.3 tos 4", { destination: "10.0.0.0/8", via: "192.0.2.3", tos: 4 }],
  [appendRoute, "append 10.0.0.0/8 via 192.0.2.4", { destination: "10.0.0.0/8", via: "192.0.2.4" }],
  [appendRoute, "append 10.0.0.0/8 via 192.0.2.4", { destination: "10.0.0.0/8", via: "192.0.2.4" }, "EEXIST"],
  [prependRoute, "prepend 10.0.0.0/8 via 192.0.2.5", { destination: "10.0.0.0/8", via: "192.0.2.5" }],
  [prependRoute, "prepend 10.0.0.0/8 via 192.0.2.5", { destination: "10.0.0.0/8", via: "192.0.2.5" }, "EEXIST"],
  [replaceRoute, "replace 10.0.0.0/8 via 192.0.2.6 mtu 1300", of("10.0.0.0/8", "192.0.2.6", 1300)],
  [replaceRoute, "replace 10.9.0.0/16 via 192.0.2.6", { destination: "10.9.0.0/16", via: "192.0.2.6" }],
  [changeRoute, "change 10.9.0.0/16 via 192.0.2.7 mtu 1280", of("10.9.0.0/16", "192.0.2.7", 1280)],
  [changeRoute, "change 10.8.0.0/16 via 192.0.2.7 mtu 1280", of("10.8.0.0/16", "192.0.2.7", 1280), "ENOENT"],
  [deleteRoute, "del 10.0.0.0/8 via 192.0.2.4", { destination: "10.0.0.0/8", via: "192.0.2.4" }],
  [deleteRoute, "del 10.0.0.0/8 via 192.0.2.4", { destination: "10.0.0.0/8", via: "192.0.2.4" }, "ESRCH"],
  [deleteRoute, "del 10.0.0.0/8 metric 5", { destination: "10.0.0.0/8", metric: 5 }],
  [deleteRoute, "del 10.0.0.0/8 proto bgp", { destination: "10.0.0.0/8", protocol: "bgp" }, "ESRCH"],
  [deleteRoute, "del 10.0.0.0/8", { destination: "10.0.0.0/8" }],
  [deleteRoute, "del 10.0.0.0/8 tos 4", { destination: "10.0.0.0/8", tos: 4 }],
  [addRoute, "add 2001:db8:1::/48 via 2001:db8:a::2", of("2001:db8:1::/48", "2001:db8:a::2")],
  [addRoute, "add 2001:db8:1::/48 via 2001:db8:a::3", of("2001:db8:1::/48", "2001:db8:a::3"), "EEXIST"],
  [appendRoute, "append 2001:db8:1::/48 via 2001:db8:a::3", of("2001:db8:1::/48", "2001:db8:a::3")],
  [appendRoute, "append 2001:db8:1::/48 via 2001:db8:a::3", of("2001:db8:1::/48", "2001:db8:a::3"), "EEXIST"],
  [prependRoute, "prepend 2001:db8:1::/48 via 2001:db8:b::3", of("2001:db8:1::/48", "2001:db8:b::3")],
  [deleteRoute, "del 2001:db8:1::/48 via 2001:db8:a::2", of("2001:db8:1::/48", "2001:db8:a::2")],
  [replaceRoute, "replace 2001:db8:1::/48 via 2001:db8:a::5 mtu 1300", of("2001:db8:1::/48", "2001:db8:a::5", 1300)],
  [changeRoute, "change 2001:db8:1::/48 via 2001:db8:a::6", of("2001:db8:1::/48", "2001:db8:a::6")],
  [changeRoute, "change 2001:db8:2::/48 via 2001:db8:a::6", of("2001:db8:2::/48", "2001:db8:a::6"), "ENOENT"],
  [deleteRoute, "del 2001:db8:2::/48", { destination: "2001:db8:2::/48" }, "ESRCH"],
  [deleteRoute, "del 2001:db8:1::/48", { destination: "2001:db8:1::/48" }],
];

function of(destination: string, via: string, mtu?: number): RouteInput {
  return { destination, via, metrics: mtu === undefined ? undefined : { mtu } };
}

oracleTest("routes added, appended, prepended, replaced, changed, deleted, and refused alike", async () => {
  await using twins = new RouteTwins();
  const { ours, theirs } = twins;
  for (const [verb, words, route, code] of changes) {
    const work = () => verb(ours.lab.client, route);
    if (code === undefined) {
      work();
      await theirs.ip.run(`route ${words}`);
    } else {
      const { code: said, extack, reason } = refusal(work);
      expect(said, words).toBe(code);
      await expect(theirs.ip.run(`route ${words}`), words).rejects.toThrow(extack.message ?? reason);
    }
    await twins.sameRoutes(words);
  }
  expect(routesOf(ours.lab).map(({ destination }) => destination)).toEqual(["10.0.0.0/8", "10.9.0.0/16"]);
});

const queries: readonly (readonly [words: string, query: RouteQuery])[] = [
  ["10.1.2.3", { destination: "10.1.2.3" }],
  ["10.1.2.3 from 198.51.100.1", { destination: "10.1.2.3", from: "198.51.100.1" }],
  ["10.1.2.3 oif other", { destination: "10.1.2.3", outgoing: "other" }],
  ["10.1.2.3 from 192.0.2.77 iif near", { destination: "10.1.2.3", from: "192.0.2.77", incoming: "near" }],
  ["10.1.2.3 mark 0x7", { destination: "10.1.2.3", mark: 7 }],
  ["10.1.2.3 tos 0x10", { destination: "10.1.2.3", tos: 0x10 }],
  [
    "10.1.2.3 ipproto udp sport 1000 dport 53",
    { destination: "10.1.2.3", ipProtocol: 17, sourcePort: 1000, destinationPort: 53 },
  ],
  ["10.1.2.3 uid 1000", { destination: "10.1.2.3", uid: 1000 }],
  ["fibmatch 10.1.2.3", { destination: "10.1.2.3", fibMatch: true }],
  ["fibmatch 10.2.2.3", { destination: "10.2.2.3", fibMatch: true }],
  ["192.0.2.1", { destination: "192.0.2.1" }],
  ["192.0.2.255", { destination: "192.0.2.255" }],
  ["2001:db8:c::3", { destination: "2001:db8:c::3" }],
  ["2001:db8:c::3 from 2001:db8:b::1", { destination: "2001:db8:c::3", from: "2001:db8:b::1" }],
  ["2001:db8:c::3 oif near", { destination: "2001:db8:c::3", outgoing: "near" }],
  ["fibmatch 2001:db8:c::3", { destination: "2001:db8:c::3", fibMatch: true }],
  ["2001:db8:a::1", { destination: "2001:db8:a::1" }],
];

oracleTest("the way to a destination", async () => {
  using lab = new Roads();
  await using ip = new Tool("ip", lab.namespace);
  const { client } = lab;
  for (const words of [
    "nexthop add id 1 via 192.0.2.40 dev near",
    "route add 10.1.0.0/16 via 192.0.2.2 mtu 1300 realms 3/4",
    "route add 10.1.0.0/16 via 192.0.2.3 tos 0x10",
    "route add 10.1.0.0/16 via 198.51.100.2 metric 7",
    "route add 10.1.0.0/16 via 198.51.100.9 table 77",
    "rule add fwmark 7 table 77",
    "route add 10.2.0.0/16 nhid 1",
    "route add 2001:db8:c::/48 via 2001:db8:a::2 advmss 1200",
    "route add 2001:db8:c::/48 via 2001:db8:b::2 metric 2000",
  ]) {
    await ip.run(words);
  }
  lab.sysctl("ipv4/conf/near/forwarding", 1);
  lab.sysctl("ipv4/conf/near/rp_filter", 0);
  lab.up(1);
  const names = namesOf(lab);
  for (const [words, query] of queries) {
    const [{ uid: _, cache: __, nh_info: ___, ...theirs } = {}] = await ip.show(`route get ${words}`);
    const route = getRoute(client, query);
    const { iif, mark } = route.message.attributes;
    expect({ ...shown(route, names), iif: iif && names(iif), mark }, words).toMatchObject(theirs);
  }
});

/** Ip's words for a filter, and what of it the kernel applies. It takes a table for IPv4's. */
const filters: readonly (readonly [words: string, filter: RouteFilter, kernel: readonly string[]])[] = [
  ["table all", {}, []],
  ["table main", { table: "main", version: 4 }, ["version", "table"]],
  ["table local", { table: 255, version: 4 }, ["version", "table"]],
  ["table 77", { table: 77, version: 4 }, ["version", "table"]],
  ["table 70000", { table: 70_000 }, ["table"]],
  ["table all dev other", { link: "other" }, ["link"]],
  ["table all type blackhole", { type: "blackhole" }, ["type"]],
  ["table all type local", { type: "local" }, ["type"]],
  ["table all proto 186", { protocol: "bgp" }, ["protocol"]],
  ["table all proto 77", { protocol: 77 }, ["protocol"]],
  ["table all exact 10.1.0.0/16", { destination: "10.1.0.0/16" }, []],
  ["table all exact 0.0.0.0/0", { destination: "default", version: 4 }, ["version"]],
  ["table all exact 2001:db8:c::/48", { destination: "2001:DB8:c:0::/48" }, []],
  ["table all exact 2001:db8:d::1", { destination: "2001:db8:d::1" }, []],
  ["table all via 192.0.2.2", { via: "192.0.2.2" }, []],
  ["table all via 2001:db8:b::2", { via: "2001:db8:B::2" }, []],
  ["table all scope link", { scope: "link", version: 4 }, ["version"]],
  ["table 77 dev near proto 186", { table: 77, link: "near", protocol: "bgp" }, ["table", "link", "protocol"]],
];

// Protocols are numbers in the tool's words: in a batch, it takes a name that it had before for the last number that it
// had (rtnl_rtprot_a2n).
oracleTest("a list with filters", async () => {
  using lab = new Roads();
  await using ip = new Tool("ip", lab.namespace);
  lab.up(1);
  for (const words of [
    "default via 192.0.2.9",
    "10.1.0.0/16 via 192.0.2.2",
    "10.1.0.0/16 via 198.51.100.2 metric 7 proto 186",
    "10.1.0.0/16 via 192.0.2.3 table 77 proto 186",
    "10.2.0.0/16 nexthop via 192.0.2.9 nexthop via 198.51.100.3",
    "10.2.0.0/16 dev near proto 77 table 70000",
    "local 10.4.0.0/16 dev lo",
    "10.5.0.0/16 dev other scope link",
    "blackhole 10.3.0.0/16",
    "2001:db8:c::/48 via 2001:db8:b::2",
    "2001:db8:c::/48 via 2001:db8:b::2 table 77",
    "2001:db8:d::1 nexthop via 2001:db8:a::3 nexthop via 2001:db8:b::3",
    "blackhole 2001:db8:e::/48",
  ]) {
    await ip.run(`route add ${words}`);
  }
  const names = namesOf(lab);
  for (const [words, filter, kernel] of filters) {
    const theirs = (await shownRoutes(ip, words)).map(identity);
    expect(theirs, words).not.toEqual([]);
    // Routes of several ways by the link are told by the kernel, and left out by the tool.
    const ours = routesOf(lab, filter).filter(({ nexthops }) => filter.link === undefined || nexthops === undefined);
    expect(
      ours.map((route) => identity(shown(route, names))),
      words,
    ).toEqual(theirs);
    const client = Object.keys(filter).filter((name) => !kernel.includes(name));
    expect(listRoutes(lab.client, filter).filteredBy, words).toEqual({ kernel, client });
  }
  const all = await shownRoutes(ip);
  for (const table of ["main", 77] as const) {
    const theirs = all.filter((route) => route["table"] === String(table) && String(route["dst"]).includes(":"));
    expect(theirs).not.toEqual([]);
    const ours = routesOf(lab, { table, version: 6 });
    expect(ours.map((route) => shown(route, names))).toEqual(theirs);
  }
});

/** What the tool asked for, it does not show. */
function identity({ type, dst, metric }: Shown): Shown {
  return { type, dst, metric };
}
