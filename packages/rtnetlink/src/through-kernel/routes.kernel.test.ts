import { nexthopMessage, RTM_NEWNEXTHOP } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { beforeAll, describe } from "vitest";
import { Coverage } from "./coverage.js";
import { tryThing } from "./cycle.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { CREATE } from "./lab.js";
import { Roads } from "./roads.js";
import { ipv4Routes, ipv6Routes, type Route, routes } from "./things/routes.js";

beforeAll(nameThread);

const INET = 2;
const INET6 = 10;

const coverage = new Coverage();

for (const [title, things] of [
  ["IPv4", ipv4Routes],
  ["IPv6", ipv6Routes],
] as const) {
  describe(title, () => {
    for (const [i, { about, without }] of things({ near: 1, other: 2 }).entries()) {
      kernelTest(about, () => {
        using lab = new Roads();
        const route = things(lab)[i] as Route;
        if (about === "a nexthop's id") {
          for (const [id, family, gateway] of [
            [1, INET, "192.0.2.10"],
            [2, INET6, "2001:db8:a::10"],
          ] as const) {
            const attributes = { id, oif: lab.near, gateway };
            lab.send(nexthopMessage, RTM_NEWNEXTHOP, { header: { family }, attributes }, CREATE);
          }
        }
        coverage.tryThing(`${title}, ${about}`, without ?? [], () => tryThing(lab, routes, route));
      });
    }
  });
}

kernelTest("this kernel has what it must have", () => {
  coverage.conclude([
    { release: "6.1.", uml: true, lacks: /^$/ },
    { release: "6.18.", uml: false, lacks: /^$/ },
  ]);
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
