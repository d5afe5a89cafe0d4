import { routeMessage } from "@netns/netlink";
import { expect, test } from "vitest";
import { toRoute } from "./convert.js";
import { routeInputOf } from "./input-of.js";

test("beside a nexthop object's id the kernel takes no tunnel, although it tells of that of the nexthop", () => {
  // $ ip nexthop add id 1 encap mpls 100 via 192.0.2.2 dev d0; ip route add 10.0.0.0/8 nhid 1    kernel 6.1
  const attributes = {
    dst: "10.0.0.0",
    nhId: 1,
    gateway: "192.0.2.2",
    oif: 2,
    encapType: 1 as const,
    encap: { dst: "100" },
  };
  const message = routeMessage.encode({ header: { family: 2, dstLen: 8 }, attributes });
  const route = toRoute(routeMessage.decode(message));
  expect(route.encap).toEqual({ type: "mpls", dst: "100" });
  expect(routeInputOf(route)).toMatchObject({ nexthopId: 1 });
  expect(routeInputOf(route).encap).toBeUndefined();
});
