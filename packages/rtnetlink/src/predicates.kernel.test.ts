import {
  addressMessage,
  linkMessage,
  neighborMessage,
  nsidMessage,
  RTM_DELADDR,
  RTM_DELROUTE,
  RTM_DELRULE,
  RTM_GETNEIGH,
  RTM_GETNSID,
  RTM_NEWADDR,
  RTM_NEWLINK,
  RTM_NEWRULE,
  routeMessage,
  ruleMessage,
} from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { isBusy, isExists, isInvalid, isNotFound, isPermission, isUnsupported } from "./predicates.js";
import { CREATE, Lab, type LinkInput } from "./through-kernel/lab.js";
import { withoutRights } from "./through-kernel/other-process.js";
import { refusal } from "./through-kernel/refusal.js";

const predicates = { isBusy, isExists, isInvalid, isNotFound, isPermission, isUnsupported };

/** What the kernel refuses with, and which predicates hold for that. */
function meaning(work: () => unknown): readonly [code: string, ...names: string[]] {
  const said = refusal(work);
  const names = Object.entries(predicates).filter(([, holds]) => holds(said));
  return [said.code, ...names.map(([name]) => name)];
}

const create = (lab: Lab, attributes: LinkInput) => lab.send(linkMessage, RTM_NEWLINK, { attributes }, CREATE);

kernelTest("isNotFound: links, nsids, processes, rules, neighbors, routes, addresses, and a link without IPv6", () => {
  using lab = new Lab();
  const index = lab.pair("a");
  const nsid = (attributes: { nsid?: number; pid?: number }) =>
    meaning(() => lab.client.request({ codec: nsidMessage, type: RTM_GETNSID, message: { attributes } }));
  const destination = { header: { family: 2, dstLen: 32, table: 254 }, attributes: { dst: "192.0.2.1" } };
  const address = { header: { family: 2, prefixlen: 32, index }, attributes: { local: "192.0.2.1" } };
  const neighbor = { header: { family: 2, ifindex: index }, attributes: { dst: "192.0.2.1" } };
  expect(meaning(() => lab.deleteLink(4711))).toEqual(["ENODEV", "isNotFound"]);
  expect(meaning(() => lab.link("none"))).toEqual(["ENODEV", "isNotFound"]);
  expect(nsid({ nsid: 4711 })).toEqual(["ENOENT", "isNotFound"]);
  expect(nsid({ pid: 2 ** 30 })).toEqual(["ESRCH", "isNotFound"]);
  expect(
    meaning(() => lab.send(ruleMessage, RTM_DELRULE, { header: { family: 2 }, attributes: { priority: 4711 } })),
  ).toEqual(["ENOENT", "isNotFound"]);
  expect(meaning(() => lab.client.request({ codec: neighborMessage, type: RTM_GETNEIGH, message: neighbor }))).toEqual([
    "ENOENT",
    "isNotFound",
  ]);
  expect(meaning(() => lab.send(routeMessage, RTM_DELROUTE, destination))).toEqual(["ESRCH", "isNotFound"]);
  expect(meaning(() => lab.send(addressMessage, RTM_DELADDR, address))).toEqual(["EADDRNOTAVAIL", "isNotFound"]);
  // Below 1280 bytes there is no IPv6 on a link, nor an address.
  lab.setLink(index, { mtu: 1000 });
  const ipv6 = { header: { family: 10, prefixlen: 128, index }, attributes: { local: "2001:db8::1" } };
  expect(meaning(() => lab.send(addressMessage, RTM_DELADDR, ipv6))).toEqual(["ENXIO", "isNotFound"]);
});

kernelTest("isExists: a name, an index, an address that is taken", () => {
  using lab = new Lab();
  const index = lab.pair("a");
  expect(meaning(() => create(lab, { ifname: "a", linkinfo: { kind: "veth" } }))).toEqual(["EEXIST", "isExists"]);
  const taken = { header: { index }, attributes: { ifname: "b", linkinfo: { kind: "veth" as const } } };
  expect(meaning(() => lab.send(linkMessage, RTM_NEWLINK, taken, CREATE))).toEqual(["EEXIST", "isExists"]);
  const address = { header: { family: 2, prefixlen: 24, index }, attributes: { local: "192.0.2.1" } };
  lab.send(addressMessage, RTM_NEWADDR, address, CREATE);
  expect(meaning(() => lab.send(addressMessage, RTM_NEWADDR, address, CREATE))).toEqual(["EEXIST", "isExists"]);
});

kernelTest("isBusy: a bridge's port is nobody else's, whichever way round", () => {
  using lab = new Lab();
  const bridge = lab.createLink({ ifname: "br", linkinfo: { kind: "bridge" } });
  const [port, lower] = [lab.pair("a"), lab.pair("b")];
  lab.setLink(port, { master: bridge });
  create(lab, { ifname: "mv", link: lower, linkinfo: { kind: "macvlan" } });
  expect(meaning(() => create(lab, { ifname: "no", link: port, linkinfo: { kind: "macvlan" } }))).toEqual([
    "EBUSY",
    "isBusy",
  ]);
  expect(meaning(() => lab.setLink(lower, { master: bridge }))).toEqual(["EBUSY", "isBusy"]);
});

kernelTest("isUnsupported: a kind, a family, a protocol that nobody has", () => {
  using lab = new Lab();
  expect(meaning(() => create(lab, { ifname: "x", linkinfo: { kind: "bogus" as "veth" } }))).toEqual([
    "EOPNOTSUPP",
    "isUnsupported",
  ]);
  expect(meaning(() => lab.send(ruleMessage, RTM_NEWRULE, { header: { family: 99 } }, CREATE))).toEqual([
    "EAFNOSUPPORT",
    "isUnsupported",
  ]);
  const index = lab.pair("a");
  // EOPNOTSUPP where there are no VLANs at all.
  const vlan = { kind: "vlan" as const, data: { id: 5, protocol: 0x1234 } };
  expect(meaning(() => create(lab, { ifname: "v", link: index, linkinfo: vlan }))).toEqual([
    expect.stringMatching(/^(EPROTONOSUPPORT|EOPNOTSUPP)$/),
    "isUnsupported",
  ]);
});

kernelTest("isInvalid: a value that makes no sense, and one that is too large", () => {
  using lab = new Lab();
  expect(meaning(() => create(lab, { ifname: "a/b", linkinfo: { kind: "veth" } }))).toEqual(["EINVAL", "isInvalid"]);
  const vxlan = { kind: "vxlan" as const, data: { id: 2 ** 24 } };
  expect(meaning(() => create(lab, { ifname: "vx", linkinfo: vxlan }))).toEqual(["ERANGE", "isInvalid"]);
});

kernelTest("isPermission: without rights, and where a setting forbids it", () => {
  const program = `
    import { isPermission, openClient } from "@netns/rtnetlink";
    import { linkMessage, RTM_DELLINK } from "@netns/netlink";
    const client = openClient();
    try {
      client.request({ codec: linkMessage, type: RTM_DELLINK, message: { header: { index: 1 } } });
    } catch (error) {
      console.log(JSON.stringify([error.code, isPermission(error)]));
    }`;
  expect(withoutRights(program)).toEqual(["EPERM", true]);
  using lab = new Lab();
  const index = lab.pair("a");
  lab.sysctl("ipv6/conf/a/disable_ipv6", 1);
  const address = { header: { family: 10, prefixlen: 64, index }, attributes: { local: "2001:db8::1" } };
  expect(meaning(() => lab.send(addressMessage, RTM_NEWADDR, address, CREATE))).toEqual(["EACCES", "isPermission"]);
});

kernelTest("none holds for what is no refusal", () => {
  for (const holds of Object.values(predicates)) {
    for (const other of [undefined, new Error("EEXIST"), Object.assign(new Error(), { code: "EPERM" })]) {
      expect(holds(other)).toBe(false);
    }
  }
});
