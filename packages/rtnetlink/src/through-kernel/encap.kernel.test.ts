import { kernelTest } from "@netns/testing";
import { beforeAll, describe } from "vitest";
import { Coverage } from "./coverage.js";
import { tryThing } from "./cycle.js";
import { isUserModeLinux, loadModule } from "./kernel.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { Roads } from "./roads.js";
import { encapsulated, encapsulatedNexthop, mplsRoutes } from "./things/encap.js";
import { nexthops } from "./things/nexthops.js";
import { type Route, routes } from "./things/routes.js";

beforeAll(nameThread);

const coverage = new Coverage();

/** On the second kernel alone: see `encapsulated`. */
function describeEncapsulated(): void {
  beforeAll(() => {
    for (const module of ["mpls_router", "mpls_iptunnel", "ila"]) loadModule(module);
  });

  for (const [i, { about }] of encapsulated({ near: 1, other: 2, xfrm: 3 }).entries()) {
    kernelTest(about, () => {
      using lab = new Roads();
      let xfrm = 0;
      if (about === "xfrm") {
        coverage.tryThing("links of kind xfrm", "EOPNOTSUPP", () => {
          const linkinfo = { kind: "xfrm", data: { collectMetadata: true } } as const;
          xfrm = lab.createLink({ ifname: "xfrm", linkinfo });
          lab.up(xfrm);
          return [];
        });
        if (xfrm === 0) return;
      }
      const route = encapsulated({ near: lab.near, other: lab.other, xfrm })[i] as Route;
      coverage.tryThing(about, "EOPNOTSUPP", () => tryThing(lab, routes, route));
    });
  }

  kernelTest("a nexthop", () => {
    using lab = new Roads();
    coverage.tryThing("a nexthop", [], () => tryThing(lab, nexthops, encapsulatedNexthop(lab)));
  });

  for (const [i, { about }] of mplsRoutes({ near: 1, other: 2 }).entries()) {
    kernelTest(`MPLS labels: ${about}`, () => {
      using lab = new Roads();
      lab.sysctl("mpls/platform_labels", 1000);
      const route = mplsRoutes(lab)[i] as Route;
      coverage.tryThing(`MPLS labels: ${about}`, [], () => tryThing(lab, routes, route));
    });
  }
}

if (isUserModeLinux) describe("encapsulated routes", describeEncapsulated);
else coverage.lacks("encapsulated routes", "only the second kernel is asked for them");

kernelTest("this kernel has what it must have", () => {
  coverage.conclude([
    { release: "6.1.", uml: true, lacks: /^(a segment|segment routing|RPL|IOAM|links of kind xfrm)/ },
  ]);
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
