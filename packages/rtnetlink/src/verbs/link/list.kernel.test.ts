import { otherCase } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { setNsid } from "../nsid.js";
import { addLink } from "./add.js";
import { getLink } from "./get.js";
import { type LinkFilter, listLinks } from "./list.js";
import { getLinkStatistics, listLinkStatistics } from "./statistics.js";

/** A bridge with two ports of different kinds, and some others. */
class Scene extends Lab {
  constructor() {
    super();
    addLink(this.client, { kind: "bridge", name: "br", up: true });
    addLink(this.client, { kind: "veth", name: "a", master: "br", peer: { name: "b" } });
    addLink(this.client, { kind: "ifb", name: "c", master: "br", group: 4 });
  }

  list(filter: LinkFilter) {
    const { entries, filteredBy } = listLinks(this.client, filter);
    return { names: entries.map(({ name }) => name).sort(), ...filteredBy };
  }
}

kernelTest("all links, and those that a filter takes", () => {
  using scene = new Scene();
  const by = (kernel: string[], client: string[] = []) => ({ kernel, client });
  expect(scene.list({})).toEqual({ names: ["a", "b", "br", "c", "lo"], ...by([]) });
  expect(scene.list({ kind: "veth" })).toEqual({ names: ["a", "b"], ...by(["kind"]) });
  expect(scene.list({ master: "br" })).toEqual({ names: ["a", "c"], ...by(["master"]) });
  expect(scene.list({ kind: "veth", master: "br" })).toEqual({ names: ["a"], ...by(["kind", "master"]) });
  expect(scene.list({ master: false })).toEqual({ names: ["b", "br", "lo"], ...by(["master"]) });
  expect(scene.list({ master: false, kind: "veth" })).toEqual({ names: ["b"], ...by(["kind", "master"]) });
  expect(scene.list({ up: true })).toEqual({ names: ["br"], ...by([], ["up"]) });
  expect(scene.list({ group: 4, kind: "ifb" })).toEqual({ names: ["c"], ...by(["kind"], ["group"]) });
  expect(scene.list({ master: false, kind: "ifb" }).names).toEqual([]);
  // The kernel sends everything then.
  expect(scene.list({ kind: otherCase("unheard-of") })).toEqual({ names: [], ...by([], ["kind"]) });
});

kernelTest("a list of one kind has its data typed", () => {
  using scene = new Scene();
  const [bridge] = listLinks(scene.client, { kind: "bridge" }).entries;
  expect(bridge?.data?.forwardDelay).toBe(1500);
});

kernelTest("links of another namespace, by its nsid", () => {
  using scene = new Scene();
  using lab = new Lab();
  setNsid(lab.client, scene.namespace, 2);
  const { entries } = listLinks(lab.client, { master: "br" }, { targetNsid: 2 });
  expect(entries.map(({ name }) => name)).toEqual(["a", "c"]);
  expect(() => listLinks(lab.client, {}, { targetNsid: 3 })).toThrow("EINVAL");
  expect(() => listLinks(lab.client, { master: "br" })).toThrow("ENODEV");
});

kernelTest("a dump and a single answer say the same", () => {
  // None of them up: what goes through a link, or waits to, would be counted in between.
  using lab = new Lab();
  const { client } = lab;
  addLink(client, { kind: "bridge", name: "br" });
  addLink(client, { kind: "veth", name: "a", master: "br", peer: { name: "b" } });
  const { entries } = listLinks(client);
  expect(entries.map(({ name }) => name).sort()).toEqual(["a", "b", "br", "lo"]);
  for (const link of entries) expect(getLink(client, link)).toEqual(link);
});

kernelTest("statistics, where they are asked for", () => {
  using scene = new Scene();
  const { client } = scene;
  const inet6 = (statistics: boolean) => getLink(client, "br", { statistics }).attributes.afSpec;
  expect(inet6(false)).not.toHaveProperty("inet6.stats");
  expect(inet6(true)).toHaveProperty("inet6.stats");
  const { attributes } = listLinks(client, {}, { statistics: true, vfs: true }).entries[0] ?? {};
  expect(attributes?.stats64?.txBytes).toEqual(expect.any(BigInt));
  const statistics = getLinkStatistics(client, "br");
  expect(Object.keys(statistics)).toHaveLength(25);
  const all = listLinkStatistics(client);
  expect(all).toHaveLength(5);
  const { ifindex } = getLink(client, "a");
  expect(all.find((entry) => entry.ifindex === ifindex)?.statistics).toEqual(getLinkStatistics(client, "a"));
  expect(() => getLinkStatistics(client, "none")).toThrow("ENODEV");
});
