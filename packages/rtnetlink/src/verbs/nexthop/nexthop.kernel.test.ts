import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Roads } from "../../through-kernel/roads.js";
import { addRoute, listRoutes } from "../route/index.js";
import { addNexthop, deleteNexthop, getNexthop, listNexthops, replaceNexthop } from "./index.js";

kernelTest("nexthops are made, told, changed and deleted", () => {
  using lab = new Roads();
  // A blackhole of IPv6 goes by lo, which must be up.
  lab.up(1);
  const { id } = addNexthop(lab.client, { via: "192.0.2.10", link: "near" });
  expect(id).toBeGreaterThan(0);
  expect(getNexthop(lab.client, id)).toMatchObject({
    via: "192.0.2.10",
    ifindex: lab.near,
    version: 4,
    protocol: "unspec",
  });
  replaceNexthop(lab.client, { id, via: "192.0.2.11", link: "near" });
  addNexthop(lab.client, { id: 500, via: "198.51.100.10", link: "other" });
  addNexthop(lab.client, { id: 501, blackhole: true, version: 6, protocol: "zebra" });
  addNexthop(lab.client, { id: 600, group: [{ id, weight: 20 }, 500] });
  expect(getNexthop(lab.client, 600)?.group).toEqual([
    { id, weight: 20 },
    { id: 500, weight: 1 },
  ]);
  addNexthop(lab.client, { id: 601, group: [id, 500], resilient: { buckets: 8, idleTimer: 60, unbalancedTimer: 300 } });
  expect(getNexthop(lab.client, 601)?.resilient).toMatchObject({ buckets: 8, idleTimer: 60, unbalancedTimer: 300 });
  addRoute(lab.client, { destination: "10.0.0.0/8", nexthopId: id });
  expect(listRoutes(lab.client, { nexthopId: id }).entries).toMatchObject([{ via: "192.0.2.11", nexthopId: id }]);
  const ids = (filter: Parameters<typeof listNexthops>[1]) =>
    listNexthops(lab.client, filter).entries.map((one) => one.id);
  expect(ids({ link: "other" })).toEqual([500]);
  expect(ids({ groups: true })).toEqual([600, 601]);
  expect(listNexthops(lab.client, { protocol: "zebra" })).toMatchObject({
    entries: [{ id: 501, blackhole: true, version: 6 }],
    filteredBy: { kernel: [], client: ["protocol"] },
  });
  expect(() => addNexthop(lab.client, { id: 501, blackhole: true })).toThrow(
    expect.objectContaining({ code: "EEXIST" }),
  );
  expect(deleteNexthop(lab.client, id)).toBe(true);
  expect(listRoutes(lab.client, { destination: "10.0.0.0/8" }).entries).toEqual([]);
  expect(() => deleteNexthop(lab.client, id)).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(deleteNexthop(lab.client, id, { ifExists: true })).toBe(false);
  expect(getNexthop(lab.client, id)).toBeUndefined();
});
