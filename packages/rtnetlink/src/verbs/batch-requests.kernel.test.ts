import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Roads } from "../through-kernel/roads.js";
import { addressRequest, listAddresses } from "./address/index.js";
import { fdbRequest, listFdbEntries, listNeighbors, neighborRequest } from "./neighbor/index.js";
import { listRoutes, routeRequest } from "./route/index.js";

kernelTest("what the verbs send goes in batches as well", () => {
  using lab = new Roads();
  const { client, near: link } = lab;
  const codesOf = (...requests: Parameters<typeof client.batch>[0][number][]) =>
    client.batch(requests).map(({ error }) => error?.code);

  const address = { address: "198.51.100.1/24", link };
  const add = addressRequest(client, "add", address);
  expect(codesOf(add, add, addressRequest(client, "replace", { ...address, metric: 7 }))).toEqual([
    undefined,
    "EEXIST",
    undefined,
  ]);
  const addresses = () => listAddresses(client, { link, version: 4 }).entries.filter((one) => one.metric === 7);
  expect(addresses()).toMatchObject([{ address: "198.51.100.1/24" }]);
  const remove = addressRequest(client, "delete", address);
  expect(codesOf(remove, remove)).toEqual([undefined, "EADDRNOTAVAIL"]);
  expect(addresses()).toEqual([]);

  const route = { destination: "10.0.0.0/8", via: "192.0.2.254" };
  const routes = () => listRoutes(client, { destination: "10.0.0.0/8" }).entries.map(({ via }) => via);
  expect(
    codesOf(
      routeRequest(client, "change", route),
      routeRequest(client, "add", route),
      routeRequest(client, "append", { ...route, via: "192.0.2.253" }),
      routeRequest(client, "prepend", { ...route, via: "192.0.2.252" }),
      routeRequest(client, "add", route),
    ),
  ).toEqual(["ENOENT", undefined, undefined, undefined, "EEXIST"]);
  expect(routes()).toEqual(["192.0.2.252", "192.0.2.254", "192.0.2.253"]);
  const any = routeRequest(client, "delete", { destination: "10.0.0.0/8" });
  expect(codesOf(any, any, any, any)).toEqual([undefined, undefined, undefined, "ESRCH"]);

  // Of several families at once.
  const linkAddress = "02:00:00:00:00:09";
  const neighbor = { address: "192.0.2.9", link, linkAddress };
  const entry = { link, linkAddress: "33:33:00:00:00:09" };
  expect(codesOf(neighborRequest(client, "add", neighbor), fdbRequest(client, "add", entry))).toEqual([
    undefined,
    undefined,
  ]);
  expect(listNeighbors(client, { address: "192.0.2.9" }).entries).toMatchObject([{ linkAddress, state: "permanent" }]);
  expect(listFdbEntries(client, entry).entries).toHaveLength(1);
  expect(
    codesOf(
      neighborRequest(client, "add", neighbor),
      neighborRequest(client, "delete", neighbor),
      neighborRequest(client, "set", neighbor),
      fdbRequest(client, "delete", entry),
      fdbRequest(client, "delete", entry),
    ),
  ).toEqual(["EEXIST", undefined, "ENOENT", undefined, "ENOENT"]);
});
