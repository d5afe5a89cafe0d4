import { expect, test } from "vitest";
import { END, name, nsid, Told, worldOf } from "../fixtures/told.js";
import { toSnapshot } from "./index.js";

const own = new Told(9);
const red = new Told(1, "red");

test("all that is known, in one order", () => {
  const records = [
    red.is("present"),
    red.link(10, "veth", own.at(3, 0)),
    red.link(2, "bridge"),
    red.thing("rule", "#z", { priority: 0, table: "local" }),
    red.thing("rule", "#a", { priority: 32766, table: "main" }),
    red.thing("neighbor", "n", { ifindex: 2, address: "192.0.2.9" }),
    red.thing("fdb", "f", { ifindex: 2, address: "02:00:00:00:00:01" }),
    red.thing("nexthop", "h", { nexthopId: 7 }),
    red.thing("route", "r", { destination: "default" }),
    red.thing("address", "a", { ifindex: 2, address: "192.0.2.1/24" }),
    red.end,
  ];
  const rest = [name("present", "red"), nsid("present", 0, own), own.is("present"), own.link(3, "veth"), own.end, END];
  const snapshot = toSnapshot(worldOf(...records, ...rest));
  expect(snapshot).toEqual({
    complete: true,
    namespaces: [
      {
        ...{ key: red.key, names: ["red"], own: false, device: 4, inode: 1, notWatched: undefined },
        links: [
          { id: "2", ifindex: 2, ifname: "eth2", kind: "bridge", up: true },
          { id: "10", ifindex: 10, ifname: "eth10", kind: "veth", up: true, ...own.at(3, 0) },
        ],
        addresses: [{ id: "a", ifindex: 2, address: "192.0.2.1/24" }],
        routes: [{ id: "r", destination: "default" }],
        nexthops: [{ id: "h", nexthopId: 7 }],
        rules: [
          { id: "#z", priority: 0, table: "local" },
          { id: "#a", priority: 32766, table: "main" },
        ],
        neighbors: [{ id: "n", ifindex: 2, address: "192.0.2.9" }],
        fdb: [{ id: "f", ifindex: 2, address: "02:00:00:00:00:01" }],
      },
      {
        ...{ key: own.key, names: [], own: true, device: 4, inode: 9, notWatched: undefined },
        links: [{ id: "3", ifindex: 3, ifname: "eth3", kind: "veth", up: true }],
        ...{ addresses: [], routes: [], nexthops: [], rules: [], neighbors: [], fdb: [] },
      },
    ],
    nsids: [{ nsid: 0, observer: own.identity, targetNsid: undefined }],
    edges: [
      {
        ...{ id: `peer:${red.key}/10=${own.key}/3`, kind: "peer" },
        ...{ from: { namespace: red.key, ifindex: 10 }, to: { namespace: own.key, ifindex: 3 } },
      },
    ],
  });
  const mixed = toSnapshot(worldOf(...rest, ...records));
  expect(JSON.stringify(mixed)).toBe(JSON.stringify(snapshot));
});
