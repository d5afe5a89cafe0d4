import { expect, test } from "vitest";
import { schemaFaults } from "../../fixtures/schema.js";
import { asJson } from "../json.js";
import { type Named, OWN, type StreamRecord } from "../records.js";
import { asText } from "./text.js";

const blue: Named = { name: "blue", rawName: Buffer.from("blue") };
const strange: Named = { name: "\ufffdx", rawName: Buffer.from([0xff, 0x78]) };
/** U+FFFD itself is text. */
const odd: Named = { name: "\ufffd", rawName: Buffer.from("\ufffd") };
const observer = { device: 4n, inode: 4026531840n };
const link = {
  ...{ ifindex: 2, ifname: "eth0", kind: "veth", up: true, operstate: "up", mtu: 1500, address: "02:00:00:00:00:01" },
  ...{ alias: undefined, altNames: undefined, master: 5, link: 3, linkNetnsid: 0 },
  ...{ linkNetns: undefined, linkNetnsRaw: undefined, linkNetnsOwn: undefined },
  ...{ linkNetnsDevice: undefined, linkNetnsInode: undefined, lower: undefined, vlanId: undefined, vni: undefined },
} as const;
const hop = { via: "192.0.2.9", ifindex: 2, ifname: "eth0", flags: [] };
const route = {
  ...{ ipVersion: 4, destination: "10.0.0.0/8", from: undefined, routeType: "unicast", table: "main" },
  ...{ protocol: "static", scope: "global", metric: 7, ...hop, source: "192.0.2.1" },
  ...{ nexthopId: undefined, nexthops: undefined },
};
const rule = {
  ...{ ipVersion: 4, priority: 100, not: true, from: "10.0.0.0/8", to: "all", iif: "eth0", oif: undefined },
  ...{ tos: undefined, dscp: undefined, fwmark: { mark: 1, mask: 0xff }, ipProtocol: undefined, sourcePort: undefined },
  ...{ destinationPort: { start: 80, end: 90 }, uidRange: undefined, l3mdev: undefined, tunnelId: undefined },
  ...{ action: "lookup", table: "main", target: undefined, suppressPrefixLength: undefined },
  ...{ suppressLinkGroup: undefined, protocol: "static", flags: ["not"] },
};
const nexthop = {
  ...{ nexthopId: 1, ipVersion: 4, via: "192.0.2.9", ifindex: 2, ifname: "eth0", scope: "link", protocol: "static" },
  ...{ flags: ["onlink"], blackhole: false, fdb: false, group: undefined },
};
const fdb = {
  ...{
    linkAddress: "02:00:00:00:00:09",
    ifindex: 2,
    ifname: "eth0",
    master: 5,
    vlan: 1,
    state: "permanent",
    flags: [],
  },
  ...{ destination: undefined, port: undefined, vni: undefined, sourceVni: undefined, viaIfindex: undefined },
  nexthopId: undefined,
};

test.each<[StreamRecord, string | undefined, string]>([
  [{ type: "name-present", name: blue }, "present blue", '{"version":1,"type":"name-present","name":"blue"}'],
  [{ type: "name-added", name: blue }, "add blue", '{"version":1,"type":"name-added","name":"blue"}'],
  [{ type: "name-deleted", name: blue }, "delete blue", '{"version":1,"type":"name-deleted","name":"blue"}'],
  [
    { type: "name-added", name: strange },
    "add \\xffx",
    '{"version":1,"type":"name-added","name":"\ufffdx","raw":"ff78"}',
  ],
  [{ type: "name-added", name: odd }, "add \ufffd", '{"version":1,"type":"name-added","name":"\ufffd"}'],
  [
    { type: "nsid-present", nsid: 0, observer, targetNsid: undefined },
    "present nsid 0",
    '{"version":1,"type":"nsid-present","nsid":0,"observer":{"device":4,"inode":4026531840}}',
  ],
  [
    { type: "nsid-added", nsid: 0, observer, targetNsid: 5 },
    "[nsid 5]nsid 0",
    '{"version":1,"type":"nsid-added","nsid":0,"observer":{"device":4,"inode":4026531840},"targetNsid":5}',
  ],
  [
    { type: "nsid-deleted", nsid: 7, observer, targetNsid: undefined },
    "deleted nsid 7",
    '{"version":1,"type":"nsid-deleted","nsid":7,"observer":{"device":4,"inode":4026531840}}',
  ],
  [
    { type: "item", kind: "link", change: "changed", namespace: blue, id: "7", fields: link },
    "[netns blue]link 2: eth0@if3: up mtu 1500 state up kind veth address 02:00:00:00:00:01 master if5 link-netnsid 0",
    '{"version":1,"type":"link-changed","namespace":"blue","id":"7","ifindex":2,"ifname":"eth0","kind":"veth","up":true,"operstate":"up","mtu":1500,"address":"02:00:00:00:00:01","master":5,"link":3,"linkNetnsid":0}',
  ],
  [
    {
      ...{ type: "item", kind: "link", change: "deleted", namespace: strange, id: "7" },
      fields: {
        ...link,
        ifname: "a\u001b[31m",
        up: false,
        alias: "one\ntwo",
        altNames: ["first", "other"],
        master: undefined,
        link: undefined,
      },
    },
    "[netns \\xffx]Deleted link 2: a\\x1b[31m: down mtu 1500 state up kind veth address 02:00:00:00:00:01 link-netnsid 0 alias one\\x0atwo altname first altname other",
    '{"version":1,"type":"link-deleted","namespace":"\ufffdx","raw":"ff78","id":"7","ifindex":2,"ifname":"a\\u001b[31m","kind":"veth","up":false,"operstate":"up","mtu":1500,"address":"02:00:00:00:00:01","alias":"one\\ntwo","altNames":["first","other"],"linkNetnsid":0}',
  ],
  [
    {
      ...{ type: "item", kind: "address", change: "present", namespace: blue, id: "7" },
      fields: {
        ...{ ifindex: 2, ifname: undefined, address: "2001:db8::1/64", peer: undefined, broadcast: undefined },
        ...{ label: undefined, scope: "global", flags: ["tentative"] },
      },
    },
    "[netns blue]present address 2: if2 inet6 2001:db8::1/64 scope global tentative",
    '{"version":1,"type":"address-present","namespace":"blue","id":"7","ifindex":2,"address":"2001:db8::1/64","scope":"global","flags":["tentative"]}',
  ],
  [
    { type: "item", kind: "route", change: "changed", namespace: blue, id: "7", fields: route },
    "[netns blue]route 10.0.0.0/8 via 192.0.2.9 dev eth0 table main proto static src 192.0.2.1 metric 7",
    '{"version":1,"type":"route-changed","namespace":"blue","id":"7","ipVersion":4,"destination":"10.0.0.0/8","routeType":"unicast","table":"main","protocol":"static","scope":"global","metric":7,"via":"192.0.2.9","ifindex":2,"ifname":"eth0","flags":[],"source":"192.0.2.1"}',
  ],
  [
    {
      ...{ type: "item", kind: "route", change: "deleted", namespace: blue, id: "7" },
      fields: {
        ...route,
        ...{ routeType: "blackhole", metric: undefined, source: undefined },
        ...{ via: undefined, ifindex: undefined, ifname: undefined },
        nexthops: [{ ...hop, weight: 1, flags: ["dead"] }],
      },
    },
    "[netns blue]Deleted route blackhole 10.0.0.0/8 table main proto static nexthop via 192.0.2.9 dev eth0 weight 1 dead",
    '{"version":1,"type":"route-deleted","namespace":"blue","id":"7","ipVersion":4,"destination":"10.0.0.0/8","routeType":"blackhole","table":"main","protocol":"static","scope":"global","flags":[],"nexthops":[{"via":"192.0.2.9","ifindex":2,"ifname":"eth0","flags":["dead"],"weight":1}]}',
  ],
  [
    {
      ...{ type: "item", kind: "neighbor", change: "changed", namespace: blue, id: "7" },
      fields: {
        ...{ ifindex: 2, ifname: "eth0", address: "192.0.2.2", linkAddress: "02:00:00:00:00:02" },
        ...{ state: "reachable", flags: ["router"] },
      },
    },
    "[netns blue]neighbor 192.0.2.2 dev eth0 lladdr 02:00:00:00:00:02 router REACHABLE",
    '{"version":1,"type":"neighbor-changed","namespace":"blue","id":"7","ifindex":2,"ifname":"eth0","address":"192.0.2.2","linkAddress":"02:00:00:00:00:02","state":"reachable","flags":["router"]}',
  ],
  [
    {
      ...{ type: "item", kind: "link", change: "changed", namespace: OWN, id: "2" },
      fields: { ...link, linkNetns: "\ufffdx", linkNetnsRaw: "ff78", linkNetnsDevice: 4, linkNetnsInode: 5, vni: 9 },
    },
    "link 2: eth0@if3: up mtu 1500 state up kind veth address 02:00:00:00:00:01 master if5 link-netns \\xffx",
    '{"version":1,"type":"link-changed","own":true,"id":"2","ifindex":2,"ifname":"eth0","kind":"veth","up":true,"operstate":"up","mtu":1500,"address":"02:00:00:00:00:01","master":5,"link":3,"linkNetnsid":0,"linkNetns":"\ufffdx","linkNetnsRaw":"ff78","linkNetnsDevice":4,"linkNetnsInode":5,"vni":9}',
  ],
  [
    { type: "item", kind: "rule", change: "changed", namespace: blue, id: "7", fields: rule },
    "[netns blue]rule 100: not from 10.0.0.0/8 fwmark 0x1/0xff iif eth0 dport 80-90 lookup main proto static",
    '{"version":1,"type":"rule-changed","namespace":"blue","id":"7","ipVersion":4,"priority":100,"not":true,"from":"10.0.0.0/8","to":"all","iif":"eth0","fwmark":{"mark":1,"mask":255},"destinationPort":{"start":80,"end":90},"action":"lookup","table":"main","protocol":"static","flags":["not"]}',
  ],
  [
    {
      ...{ type: "item", kind: "rule", change: "deleted", namespace: blue, id: "7" },
      fields: {
        ...rule,
        ...{ not: false, flags: ["unresolved"], fwmark: { mark: 2, mask: 0xffffffff }, iif: undefined },
        ...{ destinationPort: undefined, action: "goto", table: undefined, target: 200, to: "192.0.2.0/24" },
      },
    },
    "[netns blue]Deleted rule 100: from 10.0.0.0/8 to 192.0.2.0/24 fwmark 0x2 goto 200 proto static [unresolved]",
    '{"version":1,"type":"rule-deleted","namespace":"blue","id":"7","ipVersion":4,"priority":100,"not":false,"from":"10.0.0.0/8","to":"192.0.2.0/24","fwmark":{"mark":2,"mask":4294967295},"action":"goto","target":200,"protocol":"static","flags":["unresolved"]}',
  ],
  [
    {
      ...{ type: "item", kind: "rule", change: "present", namespace: blue, id: "7" },
      fields: { ...rule, ipVersion: 6, from: "all", fwmark: undefined, destinationPort: undefined },
    },
    "[netns blue]present rule 100: inet6 not from all iif eth0 lookup main proto static",
    '{"version":1,"type":"rule-present","namespace":"blue","id":"7","ipVersion":6,"priority":100,"not":true,"from":"all","to":"all","iif":"eth0","action":"lookup","table":"main","protocol":"static","flags":["not"]}',
  ],
  [
    {
      ...{ type: "item", kind: "route", change: "changed", namespace: blue, id: "7" },
      fields: { ...route, ipVersion: 6, destination: "default", via: undefined, source: undefined },
    },
    "[netns blue]route inet6 default dev eth0 table main proto static metric 7",
    '{"version":1,"type":"route-changed","namespace":"blue","id":"7","ipVersion":6,"destination":"default","routeType":"unicast","table":"main","protocol":"static","scope":"global","metric":7,"ifindex":2,"ifname":"eth0","flags":[]}',
  ],
  [
    {
      ...{ type: "item", kind: "nexthop", change: "changed", namespace: blue, id: "1" },
      fields: { ...nexthop, ipVersion: 6, via: undefined, flags: [] },
    },
    "[netns blue]nexthop id 1 inet6 dev eth0 scope link proto static",
    '{"version":1,"type":"nexthop-changed","namespace":"blue","id":"1","nexthopId":1,"ipVersion":6,"ifindex":2,"ifname":"eth0","scope":"link","protocol":"static","flags":[],"blackhole":false,"fdb":false}',
  ],
  [
    {
      ...{ type: "item", kind: "fdb", change: "present", namespace: blue, id: "7" },
      fields: { ...fdb, masterIfname: "br0" },
    },
    "[netns blue]present fdb 02:00:00:00:00:09 dev eth0 vlan 1 master br0 permanent",
    '{"version":1,"type":"fdb-present","namespace":"blue","id":"7","linkAddress":"02:00:00:00:00:09","ifindex":2,"ifname":"eth0","master":5,"vlan":1,"state":"permanent","flags":[],"masterIfname":"br0"}',
  ],
  [
    { type: "item", kind: "nexthop", change: "changed", namespace: blue, id: "1", fields: nexthop },
    "[netns blue]nexthop id 1 via 192.0.2.9 dev eth0 scope link proto static onlink",
    '{"version":1,"type":"nexthop-changed","namespace":"blue","id":"1","nexthopId":1,"ipVersion":4,"via":"192.0.2.9","ifindex":2,"ifname":"eth0","scope":"link","protocol":"static","flags":["onlink"],"blackhole":false,"fdb":false}',
  ],
  [
    {
      ...{ type: "item", kind: "nexthop", change: "present", namespace: blue, id: "3" },
      fields: {
        ...{ ...nexthop, nexthopId: 3, ipVersion: undefined, via: undefined, ifindex: undefined, ifname: undefined },
        ...{ scope: "global", flags: [], fdb: true },
        group: [
          { nexthopId: 1, weight: 1 },
          { nexthopId: 2, weight: 5 },
        ],
      },
    },
    "[netns blue]present nexthop id 3 group 1/2,5 proto static fdb",
    '{"version":1,"type":"nexthop-present","namespace":"blue","id":"3","nexthopId":3,"scope":"global","protocol":"static","flags":[],"blackhole":false,"fdb":true,"group":[{"nexthopId":1,"weight":1},{"nexthopId":2,"weight":5}]}',
  ],
  [
    { type: "item", kind: "fdb", change: "changed", namespace: blue, id: "7", fields: fdb },
    "[netns blue]fdb 02:00:00:00:00:09 dev eth0 vlan 1 master if5 permanent",
    '{"version":1,"type":"fdb-changed","namespace":"blue","id":"7","linkAddress":"02:00:00:00:00:09","ifindex":2,"ifname":"eth0","master":5,"vlan":1,"state":"permanent","flags":[]}',
  ],
  [
    {
      ...{ type: "item", kind: "fdb", change: "deleted", namespace: blue, id: "7" },
      fields: {
        ...{ ...fdb, ifname: undefined, master: undefined, vlan: undefined, state: "dynamic", flags: ["self"] },
        ...{ destination: "192.0.2.7", port: 4789, vni: 9, viaIfindex: 3 },
      },
    },
    "[netns blue]Deleted fdb 02:00:00:00:00:09 dev if2 dst 192.0.2.7 port 4789 vni 9 via if3 self",
    '{"version":1,"type":"fdb-deleted","namespace":"blue","id":"7","linkAddress":"02:00:00:00:00:09","ifindex":2,"state":"dynamic","flags":["self"],"destination":"192.0.2.7","port":4789,"vni":9,"viaIfindex":3}',
  ],
  [
    { type: "namespace", change: "present", namespace: strange, identity: observer, names: [strange, blue] },
    undefined,
    '{"version":1,"type":"namespace-present","namespace":"\ufffdx","raw":"ff78","device":4,"inode":4026531840,"names":["\\\\xffx","blue"]}',
  ],
  [
    { type: "namespace", change: "changed", namespace: OWN, identity: observer, names: [] },
    undefined,
    '{"version":1,"type":"namespace-changed","own":true,"device":4,"inode":4026531840,"names":[]}',
  ],
  [
    { type: "not-watched", namespace: OWN, reason: "no room" },
    "not watched: no room",
    '{"version":1,"type":"not-watched","reason":"no room","own":true}',
  ],
  [
    { type: "snapshot-end", namespace: undefined, complete: false },
    undefined,
    '{"version":1,"type":"snapshot-end","complete":false}',
  ],
  [
    { type: "resync", namespace: undefined, reason: "inotify-overflow", complete: true },
    "resync inotify-overflow",
    '{"version":1,"type":"resync","reason":"inotify-overflow","complete":true}',
  ],
  [
    { type: "resync", namespace: blue, reason: "netlink-overrun", complete: undefined },
    "[netns blue]resync netlink-overrun",
    '{"version":1,"type":"resync","reason":"netlink-overrun","namespace":"blue"}',
  ],
  [
    { type: "not-watched", namespace: blue, reason: "setns failed: EPERM" },
    "[netns blue]not watched: setns failed: EPERM",
    '{"version":1,"type":"not-watched","reason":"setns failed: EPERM","namespace":"blue"}',
  ],
])("%o", (record, text, json) => {
  expect(asText(record)).toBe(text);
  expect(asJson(record)).toBe(json);
  expect(schemaFaults(JSON.parse(json))).toEqual([]);
});

test("the time, and nothing that a terminal obeys", () => {
  const name = { name: "a\u009b\u202e", rawName: Buffer.from("a\u009b\u202e") };
  const json = asJson({ type: "name-added", name }, "2026-11-26T13:00:00.000000Z");
  expect(json).toBe('{"version":1,"type":"name-added","name":"a\\u009b\\u202e","time":"2026-11-26T13:00:00.000000Z"}');
  expect(JSON.parse(json).name).toBe(name.name);
});
