import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { addAddress } from "../address/index.js";
import { addRoute, listRoutes } from "../route/index.js";
import { addNexthop, replaceNexthop } from "./index.js";

// The kernel tells who asked (NLM_F_ECHO) of each route that changes with it, too (nexthop_replace_notify, nexthop.c).
kernelTest("a nexthop that routes use is changed, and they with it", () => {
  using lab = new Lab();
  const { client } = lab;
  lab.pair("a");
  addAddress(client, { address: "192.0.2.1/24", link: "a" });
  addAddress(client, { address: "2001:db8::1/64", link: "a", flags: ["nodad"] });
  for (const [id, via, other, destination] of [
    [1, "192.0.2.2", "192.0.2.3", "10.0.0.0/8"],
    [2, "2001:db8::2", "2001:db8::3", "2001:db8:1::/64"],
  ] as const) {
    addNexthop(client, { id, via, link: "a" });
    addRoute(client, { destination, nexthopId: id });
    expect(replaceNexthop(client, { id, via: other, link: "a" })).toMatchObject({ id, via: other });
    expect(listRoutes(client, { nexthopId: id }).entries).toMatchObject([{ destination, via: other }]);
  }
});
