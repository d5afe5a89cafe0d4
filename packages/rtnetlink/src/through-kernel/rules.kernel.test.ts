import { kernelTest } from "@netns/testing";
import { beforeAll, describe } from "vitest";
import { Coverage } from "./coverage.js";
import { tryThing } from "./cycle.js";
import { kernelAtLeast } from "./kernel.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { Lab } from "./lab.js";
import { ipv4Rules, ipv6Rules, rules } from "./things/rules.js";

beforeAll(nameThread);

const coverage = new Coverage();

for (const [title, things] of [
  ["IPv4", ipv4Rules],
  ["IPv6", ipv6Rules],
] as const) {
  describe(title, () => {
    for (const rule of things) {
      kernelTest(rule.about, () => {
        using lab = new Lab();
        lab.pair("near");
        const what = `${title}, ${rule.about}`;
        // Older kernels pass over what they do not know.
        if (rule.since !== undefined && !kernelAtLeast(rule.since)) coverage.lacks(what, `since Linux ${rule.since}`);
        else coverage.tryThing(what, [], () => tryThing(lab, rules, rule));
      });
    }
  });
}

kernelTest("this kernel has what it must have", () => {
  coverage.conclude([
    { release: "6.1.", uml: true, lacks: /mask|differentiated services|flow label/ },
    { release: "6.18.", uml: false, lacks: /^$/ },
  ]);
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
