import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { otherCase } from "@netns/netlink";
import { expect } from "vitest";
import { oracleTest, type Shown, Tool } from "../../oracle/tool.js";
import { Lab } from "../../through-kernel/lab.js";
import { setNsid } from "../nsid.js";
import { findLink, getLink } from "./get.js";
import { type LinkFilter, listLinks } from "./list.js";
import { expectAgreement } from "./oracle/agreement.js";
import { getLinkStatistics, listLinkStatistics } from "./statistics.js";

/** Of what ip(8) itself leaves out, it leaves an empty object. */
const names = (shown: readonly Shown[]) => shown.flatMap(({ ifname }) => (ifname === undefined ? [] : [ifname]));

/** Made by ip(8), for ours to read. */
async function furnish(ip: Tool): Promise<void> {
  for (const command of [
    "link add br0 address 02:00:00:00:02:01 type bridge stp_state 0",
    "link add br1 type bridge",
    "link add p0 type veth peer name p1",
    "link add q0 mtu 1400 txqueuelen 9 type veth peer name q1",
    "link add mv0 link q0 type macvlan mode bridge",
    "link add vx0 type vxlan id 7 dstport 4789",
    "link set dev p0 master br0",
    "link set dev vx0 master br1",
    'link set dev q1 group 5 alias "the far one"',
    "link property add dev q1 altname other altname a-name-that-is-longer-than-fifteen-bytes",
    "link set dev p0 addrgenmode none",
    "link set dev br0 addrgenmode none",
    "link set dev br0 up",
    "link set dev p0 up",
  ])
    await ip.run(command);
}

/** A filter in both languages. */
const filters: readonly (readonly [filter: LinkFilter, words: string])[] = [
  [{}, ""],
  [{ kind: "veth" }, "type veth"],
  [{ kind: "bridge" }, "type bridge"],
  [{ kind: "macvlan" }, "type macvlan"],
  [{ master: "br0" }, "master br0"],
  [{ master: false }, "nomaster"],
  [{ up: true }, "up"],
  [{ group: 5 }, "group 5"],
  [{ kind: "veth", master: "br0" }, "type veth master br0"],
  [{ kind: "vxlan", master: "br0" }, "type vxlan master br0"],
  [{ kind: "veth", up: true }, "up type veth"],
];

oracleTest("what ip(8) made is listed as it lists it", async () => {
  using lab = new Lab();
  await using ip = new Tool("ip", lab.namespace);
  await furnish(ip);
  const { client } = lab;
  const shown = await ip.show("link show");
  expectAgreement(listLinks(client).entries, shown);
  for (const [filter, words] of filters) {
    const listed = listLinks(client, filter).entries.map(({ name }) => name);
    expect(listed, words).toEqual(names(await ip.show(`link show ${words}`)));
  }
  // It says nothing of a kind that nobody has heard of.
  expect(listLinks(client, { kind: otherCase("unheard-of") }).entries).toEqual([]);
});

oracleTest("what ip(8) made is got by each of its names", async () => {
  using lab = new Lab();
  await using ip = new Tool("ip", lab.namespace);
  await furnish(ip);
  const { client } = lab;
  const all = listLinks(client).entries;
  for (const name of ["q1", "other", "a-name-that-is-longer-than-fifteen-bytes"]) {
    const [shown] = await ip.show(`link show dev ${name}`);
    const link = getLink(client, name);
    expect(link).toMatchObject({ ifindex: shown?.["ifindex"], name: "q1", group: 5, alias: "the far one" });
    expect(findLink(client, name)).toEqual(link);
    expect(all.find(({ ifindex }) => ifindex === link.ifindex)?.altNames).toEqual(shown?.["altnames"]);
  }
  await expect(ip.show("link show dev none")).rejects.toThrow("does not exist");
  expect(findLink(client, "none")).toBeUndefined();
});

oracleTest("a link of another namespace, and one whose other end is there", async () => {
  using lab = new Lab();
  using other = new Lab();
  await using ip = new Tool("ip", lab.namespace);
  await using there = new Tool("ip", other.namespace);
  setNsid(lab.client, other.namespace, 9);
  await ip.run(`link add near type veth peer name far netns /proc/${process.pid}/fd/${other.namespace.fd}`);
  expectAgreement(listLinks(lab.client).entries, await ip.show("link show"));
  const shown = await there.show("link show");
  expectAgreement(listLinks(other.client).entries, shown);
  expectAgreement(listLinks(lab.client, {}, { targetNsid: 9 }).entries, shown);
  expect(getLink(lab.client, "near")).toMatchObject({ linkNetnsid: 9, link: getLink(other.client, "far").ifindex });
});

oracleTest("statistics", async () => {
  using lab = new Lab();
  await using ip = new Tool("ip", lab.namespace);
  // Nothing is up: nothing is counted meanwhile.
  await ip.run("link add near type veth peer name far");
  const { stdout } = lab.inside(() => spawnSync("ip", ["-s", "-j", "link", "show"], { encoding: "utf8" }));
  const shown: readonly Shown[] = JSON.parse(stdout);
  const all = listLinkStatistics(lab.client);
  expect(all.map(({ ifindex }) => ifindex)).toEqual(shown.map(({ ifindex }) => ifindex));
  for (const { ifindex, statistics } of all) {
    const { rx, tx } = (shown.find((one) => one["ifindex"] === ifindex)?.["stats64"] ?? {}) as Record<string, Shown>;
    const { rxBytes, rxPackets, rxErrors, rxDropped, multicast, txBytes, txPackets, txErrors, txDropped } = statistics;
    expect([rxBytes, rxPackets, rxErrors, rxDropped, multicast].map(Number)).toEqual(
      ["bytes", "packets", "errors", "dropped", "multicast"].map((name) => rx?.[name]),
    );
    expect([txBytes, txPackets, txErrors, txDropped].map(Number)).toEqual(
      ["bytes", "packets", "errors", "dropped"].map((name) => tx?.[name]),
    );
    expect(getLinkStatistics(lab.client, ifindex)).toEqual(statistics);
  }
});

oracleTest("a link that ioctl(2) made", async () => {
  using lab = new Lab();
  await using ip = new Tool("ip", lab.namespace);
  if (!existsSync("/dev/net/tun")) {
    await expect(ip.run("tuntap add dev tap0 mode tap")).rejects.toThrow("No such file or directory");
    return;
  }
  await ip.run("tuntap add dev tap0 mode tap user 0 group 0 multi_queue vnet_hdr");
  await ip.run("tuntap add dev tun0 mode tun pi");
  const shown = await ip.show("link show");
  expectAgreement(listLinks(lab.client).entries, shown);
  const [tap, tun] = ["tap0", "tun0"].map((name) => getLink(lab.client, name));
  expect(tap).toMatchObject({ kind: "tun", data: { type: 2, pi: 0, vnetHdr: 1, persist: 1, multiQueue: 1, owner: 0 } });
  expect(tun).toMatchObject({ kind: "tun", data: { type: 1, pi: 1, vnetHdr: 0, persist: 1, multiQueue: 0 } });
  const data = (ifname: string) =>
    (shown.find((one) => one["ifname"] === ifname)?.["linkinfo"] as Shown | undefined)?.["info_data"];
  expect(data("tap0")).toMatchObject({ type: "tap", pi: false, vnet_hdr: true, multi_queue: true, persist: true });
  expect(data("tun0")).toMatchObject({ type: "tun", pi: true, vnet_hdr: false, multi_queue: false, persist: true });
});
