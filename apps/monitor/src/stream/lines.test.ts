import { expect, test } from "vitest";
import { schemaFaults } from "../fixtures/schema.js";
import { asJson } from "./json.js";
import type { Named, StreamRecord } from "./records.js";
import { asText } from "./text.js";

const blue: Named = { name: "blue", rawName: Buffer.from("blue") };
const strange: Named = { name: "\ufffdx", rawName: Buffer.from([0xff, 0x78]) };
/** U+FFFD itself is text. */
const odd: Named = { name: "\ufffd", rawName: Buffer.from("\ufffd") };
const observer = { device: 4n, inode: 4026531840n };
const link = {
  ...{ ifindex: 2, ifname: "eth0", kind: "veth", up: true, operstate: "up", mtu: 1500, address: "02:00:00:00:00:01" },
  ...{ alias: undefined, altNames: undefined, master: 5, link: 3, linkNetnsid: 0 },
};
const hop = { via: "192.0.2.9", ifindex: 2, ifname: "eth0", flags: [] };
const route = {
  ...{ ipVersion: 4, destination: "10.0.0.0/8", from: undefined, routeType: "unicast", table: "main" },
  ...{ protocol: "static", scope: "global", metric: 7, ...hop, source: "192.0.2.1" },
  ...{ nexthopId: undefined, nexthops: undefined },
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
    { type: "item", kind: "link", change: "changed", namespace: blue, fields: link },
    "[netns blue]link 2: eth0@if3: up mtu 1500 state up kind veth address 02:00:00:00:00:01 master if5 link-netnsid 0",
    '{"version":1,"type":"link-changed","namespace":"blue","ifindex":2,"ifname":"eth0","kind":"veth","up":true,"operstate":"up","mtu":1500,"address":"02:00:00:00:00:01","master":5,"link":3,"linkNetnsid":0}',
  ],
  [
    {
      ...{ type: "item", kind: "link", change: "deleted", namespace: strange },
      fields: { ...link, ifname: "a\u001b[31m", up: false, alias: "one\ntwo", master: undefined, link: undefined },
    },
    "[netns \\xffx]Deleted link 2: a\\x1b[31m: down mtu 1500 state up kind veth address 02:00:00:00:00:01 link-netnsid 0 alias one\\x0atwo",
    '{"version":1,"type":"link-deleted","namespace":"\ufffdx","raw":"ff78","ifindex":2,"ifname":"a\\u001b[31m","kind":"veth","up":false,"operstate":"up","mtu":1500,"address":"02:00:00:00:00:01","alias":"one\\ntwo","linkNetnsid":0}',
  ],
  [
    {
      ...{ type: "item", kind: "address", change: "present", namespace: blue },
      fields: {
        ...{ ifindex: 2, ifname: undefined, address: "2001:db8::1/64", peer: undefined, broadcast: undefined },
        ...{ label: undefined, scope: "global", flags: ["tentative"] },
      },
    },
    "[netns blue]present address 2: if2 inet6 2001:db8::1/64 scope global tentative",
    '{"version":1,"type":"address-present","namespace":"blue","ifindex":2,"address":"2001:db8::1/64","scope":"global","flags":["tentative"]}',
  ],
  [
    { type: "item", kind: "route", change: "changed", namespace: blue, fields: route },
    "[netns blue]route 10.0.0.0/8 via 192.0.2.9 dev eth0 table main proto static src 192.0.2.1 metric 7",
    '{"version":1,"type":"route-changed","namespace":"blue","ipVersion":4,"destination":"10.0.0.0/8","routeType":"unicast","table":"main","protocol":"static","scope":"global","metric":7,"via":"192.0.2.9","ifindex":2,"ifname":"eth0","flags":[],"source":"192.0.2.1"}',
  ],
  [
    {
      ...{ type: "item", kind: "route", change: "deleted", namespace: blue },
      fields: {
        ...route,
        ...{ routeType: "blackhole", metric: undefined, source: undefined },
        ...{ via: undefined, ifindex: undefined, ifname: undefined },
        nexthops: [{ ...hop, weight: 1, flags: ["dead"] }],
      },
    },
    "[netns blue]Deleted route blackhole 10.0.0.0/8 table main proto static nexthop via 192.0.2.9 dev eth0 weight 1 dead",
    '{"version":1,"type":"route-deleted","namespace":"blue","ipVersion":4,"destination":"10.0.0.0/8","routeType":"blackhole","table":"main","protocol":"static","scope":"global","flags":[],"nexthops":[{"via":"192.0.2.9","ifindex":2,"ifname":"eth0","flags":["dead"],"weight":1}]}',
  ],
  [
    {
      ...{ type: "item", kind: "neighbor", change: "changed", namespace: blue },
      fields: {
        ...{ ifindex: 2, ifname: "eth0", address: "192.0.2.2", linkAddress: "02:00:00:00:00:02" },
        ...{ state: "reachable", flags: ["router"] },
      },
    },
    "[netns blue]neighbor 192.0.2.2 dev eth0 lladdr 02:00:00:00:00:02 router REACHABLE",
    '{"version":1,"type":"neighbor-changed","namespace":"blue","ifindex":2,"ifname":"eth0","address":"192.0.2.2","linkAddress":"02:00:00:00:00:02","state":"reachable","flags":["router"]}',
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
  const json = asJson({ type: "name-added", name }, "2026-11-26T13:00:00.000Z");
  expect(json).toBe('{"version":1,"type":"name-added","name":"a\\u009b\\u202e","time":"2026-11-26T13:00:00.000Z"}');
  expect(JSON.parse(json).name).toBe(name.name);
});
