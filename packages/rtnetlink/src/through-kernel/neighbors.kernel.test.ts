import { neighborTableMessage, nexthopMessage, RTM_GETNEIGHTBL, RTM_NEWNEXTHOP, RTM_SETNEIGHTBL } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { beforeAll, describe, expect } from "vitest";
import { tryThing } from "./cycle.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { CREATE, Lab } from "./lab.js";
import { Roads } from "./roads.js";
import { fdb, neighbors, neighborThings } from "./things/neighbors.js";

beforeAll(nameThread);

const INET = 2;
const BRIDGE = 7;
const PERMANENT = 0x80;
const NOARP = 0x40;

const NTF_SELF = 0x02;
const NTF_MASTER = 0x04;
const NTF_EXT_LEARNED = 0x10;
const NTF_STICKY = 0x40;
const NTF_ROUTER = 0x80;

describe("neighbors", () => {
  for (const [i, { about }] of neighborThings(0).entries()) {
    kernelTest(about, () => {
      using lab = new Roads();
      const thing = neighborThings(lab.near)[i];
      if (thing !== undefined) expect(tryThing(lab, neighbors, thing)).toEqual([]);
    });
  }
});

const lladdr = "02:00:00:00:00:99";

describe("forwarding databases", () => {
  kernelTest("a bridge's", () => {
    using lab = new Lab();
    const bridge = lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } });
    const port = lab.pair("port", { master: bridge });
    const header = { family: BRIDGE, ifindex: port } as const;
    for (const thing of [
      { about: "permanent", message: { header: { ...header, state: PERMANENT, flags: NTF_MASTER } } },
      { about: "static, sticky", message: { header: { ...header, state: NOARP, flags: NTF_MASTER | NTF_STICKY } } },
      {
        about: "learned elsewhere",
        // NUD_REACHABLE
        message: { header: { ...header, state: 2, flags: NTF_MASTER | NTF_EXT_LEARNED } },
      },
    ]) {
      const message = { ...thing.message, attributes: { lladdr } };
      // NTF_MASTER says whom a request is for, and NDA_MASTER tells it.
      const flags = message.header.flags & ~NTF_MASTER;
      const told = { header: { flags }, attributes: { master: bridge } };
      const again = { header: { flags: message.header.flags }, attributes: { master: undefined, flagsExt: undefined } };
      expect(tryThing(lab, fdb, { about: thing.about, message, told, again })).toEqual([]);
    }
  });

  kernelTest("notifications of activity", () => {
    using lab = new Lab();
    const bridge = lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } });
    const port = lab.pair("port", { master: bridge });
    const message = {
      header: { family: BRIDGE, ifindex: port, state: NOARP, flags: NTF_MASTER },
      attributes: { lladdr, fdbExtAttrs: { activityNotify: 1 } },
    };
    const told = { header: { flags: 0 }, attributes: { fdbExtAttrs: { activityNotify: 1 } } };
    const again = { header: { flags: NTF_MASTER }, attributes: { master: undefined, flagsExt: undefined } };
    expect(tryThing(lab, fdb, { about: "activity", message, told, again })).toEqual([]);
  });

  kernelTest("a VXLAN's", () => {
    using lab = new Lab();
    const near = lab.pair("near");
    const vxlan = lab.createLink({ ifname: "vx", linkinfo: { kind: "vxlan", data: { id: 100, port: 4789 } } });
    const header = { family: BRIDGE, ifindex: vxlan, state: PERMANENT, flags: NTF_SELF };
    const again = { attributes: { linkNetnsid: undefined, flagsExt: undefined } };
    const attributes = { lladdr, dst: "192.0.2.10", port: 4790, vni: 200, ifindex: near };
    expect(tryThing(lab, fdb, { about: "IPv4", message: { header, attributes }, again })).toEqual([]);
  });

  kernelTest("a VXLAN's, of IPv6 and of several VNIs", () => {
    using lab = new Lab();
    const six = { id: 100, port: 4790, local6: "2001:db8::1", group6: "2001:db8::2" };
    const vxlan = lab.createLink({ ifname: "vx", linkinfo: { kind: "vxlan", data: six } });
    const header = { family: BRIDGE, ifindex: vxlan, state: PERMANENT, flags: NTF_SELF | NTF_ROUTER };
    const again = { attributes: { flagsExt: undefined } };
    const message = { header, attributes: { lladdr, dst: "2001:db8::33" } };
    expect(tryThing(lab, fdb, { about: "IPv6", message, again })).toEqual([]);
    const data = { port: 4791, collectMetadata: 1, learning: 0 };
    const external = lab.createLink({ ifname: "vxe", linkinfo: { kind: "vxlan", data } });
    const several = {
      header: { ...header, ifindex: external },
      attributes: { lladdr, dst: "192.0.2.13", srcVni: 1000, vni: 1001 },
    };
    expect(tryThing(lab, fdb, { about: "several", message: several, again })).toEqual([]);
  });

  kernelTest("a VXLAN's, by a group of nexthops", () => {
    using lab = new Lab();
    lab.send(
      nexthopMessage,
      RTM_NEWNEXTHOP,
      { header: { family: INET }, attributes: { id: 10, fdb: true, gateway: "192.0.2.21" } },
      CREATE,
    );
    const attributes = { id: 12, fdb: true, group: [{ id: 10, weight: 0 }], groupType: 0 } as const;
    lab.send(nexthopMessage, RTM_NEWNEXTHOP, { attributes }, CREATE);
    const vxlan = lab.createLink({ ifname: "vx", linkinfo: { kind: "vxlan", data: { id: 100, port: 4789 } } });
    const header = { family: BRIDGE, ifindex: vxlan, state: PERMANENT, flags: NTF_SELF };
    const again = { attributes: { flagsExt: undefined } };
    const message = { header, attributes: { lladdr, nhId: 12 } };
    expect(tryThing(lab, fdb, { about: "nexthops", message, again })).toEqual([]);
  });
});

describe("tables of neighbors", () => {
  const messagesOf = (lab: Lab) =>
    lab.checkedDump(neighborTableMessage, RTM_GETNEIGHTBL, {}).map(({ attributes }) => attributes);

  kernelTest("a link's parameters are set", () => {
    using lab = new Lab();
    const near = lab.pair("near");
    const parms = {
      ifindex: near,
      baseReachableTime: 25000n,
      retransTime: 2000n,
      gcStaletime: 50000n,
      delayProbeTime: 4000n,
      appProbes: 1,
      ucastProbes: 4,
      mcastProbes: 5,
      mcastReprobes: 2,
      anycastDelay: 900n,
      proxyDelay: 700n,
      proxyQlen: 60,
      locktime: 800n,
      queueLenbytes: 8192,
      intervalProbeTimeMs: 6000n,
    };
    lab.send(neighborTableMessage, RTM_SETNEIGHTBL, {
      header: { family: INET },
      attributes: { name: "arp_cache", parms },
    });
    const found = messagesOf(lab).find(({ name, parms: told }) => name === "arp_cache" && told?.ifindex === near);
    expect(found?.parms).toMatchObject(parms);
  });

  kernelTest("a table's thresholds are the machine's", () => {
    using lab = new Lab();
    const before = messagesOf(lab).find(({ name, thresh1 }) => name === "arp_cache" && thresh1 !== undefined);
    const { thresh1, thresh2, thresh3, gcInterval } = before ?? {};
    const attributes = { name: "arp_cache", thresh1, thresh2, thresh3, gcInterval };
    const set = () => lab.send(neighborTableMessage, RTM_SETNEIGHTBL, { header: { family: INET }, attributes });
    // Understood, and left to the first namespace.
    expect(set).toThrow(expect.objectContaining({ code: "ENOENT" }));
  });
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
