import { expect } from "vitest";
import type { RtnetlinkClient } from "../../client.js";
import { oracleTest } from "../../oracle/tool.js";
import { type Twin, Twins } from "../../oracle/twins.js";
import { Roads } from "../../through-kernel/roads.js";
import {
  addNeighbor,
  deleteNeighbor,
  flushNeighbors,
  getNeighbor,
  listNeighbors,
  type Neighbor,
  type NeighborFilter,
  replaceNeighbor,
  setNeighbor,
} from "./index.js";

const linkAddress = "02:00:00:00:00:99";
const another = "02:00:00:00:00:77";
const near = { link: "near", linkAddress };

/** Two links whose neighbors' states stay: nothing answers, and nothing is given up while a test runs. */
class Calm extends Roads {
  constructor() {
    super();
    for (const version of ["ipv4", "ipv6"]) {
      for (const link of ["near", "other"]) {
        this.sysctl(`${version}/neigh/${link}/retrans_time_ms`, 1_000_000);
        this.sysctl(`${version}/neigh/${link}/base_reachable_time_ms`, 10_000_000);
      }
    }
  }
}

/** Those that the kernel makes by itself, in its own time, are of groups (IGMP, MLD). */
const isOfGroup = (address: unknown) => /^(ff|2[23]\d\.)/.test(String(address));

/** Every neighbor and proxy as ip(8) shows it. */
async function shown(twin: Twin<Calm>, filter = "nud all") {
  const neighbors = await twin.show(`ip neighbor show ${filter}`);
  return neighbors.filter(({ dst }) => !isOfGroup(dst)).map((one) => ({ state: [], ...one }));
}

/** The same of ours, in ip(8)'s words. */
function told({ client, lab }: Twin<Calm>, filter: NeighborFilter = {}) {
  const dev = (ifindex: number) => (ifindex === lab.near ? "near" : "other");
  const asShown = ({ address, ifindex, linkAddress, flags, extFlags, state, protocol }: Neighbor) => ({
    dst: address,
    ...(ifindex !== undefined && filter.link === undefined ? { dev: dev(ifindex) } : {}),
    ...(linkAddress === undefined ? {} : { lladdr: linkAddress }),
    ...Object.fromEntries(flags.map((name) => [name, null])),
    ...Object.fromEntries(extFlags.map((name) => [name, null])),
    state: state === "none" ? [] : [String(state).toUpperCase()],
    ...(protocol === undefined ? {} : { protocol: String(protocol) }),
  });
  return listNeighbors(client, filter)
    .entries.filter(({ address }) => !isOfGroup(address))
    .map(asShown);
}

const proxies = { proxy: true };

/** What is seen of a namespace, by either, is the same; and in both namespaces. */
async function expectEqual(twins: Twins<Calm>, about: string) {
  const states: unknown[] = [];
  for (const twin of twins.both) {
    const neighbors = await shown(twin);
    expect(told(twin), about).toEqual(neighbors);
    const ofProxies = await shown(twin, "proxy");
    expect(told(twin, proxies), about).toEqual(ofProxies);
    states.push([sorted(neighbors), sorted(ofProxies)]);
  }
  expect(states[0], about).toEqual(states[1]);
}

/** The order is a hash table's, which is another in every namespace. */
function sorted(shown: readonly Readonly<Record<string, unknown>>[]) {
  return [...shown].sort((a, b) =>
    JSON.stringify([a["dst"], a["dev"]]) < JSON.stringify([b["dst"], b["dev"]]) ? -1 : 1,
  );
}

type Step = readonly [command: string, verb: (client: RtnetlinkClient) => void];

const lladdr = `lladdr ${linkAddress}`;

const steps: readonly Step[] = [
  [`add 192.0.2.10 dev near ${lladdr}`, (c) => addNeighbor(c, { ...near, address: "192.0.2.10" })],
  [`add 2001:db8:a::10 dev near ${lladdr}`, (c) => addNeighbor(c, { ...near, address: "2001:db8:a::10" })],
  [
    `add 2001:db8:a::11 dev near ${lladdr} router protocol static`,
    (c) => addNeighbor(c, { ...near, address: "2001:db8:a::11", flags: ["router"], protocol: "static" }),
  ],
  [
    `add 192.0.2.11 dev near ${lladdr} extern_learn protocol zebra nud stale`,
    (c) =>
      addNeighbor(c, {
        ...near,
        address: "192.0.2.11",
        flags: ["extern_learn"],
        protocol: "zebra",
        state: "stale",
      }),
  ],
  [
    `add 198.51.100.10 dev other ${lladdr} protocol 77`,
    (c) => addNeighbor(c, { link: "other", linkAddress, address: "198.51.100.10", protocol: 77 }),
  ],
  // Every state that holds by itself; the kernel moves the others at once.
  ...(["permanent", "noarp", "reachable", "stale", "failed", "incomplete", "none"] as const).flatMap(
    (state, i): Step[] =>
      [`192.0.2.${100 + i}`, `2001:db8:a::${100 + i}`].map((address) => [
        `add ${address} dev near ${lladdr} nud ${state}`,
        (c) => addNeighbor(c, { ...near, address, state }),
      ]),
  ),
  ["add 192.0.2.110 dev near nud none", (c) => addNeighbor(c, { link: "near", address: "192.0.2.110", state: "none" })],
  [
    "add 192.0.2.111 dev near managed",
    (c) => addNeighbor(c, { link: "near", address: "192.0.2.111", extFlags: ["managed"] }),
  ],
  [
    "add 192.0.2.112 dev near use extern_learn",
    (c) => addNeighbor(c, { link: "near", address: "192.0.2.112", flags: ["use", "extern_learn"] }),
  ],
  [
    `replace 192.0.2.10 dev near lladdr ${another} nud noarp`,
    (c) => replaceNeighbor(c, { link: "near", address: "192.0.2.10", linkAddress: another, state: "noarp" }),
  ],
  [`replace 192.0.2.12 dev near ${lladdr}`, (c) => replaceNeighbor(c, { ...near, address: "192.0.2.12" })],
  [
    "change 192.0.2.12 dev near nud stale",
    (c) => setNeighbor(c, { link: "near", address: "192.0.2.12", state: "stale" }),
  ],
  ["change 192.0.2.12 dev near", (c) => setNeighbor(c, { link: "near", address: "192.0.2.12" })],
  [
    `change 2001:db8:a::10 dev near lladdr ${another} router`,
    (c) => setNeighbor(c, { link: "near", address: "2001:db8:a::10", linkAddress: another, flags: ["router"] }),
  ],
  ["add proxy 192.0.2.30 dev near", (c) => addNeighbor(c, { ...proxies, link: "near", address: "192.0.2.30" })],
  [
    "add proxy 2001:db8:a::30 dev near router protocol static",
    (c) =>
      addNeighbor(c, { ...proxies, link: "near", address: "2001:db8:a::30", flags: ["router"], protocol: "static" }),
  ],
  ["add proxy 192.0.2.31", (c) => addNeighbor(c, { ...proxies, address: "192.0.2.31" })],
  ["del 192.0.2.100 dev near", (c) => deleteNeighbor(c, { link: "near", address: "192.0.2.100" })],
  ["del 2001:db8:a::101 dev near", (c) => deleteNeighbor(c, { link: "near", address: "2001:db8:a::101" })],
  ["del proxy 192.0.2.30 dev near", (c) => deleteNeighbor(c, { ...proxies, link: "near", address: "192.0.2.30" })],
  ["del proxy 192.0.2.31", (c) => deleteNeighbor(c, { ...proxies, address: "192.0.2.31" })],
];

/** Most of what can be shown, to be filtered and flushed. */
async function fill(twins: Twins<Calm>) {
  for (const [command] of steps) {
    if (/ use| managed|del /.test(command)) continue;
    for (const twin of twins.both) await twin.run(`ip neighbor ${command}`);
  }
}

oracleTest("each verb leaves neighbors as ip leaves them, and both tell the same", async () => {
  await using twins = new Twins(() => new Calm());
  for (const [command, verb] of steps) {
    verb(twins.ours.client);
    await twins.theirs.run(`ip neighbor ${command}`);
    await expectEqual(twins, command);
  }
  // One by one it is the same as in a list.
  const { client } = twins.theirs;
  for (const proxy of [false, true]) {
    for (const one of listNeighbors(client, { proxy }).entries) {
      const { ages, message, ...facts } = one;
      const { address, ifindex } = one;
      expect(getNeighbor(client, { address, link: ifindex, proxy })).toMatchObject(facts);
    }
  }
});

oracleTest("states that pass: what ip starts, goes where ours goes", async () => {
  await using twins = new Twins(() => new Calm());
  for (const state of ["probe", "delay"] as const) {
    for (const address of ["192.0.2.50", "2001:db8:a::50"]) {
      replaceNeighbor(twins.ours.client, { ...near, address, state });
      await twins.theirs.run(`ip neighbor replace ${address} dev near ${lladdr} nud ${state}`);
      // "delay" ends at once, and then it is as for "probe".
      for (const twin of twins.both) {
        await expect
          .poll(async () => (await shown(twin, `nud all to ${address}`))[0], { timeout: 60_000 })
          .toMatchObject({ state: ["PROBE"], lladdr: linkAddress });
        expect(told(twin)).toEqual(await shown(twin));
      }
    }
  }
});

const filters: readonly (readonly [words: string, filter: NeighborFilter, kernel: string[], client: string[]])[] = [
  ["nud all dev near", { link: "near" }, ["link"], []],
  ["nud all dev lo", { link: "lo" }, ["link"], []],
  ["nud all master br0", { master: "br0" }, ["master"], []],
  ["nud all nomaster", { master: false }, ["master"], []],
  ["nud permanent", { states: ["permanent"] }, [], ["states"]],
  ["nud stale nud failed", { states: ["stale", "failed"] }, [], ["states"]],
  ["nud none", { states: ["none"] }, [], ["states"]],
  ["nud all to 192.0.2.0/24", { address: "192.0.2.0/24" }, [], ["address"]],
  ["nud all to 2001:db8::/32 dev near", { address: "2001:db8::/32", link: "near" }, ["link"], ["address"]],
  ["nud all to 192.0.2.101", { address: "192.0.2.101" }, [], ["address"]],
  ["proxy dev near", { proxy: true, link: "near" }, ["link", "proxy"], []],
];

oracleTest("filters choose what ip's choose, and the kernel does what it can", async () => {
  await using twins = new Twins(() => new Calm());
  await fill(twins);
  const twin = twins.theirs;
  await twin.run("ip link add br0 type bridge");
  await twin.run("ip link set other master br0");
  for (const [words, filter, kernel, client] of filters) {
    // An entry that is learned elsewhere ip shows whatever state is asked for.
    const ofIp = (await shown(twin, words)).filter((one) => !("extern_learn" in one));
    const ours = told(twin, filter).filter((one) => !("extern_learn" in one));
    expect(ours, words).toEqual(ofIp);
    expect(listNeighbors(twin.client, filter).filteredBy, words).toEqual({ kernel, client });
  }
  const all = listNeighbors(twin.client).entries;
  for (const version of [4, 6] as const) {
    const { entries, filteredBy } = listNeighbors(twin.client, { version });
    expect(entries.map(({ address }) => address)).toEqual(
      all.filter((one) => one.version === version).map(({ address }) => address),
    );
    expect(filteredBy.kernel).toEqual(["version"]);
  }
  expect(listNeighbors(twin.client, { protocol: "static" }).entries).toMatchObject([{ address: "2001:db8:a::11" }]);
  expect(listNeighbors(twin.client, { linkAddress: another.toUpperCase() }).entries).toHaveLength(2);
});

oracleTest("ages are seconds, and ip's whole ones lie in between", async () => {
  await using twin = new Twins(() => new Calm());
  const { ours } = twin;
  addNeighbor(ours.client, { ...near, address: "192.0.2.10" });
  const ages = () => getNeighbor(ours.client, { link: "near", address: "192.0.2.10" })?.ages;
  const before = ages();
  const [seen] = ours.showOnce("ip", "-statistics", "neighbor show dev near to 192.0.2.10");
  const after = ages();
  for (const name of ["used", "confirmed", "updated"] as const) {
    expect(Math.floor(before?.[name] ?? Number.NaN)).toBeLessThanOrEqual(Number(seen?.[name]));
    expect(Math.floor(after?.[name] ?? Number.NaN)).toBeGreaterThanOrEqual(Number(seen?.[name]));
  }
});

const flushes: readonly (readonly [words: string, filter: NeighborFilter])[] = [
  ["nud stale", { states: ["stale"] }],
  ["dev other", { link: "other" }],
  ["to 192.0.2.0/25", { address: "192.0.2.0/25" }],
  ["dev near", { link: "near" }],
  ["proxy dev near", { proxy: true, link: "near" }],
  ["nud permanent nud noarp dev near", { states: ["permanent", "noarp"], link: "near" }],
];

oracleTest("flushing leaves what ip leaves", async () => {
  await using twins = new Twins(() => new Calm());
  await fill(twins);
  for (const [words, filter] of flushes) {
    const count = listNeighbors(twins.ours.client, filter).entries.length;
    const deleted = flushNeighbors(twins.ours.client, filter);
    if (filter.states !== undefined || filter.proxy === true) expect(deleted, words).toBe(count);
    await twins.theirs.run(`ip neighbor flush ${words}`);
    await expectEqual(twins, words);
  }
});
