import { linkAttributes, linkMessage, RTM_GETLINK } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { beforeAll, expect } from "vitest";
import { openClient } from "../client.js";
import { setNsid } from "../verbs/nsid.js";
import { Coverage } from "./coverage.js";
import { kernelAtLeast } from "./kernel.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { Lab, type LinkInput } from "./lab.js";

beforeAll(nameThread);

const coverage = new Coverage();

/** What a link is made with. */
const made = {
  address: "02:00:00:00:00:21",
  broadcast: "ff:ff:ff:ff:ff:fe",
  mtu: 1400,
  txqlen: 500,
  numTxQueues: 2,
  numRxQueues: 2,
  group: 42,
  gsoMaxSize: 32768,
  gsoMaxSegs: 32,
  groMaxSize: 40000,
  linkmode: 1,
  operstate: 5,
  ifalias: "uplink to the lab",
  gsoIpv4MaxSize: 33000,
  groIpv4MaxSize: 34000,
} as const;

/** Taken when a link is made already, or only for links of some kinds. */
const setLater = {
  protoDown: 1,
  protoDownReason: { mask: 0x28, value: 0x28 },
} as const;

const since: Readonly<Record<string, string>> = { gsoIpv4MaxSize: "6.3", groIpv4MaxSize: "6.3" };

const READ_ONLY = "told only";
const OWN_TEST = "has a test of its own";
const HARDWARE = "needs hardware";
const REQUESTS = "says something about a request";
const notGiven: Readonly<Record<string, string>> = {
  ifname: "every link has one",
  link: "see the kinds that stand on another link",
  qdisc: READ_ONLY,
  stats: READ_ONLY,
  master: "see ports.kernel.test.ts",
  wireless: READ_ONLY,
  protinfo: "see ports.kernel.test.ts",
  map: HARDWARE,
  weight: "taken, and forgotten",
  linkinfo: "see links.kernel.test.ts",
  netNsPid: OWN_TEST,
  numVf: HARDWARE,
  vfinfoList: HARDWARE,
  stats64: READ_ONLY,
  vfPorts: HARDWARE,
  portSelf: HARDWARE,
  afSpec: OWN_TEST,
  netNsFd: OWN_TEST,
  extMask: REQUESTS,
  promiscuity: READ_ONLY,
  carrier: OWN_TEST,
  physPortId: HARDWARE,
  carrierChanges: READ_ONLY,
  physSwitchId: HARDWARE,
  linkNetnsid: OWN_TEST,
  physPortName: HARDWARE,
  xdp: "needs a BPF program",
  event: READ_ONLY,
  newNetnsid: READ_ONLY,
  targetNetnsid: OWN_TEST,
  carrierUpCount: READ_ONLY,
  carrierDownCount: READ_ONLY,
  newIfindex: OWN_TEST,
  minMtu: READ_ONLY,
  maxMtu: READ_ONLY,
  propList: "see ports.kernel.test.ts",
  altIfname: REQUESTS,
  permAddress: HARDWARE,
  parentDevName: HARDWARE,
  parentDevBusName: HARDWARE,
  tsoMaxSize: READ_ONLY,
  tsoMaxSegs: READ_ONLY,
  allmulti: READ_ONLY,
  devlinkPort: HARDWARE,
  dpllPin: HARDWARE,
  maxPacingOffloadHorizon: READ_ONLY,
  netnsImmutable: READ_ONLY,
  headroom: READ_ONLY,
  tailroom: READ_ONLY,
};

kernelTest("every attribute is given, or it is said why not", () => {
  const all = linkAttributes.lines.filter(({ codec }) => codec.plain !== "hidden").map(({ name }) => name);
  const given = [...Object.keys(made), ...Object.keys(setLater), ...Object.keys(notGiven)];
  expect([...given].sort()).toEqual([...all].sort());
});

const veth = { kind: "veth", data: { peer: { attributes: { ifname: "peer" } } } } as const;

kernelTest("what a link is made with comes back", async () => {
  using lab = new Lab();
  // These three are passed over when a link is made.
  const { ifalias, operstate, linkmode, ...atOnce } = made;
  const index = lab.createLink({ ...atOnce, ifname: "near", linkinfo: veth });
  lab.up(index, lab.link("peer").header.index);
  // Only a link that is up can be made dormant, and the kernel finds out in its own time.
  await expect.poll(() => lab.link("near").attributes.operstate, { timeout: 5000 }).toBe(6);
  lab.setLink(index, { ifalias, linkmode, operstate });
  const { numRxQueues, ...expected } = Object.fromEntries(
    Object.entries(made).filter(([name]) => since[name] === undefined || kernelAtLeast(since[name])),
  ) as typeof made;
  const { attributes } = lab.dumpedLink("near");
  expect(attributes).toMatchObject(expected);
  // Kernels without CONFIG_RPS do not tell it.
  expect([undefined, numRxQueues]).toContain(attributes.numRxQueues);
});

kernelTest("a link that is told to stay down, and why", () => {
  using lab = new Lab();
  const lower = lab.pair("lower");
  const index = lab.createLink({ ifname: "it", link: lower, linkinfo: { kind: "macvlan", data: { mode: 4 } } });
  lab.setLink(index, setLater);
  const { protoDown, protoDownReason } = lab.dumpedLink("it").attributes;
  expect(protoDown).toBe(1);
  expect(protoDownReason).toEqual({ value: 0x28 });
});

kernelTest("what address families say of a link", () => {
  using lab = new Lab();
  const index = lab.pair("near");
  const afSpec: LinkInput["afSpec"] = {
    inet: { conf: { forwarding: 1, rpFilter: 2, arpIgnore: 3, arpEvictNocarrier: 0 } },
    inet6: { addrGenMode: 0, token: "::1:2:3:4" },
  };
  lab.sysctl("ipv6/conf/near/forwarding", 0);
  lab.setLink(index, { afSpec });
  const told = lab.dumpedLink("near").attributes.afSpec;
  expect(told).toMatchObject({
    inet: { conf: { forwarding: 1, rpFilter: 2, arpIgnore: 3, arpEvictNocarrier: 0 } },
    inet6: { addrGenMode: 0, token: "::1:2:3:4", conf: { forwarding: 0, disableIpv6: 0 } },
  });
});

kernelTest("carrier", () => {
  using lab = new Lab();
  coverage.tryThing("dummy", "EOPNOTSUPP", () => {
    lab.createLink({ ifname: "it", linkinfo: { kind: "dummy" } });
    return [];
  });
  if (coverage.isLacking("dummy")) return;
  const { index } = lab.link("it").header;
  lab.up(index);
  for (const carrier of [0, 1]) {
    lab.setLink(index, { carrier });
    expect(lab.dumpedLink("it").attributes.carrier).toBe(carrier);
  }
});

kernelTest("a link made with an index, and moved to another namespace, by descriptor and by process", () => {
  using lab = new Lab();
  using far = new Lab();
  setNsid(lab.client, far.namespace, 7);
  lab.createLink({ ifname: "near", linkinfo: veth });
  const index = lab.link("peer").header.index;
  lab.setLink(index, { netNsFd: far.namespace.fd, newIfindex: 4321, ifname: "moved" });
  expect(far.link("moved").header.index).toBe(4321);
  expect(lab.link("near").attributes).toMatchObject({ link: 4321, linkNetnsid: 7 });

  // Seen from here.
  const messages = lab.dump(linkMessage, RTM_GETLINK, { attributes: { targetNetnsid: 7 } });
  const names = messages.map((message) => linkMessage.decode(message).attributes);
  expect(names).toContainEqual(expect.objectContaining({ ifname: "moved", targetNetnsid: 7 }));

  // This process is at home in the namespace of all tests of this file.
  using home = openClient();
  far.setLink(4321, { netNsPid: process.pid, ifname: "moved-again" });
  const request = { codec: linkMessage, type: RTM_GETLINK, message: { attributes: { ifname: "moved-again" } } };
  expect(home.request(request)).toHaveLength(1);
});

kernelTest("this kernel has what it must have", () => {
  coverage.conclude([{ release: "6.1.", uml: true, lacks: /^$/ }]);
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
