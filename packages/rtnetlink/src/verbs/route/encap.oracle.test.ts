import { beforeAll, describe, expect, test } from "vitest";
import { NetlinkError } from "../../errors.js";
import { oracleTest } from "../../oracle/tool.js";
import { isUserModeLinux, loadModule } from "../../through-kernel/kernel.js";
import { addNexthop, listNexthops } from "../nexthop/index.js";
import type { Encap } from "../terms/encap.js";
import { addRoute, deleteRoute, listRoutes, type Route, type RouteInput, routeInputOf } from "./index.js";
import { RouteTwins, routesOf, shownRoutes } from "./oracle/twins.js";

interface Case {
  readonly words: string;
  readonly route: RouteInput;
}

const v4 = (encap: Encap): RouteInput => ({ destination: "10.0.0.0/8", via: "192.0.2.2", encap });
const v6 = (encap: Encap): RouteInput => ({ destination: "2001:db8:1::/48", link: "near", encap });

/** Linux 6.18 comes to a halt over some of these, and no machine is to find out over which. */
function cases(): readonly Case[] {
  if (!isUserModeLinux) throw new Error("encapsulated routes are for the second kernel only");
  return [
    {
      words: "10.0.0.0/8 encap mpls 100/200 ttl 17 via 192.0.2.2",
      route: v4({ type: "mpls", dst: "100/200", ttl: 17 }),
    },
    {
      words: "10.0.0.0/8 encap ip id 7 dst 203.0.113.5 src 192.0.2.1 ttl 9 tos 4 key csum seq via 192.0.2.2",
      // TUNNEL_CSUM, TUNNEL_KEY, TUNNEL_SEQ
      route: v4({ type: "ip", id: 7n, dst: "203.0.113.5", src: "192.0.2.1", ttl: 9, tos: 4, flags: 0xd }),
    },
    {
      words: "2001:db8:1::/48 encap ip6 id 8 dst 2001:db8::5 src 2001:db8:a::1 hoplimit 9 tc 5 dev near",
      route: v6({ type: "ip6", id: 8n, dst: "2001:db8::5", src: "2001:db8:a::1", hoplimit: 9, tc: 5 }),
    },
    {
      words: "2001:db8:1::/48 encap mpls 500 via fe80::2 dev near",
      route: { ...v6({ type: "mpls", dst: "500" }), via: "fe80::2" },
    },
    {
      words: "2001:db8:1::/48 encap seg6 mode encap segs 2001:db8::101,2001:db8::100 dev near",
      route: v6({ type: "seg6", srh: { mode: 1, srh: { segments: ["2001:db8::100", "2001:db8::101"] } } }),
    },
    {
      words: "2001:db8:1::/48 encap seg6local action End.T table 100 dev near",
      route: v6({ type: "seg6local", action: 3, table: 100 }),
    },
    {
      words: "2001:db8:1::/48 encap rpl segs 2001:db8::107,2001:db8::108 dev near",
      route: v6({ type: "rpl", srh: { segments: ["2001:db8::107", "2001:db8::108"] } }),
    },
    {
      words: "2001:db8:1::/48 encap ioam6 freq 1/2 mode inline trace prealloc type 0x800000 ns 1 size 12 dev near",
      route: v6({
        type: "ioam6",
        mode: 1,
        freqK: 1,
        freqN: 2,
        trace: { namespaceId: 1, type: 0x80000000, remlen: 3 },
      }),
    },
    {
      words: "10.0.0.0/8 encap xfrm if_id 100 link_dev near via 192.0.2.2",
      route: v4({ type: "xfrm", ifId: 100, link: 2 }),
    },
  ];
}

/** What Debian's User Mode Linux was built without. */
const LACKED = ["seg6", "seg6local", "rpl", "ioam6", "xfrm"];

function tryAll(): void {
  beforeAll(() => {
    for (const module of ["mpls_router", "mpls_iptunnel"]) loadModule(module);
  });

  oracleTest("routes into tunnels", async () => {
    await using twins = new RouteTwins();
    const { ours, theirs } = twins;
    const { client } = ours.lab;
    for (const { words, route } of cases()) {
      const { encap } = route;
      if (LACKED.includes(String(encap?.type))) {
        expect(() => addRoute(client, route), words).toThrow(NetlinkError);
        await expect(theirs.ip.run(`route add ${words}`), words).rejects.toThrow();
        continue;
      }
      addRoute(client, route);
      await theirs.ip.run(`route add ${words}`);
      const shown = await shownRoutes(theirs.ip);
      expect(shown, words).toMatchObject([{ encap: encap?.type }]);
      expect(await shownRoutes(ours.ip), words).toEqual(shown);
      const [own] = routesOf(ours.lab);
      const [read] = routesOf(theirs.lab);
      expect(own?.encap, words).toMatchObject({ ...encap });
      expect(read?.encap, words).toEqual(own?.encap);
      expect(deleteRoute(client, route), words).toBe(true);
      addRoute(client, routeInputOf(read as Route));
      expect(await shownRoutes(ours.ip), words).toEqual(shown);
      expect(deleteRoute(client, routeInputOf(read as Route)), words).toBe(true);
      await theirs.ip.run(`route del ${words}`);
      expect(routesOf(ours.lab), words).toEqual([]);
    }
  });

  oracleTest("several ways, each into another; a nexthop into a tunnel", async () => {
    cases();
    await using twins = new RouteTwins();
    const { ours, theirs } = twins;
    const nexthops = [
      { via: "192.0.2.2", encap: { type: "mpls", dst: "100" } },
      { via: "198.51.100.2", weight: 2, encap: { type: "ip", id: 5n, dst: "203.0.113.5" } },
    ] as const;
    addRoute(ours.lab.client, { destination: "10.0.0.0/8", nexthops });
    await theirs.ip.run(
      "route add 10.0.0.0/8 nexthop encap mpls 100 via 192.0.2.2 " +
        "nexthop encap ip id 5 dst 203.0.113.5 via 198.51.100.2 weight 2",
    );
    expect(await shownRoutes(ours.ip)).toEqual(await shownRoutes(theirs.ip));
    expect(listRoutes(ours.lab.client, { destination: "10.0.0.0/8" }).entries).toMatchObject([{ nexthops }]);
    const encap = { type: "mpls", dst: "700/800" } as const;
    expect(addNexthop(ours.lab.client, { id: 1, via: "192.0.2.2", link: "near", encap })).toMatchObject({ encap });
    await theirs.ip.run("nexthop add id 1 encap mpls 700/800 via 192.0.2.2 dev near");
    expect(await ours.ip.show("nexthop show")).toEqual(await theirs.ip.show("nexthop show"));
    expect(listNexthops(theirs.lab.client).entries).toMatchObject([{ id: 1, encap }]);
  });
}

if (isUserModeLinux) describe("encapsulated routes", tryAll);
else test("no encapsulated route is tried on this kernel", () => expect(cases).toThrow("for the second kernel only"));
