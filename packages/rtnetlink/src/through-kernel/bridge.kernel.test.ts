import {
  type InferInput,
  mdbGetMessage,
  mdbMessage,
  mdbRequestMessage,
  RTM_DELMDB,
  RTM_DELTUNNEL,
  RTM_DELVLAN,
  RTM_GETMDB,
  RTM_GETTUNNEL,
  RTM_GETVLAN,
  RTM_NEWMDB,
  RTM_NEWTUNNEL,
  RTM_NEWVLAN,
  tunnelMessage,
  type vlanDbAttributes,
  vlanDumpMessage,
  vlanMessage,
} from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { beforeAll, describe, expect } from "vitest";
import { Coverage } from "./coverage.js";
import { kernelAtLeast } from "./kernel.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { CREATE, Lab, type LinkInput } from "./lab.js";

beforeAll(nameThread);

const BRIDGE = 7;

const coverage = new Coverage();

type VlanInput = Exclude<InferInput<typeof vlanDbAttributes>, readonly unknown[]>;

/** A bridge with a port, both up. */
class Bridge extends Lab {
  readonly bridge: number;
  readonly port: number;

  constructor(data: Readonly<Record<string, unknown>>) {
    super();
    try {
      const linkinfo = { kind: "bridge", data: { mcastSnooping: 1, ...data } } as LinkInput["linkinfo"];
      this.bridge = this.createLink({ ifname: "br", linkinfo });
      this.port = this.pair("port", { master: this.bridge });
      this.up(this.bridge);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** All entries of the multicast database. */
  mdb() {
    return this.checkedDump(mdbGetMessage, RTM_GETMDB, { header: { family: BRIDGE } }, mdbMessage)
      .flatMap(({ attributes }) => attributes.mdb?.entry ?? [])
      .flatMap(({ info }) => info ?? []);
  }

  /** Attributes of VLANs, of all links in one list. */
  vlans(flags: number) {
    const message = { header: { family: BRIDGE }, attributes: { flags } };
    return this.checkedDump(vlanDumpMessage, RTM_GETVLAN, message, vlanMessage);
  }

  setVlan(ifindex: number, attributes: VlanInput): void {
    this.send(vlanMessage, RTM_NEWVLAN, { header: { family: BRIDGE, ifindex }, attributes });
  }
}

describe("a bridge's multicast database", () => {
  for (const addr of ["239.1.1.1", "ff0e::1234", "01:02:03:00:00:01"]) {
    kernelTest(`a group: ${addr}`, () => {
      using lab = new Bridge({});
      const message = {
        header: { family: BRIDGE, ifindex: lab.bridge },
        attributes: { setEntry: { ifindex: lab.port, state: 1, addr: { address: addr } } },
      };
      lab.send(mdbRequestMessage, RTM_NEWMDB, message, CREATE);
      const [found, ...others] = lab.mdb().filter(({ header }) => header.addr.address === addr);
      expect(others).toEqual([]);
      expect(found?.header).toMatchObject({ ifindex: lab.port, state: 1, flags: 0 });
      lab.send(mdbRequestMessage, RTM_DELMDB, message);
      expect(lab.mdb().filter(({ header }) => header.addr.address === addr)).toEqual([]);
      // What was told is an entry to be made.
      const again = { ...message, attributes: { setEntry: found?.header } };
      lab.send(mdbRequestMessage, RTM_NEWMDB, again, CREATE);
      expect(lab.mdb().filter(({ header }) => header.addr.address === addr)).toEqual([found]);
    });
  }

  kernelTest("a source", () => {
    using lab = new Bridge({ mcastIgmpVersion: 3 });
    const header = { family: BRIDGE, ifindex: lab.bridge };
    const setEntry = { ifindex: lab.port, state: 1, addr: { address: "239.1.1.3" } };
    const attributes = { setEntry, setEntryAttrs: { source: "192.0.2.44" } };
    lab.send(mdbRequestMessage, RTM_NEWMDB, { header, attributes }, CREATE);
    expect(lab.mdb().find(({ attributes: { source } }) => source === "192.0.2.44")).toMatchObject({
      header: { addr: { address: "239.1.1.3" } },
    });
  });

  kernelTest("a list of sources", () => {
    if (!kernelAtLeast("6.2")) {
      coverage.lacks("mdb: a list of sources", "since Linux 6.2");
      return;
    }
    using lab = new Bridge({ mcastIgmpVersion: 3 });
    const header = { family: BRIDGE, ifindex: lab.bridge };
    const setEntry = { ifindex: lab.port, state: 1, addr: { address: "239.1.1.4" } };
    const entry = [{ address: "192.0.2.55" }, { address: "192.0.2.56" }];
    const attributes = { setEntry, setEntryAttrs: { groupMode: 1, srcList: { entry }, rtprot: 11 } };
    lab.send(mdbRequestMessage, RTM_NEWMDB, { header, attributes }, CREATE);
    const found = lab.mdb().find(({ attributes: { srcList } }) => srcList !== undefined);
    expect(found?.attributes).toMatchObject({ groupMode: 1, rtprot: 11 });
    expect(found?.attributes.srcList?.entry?.map(({ address }) => address).sort()).toEqual([
      "192.0.2.55",
      "192.0.2.56",
    ]);
  });

  kernelTest("a port with a router behind it", () => {
    using lab = new Bridge({});
    lab.setLink(lab.port, { linkinfo: { slaveKind: "bridge", slaveData: { multicastRouter: 2 } } });
    const messages = lab.checkedDump(mdbGetMessage, RTM_GETMDB, { header: { family: BRIDGE } }, mdbMessage);
    const routers = messages.map(({ attributes }) => attributes.router).filter((one) => one !== undefined);
    expect(routers).toEqual([
      {
        port: [{ header: { ifindex: lab.port }, attributes: { timer: 0, type: 2, inetTimer: 0, inet6Timer: 0 } }],
      },
    ]);
  });

  kernelTest("a VXLAN's", () => {
    if (!kernelAtLeast("6.4")) {
      coverage.lacks("mdb: a VXLAN's", "since Linux 6.4");
      return;
    }
    using lab = new Bridge({});
    const data = { collectMetadata: 1, port: 4789, learning: 0 };
    const vxlan = lab.createLink({ ifname: "vx", linkinfo: { kind: "vxlan", data } });
    lab.up(vxlan);
    const message = {
      header: { family: BRIDGE, ifindex: vxlan },
      attributes: {
        setEntry: { ifindex: vxlan, state: 1, addr: { address: "239.1.1.5" } },
        setEntryAttrs: {
          dst: "192.0.2.60",
          dstPort: 4790,
          vni: 77,
          srcVni: 78,
          ifindex: lab.port,
          groupMode: 0,
          rtprot: 4,
          srcList: { entry: [{ address: "192.0.2.61" }] },
        },
      },
    };
    lab.send(mdbRequestMessage, RTM_NEWMDB, message, CREATE);
    const found = lab.mdb().find(({ header, attributes }) => header.ifindex === vxlan && attributes.groupMode === 0);
    expect(found?.attributes).toMatchObject({
      dst: "192.0.2.60",
      dstPort: 4790,
      vni: 77,
      srcVni: 78,
      ifindex: lab.port,
      rtprot: 4,
    });
    lab.send(mdbRequestMessage, RTM_DELMDB, message);
    expect(lab.mdb().filter(({ header }) => header.addr.address === "239.1.1.5")).toEqual([]);
  });
});

/** Runs a test of bridges' VLANs, where the kernel has them. */
function withVlans(what: string, work: (lab: Bridge) => void): void {
  kernelTest(what, () => {
    coverage.tryThing(`VLANs: ${what}`, "EOPNOTSUPP", () => {
      using _ = new Bridge({ vlanFiltering: 1 });
      return [];
    });
    if (coverage.isLacking(`VLANs: ${what}`)) return;
    using lab = new Bridge({ vlanFiltering: 1, vlanDefaultPvid: 0, vlanStatsEnabled: 1, vlanStatsPerPort: 1 });
    work(lab);
  });
}

describe("a bridge's VLANs", () => {
  withVlans("made, given options, and taken away", (lab) => {
    lab.setVlan(lab.port, { entry: [{ info: { vid: 10, flags: 6 } }, { info: { vid: 100, flags: 0 }, range: 109 }] });
    const entriesOf = (flags: number) =>
      lab.vlans(flags).find(({ header }) => header.ifindex === lab.port)?.attributes.entry ?? [];
    expect(entriesOf(0)).toMatchObject([{ info: { vid: 10, flags: 6 } }, { info: { vid: 100 }, range: 109 }]);

    // BRIDGE_VLAN_INFO_ONLY_OPTS: of VLANs that are there.
    const options = kernelAtLeast("6.4") ? { neighSuppress: 1 } : {};
    lab.setVlan(lab.port, { entry: [{ info: { vid: 10, flags: 0x40 }, state: 2, ...options }] });
    expect(entriesOf(0)[0]).toMatchObject({ info: { vid: 10 }, state: 2, ...options });
    // BRIDGE_VLANDB_DUMPF_STATS
    expect(entriesOf(1)[0]).toMatchObject({ stats: { rxPackets: expect.any(BigInt), txBytes: expect.any(BigInt) } });

    const entry = [{ info: { vid: 100, flags: 0 }, range: 109 }];
    lab.send(vlanMessage, RTM_DELVLAN, { header: { family: BRIDGE, ifindex: lab.port }, attributes: { entry } });
    expect(entriesOf(0)).toHaveLength(1);
  });

  withVlans("in tunnels", (lab) => {
    const data = { collectMetadata: 1, port: 4789, learning: 0 };
    const vxlan = lab.createLink({ ifname: "vx", master: lab.bridge, linkinfo: { kind: "vxlan", data } });
    lab.setLink(vxlan, { linkinfo: { slaveKind: "bridge", slaveData: { vlanTunnel: 1 } } });
    lab.setVlan(vxlan, { entry: [{ info: { vid: 10, flags: 0 } }] });
    // RTM_SETLINK as the command.
    const tunnelInfo = { id: 10010, cmd: 19 };
    lab.setVlan(vxlan, { entry: [{ info: { vid: 10, flags: 0x40 }, tunnelInfo }] });
    const found = lab.vlans(0).find(({ header }) => header.ifindex === vxlan);
    expect(found?.attributes.entry?.[0]).toMatchObject({ info: { vid: 10 }, tunnelInfo: { id: 10010 } });
  });

  withVlans("with options of all the bridge, for multicast", (lab) => {
    // BR_BOOLOPT_MCAST_VLAN_SNOOPING
    lab.setLink(lab.bridge, { linkinfo: { kind: "bridge", data: { multiBoolopt: { optval: 2, optmask: 2 } } } });
    // BRIDGE_VLAN_INFO_BRENTRY
    lab.setVlan(lab.bridge, { entry: [{ info: { vid: 10, flags: 0x20 } }] });
    lab.setVlan(lab.port, { entry: [{ info: { vid: 10, flags: 0 } }] });
    const options = {
      id: 10,
      mcastSnooping: 1,
      mcastIgmpVersion: 3,
      mcastMldVersion: 2,
      mcastLastMemberCnt: 4,
      mcastStartupQueryCnt: 5,
      mcastLastMemberIntvl: 60n,
      mcastMembershipIntvl: 20000n,
      mcastQuerierIntvl: 21000n,
      mcastQueryIntvl: 11000n,
      mcastQueryResponseIntvl: 600n,
      mcastStartupQueryIntvl: 3000n,
      mcastQuerier: 1,
    };
    lab.setVlan(lab.bridge, { globalOptions: [options] });
    // BRIDGE_VLANDB_DUMPF_GLOBAL
    const [told] = lab.vlans(2).flatMap(({ attributes }) => attributes.globalOptions ?? []);
    expect(told).toMatchObject(options);
    // A port's part in it.
    const groups = kernelAtLeast("6.3") ? { mcastMaxGroups: 33 } : {};
    lab.setVlan(lab.port, { entry: [{ info: { vid: 10, flags: 0x40 }, mcastRouter: 2, ...groups }] });
    const port = lab.vlans(0).find(({ header }) => header.ifindex === lab.port);
    expect(port?.attributes.entry?.[0]).toMatchObject({ mcastRouter: 2, ...groups });
  });
});

kernelTest("VNIs of a VXLAN", () => {
  using lab = new Lab();
  const data = { collectMetadata: 1, vnifilter: 1, port: 4789, learning: 0 };
  const vxlan = lab.createLink({ ifname: "vx", linkinfo: { kind: "vxlan", data } });
  const header = { family: BRIDGE, ifindex: vxlan };
  const told = () =>
    lab.checkedDump(tunnelMessage, RTM_GETTUNNEL, { header }).flatMap(({ attributes }) => attributes.entry ?? []);
  const entry = [
    { start: 100, end: 110 },
    { start: 500, group: "192.0.2.50" },
    { start: 501, group6: "2001:db8::50" },
  ];
  lab.send(tunnelMessage, RTM_NEWTUNNEL, { header, attributes: { entry } });
  expect(told()).toEqual(entry);
  lab.send(tunnelMessage, RTM_DELTUNNEL, { header, attributes: { entry: entry.slice(0, 2) } });
  expect(told()).toEqual(entry.slice(2));
});

kernelTest("this kernel has what it must have", () => {
  coverage.conclude([
    { release: "6.1.", uml: true, lacks: /^mdb: a (list of sources|VXLAN's)$/ },
    { release: "6.18.", uml: false, lacks: /^VLANs: / },
  ]);
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
