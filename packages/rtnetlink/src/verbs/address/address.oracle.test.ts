import { describe, expect } from "vitest";
import type { RtnetlinkClient } from "../../client.js";
import { oracleTest, type Shown, Tool } from "../../oracle/tool.js";
import { Lab } from "../../through-kernel/lab.js";
import { setNsid } from "../nsid.js";
import {
  type Address,
  type AddressFilter,
  type AddressInput,
  addAddress,
  deleteAddress,
  getAddress,
  listAddresses,
  replaceAddress,
} from "./index.js";

/** The same done with a verb and with ip(8), to a link "near", which is up, and a link "quiet", which is down. */
interface Case {
  readonly about: string;
  readonly ours: (client: RtnetlinkClient) => void;
  readonly theirs: readonly string[];
  /** What ip shows afterwards, at least. */
  readonly shown: readonly Shown[];
}

const add = (address: Omit<AddressInput, "link"> & { readonly link?: string }) => (client: RtnetlinkClient) =>
  addAddress(client, { link: "near", ...address });

/** Long, so that those that ip shows are of the same ten thousand seconds however slow the machine is. */
const VALID = 200_000;
const PREFERRED = 100_000;
const FOREVER = 0xffffffff;

const ipv4: readonly Case[] = [
  {
    about: "an address alone",
    ours: add({ address: "192.0.2.1" }),
    theirs: ["address add 192.0.2.1 dev near"],
    shown: [
      {
        family: "inet",
        local: "192.0.2.1",
        prefixlen: 32,
        scope: "global",
        label: "near",
        valid_life_time: FOREVER,
        preferred_life_time: FOREVER,
      },
    ],
  },
  {
    about: "the last address of the network as broadcast",
    ours: add({ address: "192.0.2.130/25", broadcast: "auto" }),
    theirs: ["address add 192.0.2.130/25 broadcast + dev near"],
    shown: [{ local: "192.0.2.130", prefixlen: 25, broadcast: "192.0.2.255" }],
  },
  {
    about: "the first address of the network as broadcast",
    ours: add({ address: "192.0.2.130/25", broadcast: "network" }),
    theirs: ["address add 192.0.2.130/25 broadcast - dev near"],
    shown: [{ local: "192.0.2.130", prefixlen: 25, broadcast: "192.0.2.128" }],
  },
  {
    about: "any address as broadcast",
    ours: add({ address: "192.0.2.1/8", broadcast: "203.0.113.7" }),
    theirs: ["address add 192.0.2.1/8 broadcast 203.0.113.7 dev near"],
    shown: [{ prefixlen: 8, broadcast: "203.0.113.7" }],
  },
  ...[0, 1, 30, 31, 32].flatMap((length): Case[] =>
    (["auto", "network"] as const).map((broadcast) => ({
      about: `${broadcast} broadcast of /${length}`,
      ours: add({ address: `192.0.2.1/${length}`, broadcast }),
      theirs: [`address add 192.0.2.1/${length} broadcast ${broadcast === "auto" ? "+" : "-"} dev near`],
      shown: [{ prefixlen: length }],
    })),
  ),
  {
    about: "the other end's",
    ours: add({ address: "192.0.2.1", peer: "198.51.100.1" }),
    theirs: ["address add 192.0.2.1 peer 198.51.100.1 dev near"],
    shown: [{ local: "192.0.2.1", address: "198.51.100.1", prefixlen: 32 }],
  },
  {
    about: "the other end's network, with its broadcast address",
    ours: add({ address: "192.0.2.1", peer: "198.51.100.1/24", broadcast: "auto" }),
    theirs: ["address add 192.0.2.1 peer 198.51.100.1/24 broadcast + dev near"],
    shown: [{ local: "192.0.2.1", address: "198.51.100.1", prefixlen: 24, broadcast: "198.51.100.255" }],
  },
  {
    about: "a label, at its longest",
    ours: add({ address: "192.0.2.1/24", label: "near:0123456789" }),
    theirs: ["address add 192.0.2.1/24 dev near label near:0123456789"],
    shown: [{ label: "near:0123456789" }],
  },
  ...(["global", "site", "link", "host"] as const).map(
    (scope): Case => ({
      about: `scope ${scope}`,
      ours: add({ address: "192.0.2.1/24", scope }),
      theirs: [`address add 192.0.2.1/24 dev near scope ${scope}`],
      shown: [{ scope }],
    }),
  ),
  {
    about: "a scope without a name",
    ours: add({ address: "192.0.2.1/24", scope: 77 }),
    theirs: ["address add 192.0.2.1/24 dev near scope 77"],
    shown: [{ scope: "77" }],
  },
  {
    about: "the scope of the host's own addresses",
    ours: add({ address: "127.1.2.3/8" }),
    theirs: ["address add 127.1.2.3/8 dev near"],
    shown: [{ scope: "host" }],
  },
  {
    about: "lifetimes",
    ours: add({ address: "192.0.2.1/24", validLifetime: VALID, preferredLifetime: PREFERRED }),
    theirs: [`address add 192.0.2.1/24 dev near valid_lft ${VALID} preferred_lft ${PREFERRED}`],
    shown: [{ dynamic: true, valid_life_time: VALID, preferred_life_time: PREFERRED }],
  },
  {
    about: "a valid lifetime, and the preferred one is the same",
    ours: add({ address: "192.0.2.1/24", validLifetime: VALID }),
    theirs: [`address add 192.0.2.1/24 dev near valid_lft ${VALID} preferred_lft ${VALID}`],
    shown: [{ dynamic: true, valid_life_time: VALID, preferred_life_time: VALID }],
  },
  {
    // Which IPv4 keeps, but does not tell (inet_fill_ifaddr in devinet.c).
    about: "valid for ever, preferred for some time",
    ours: add({ address: "192.0.2.1/24", preferredLifetime: PREFERRED }),
    theirs: [`address add 192.0.2.1/24 dev near preferred_lft ${PREFERRED}`],
    shown: [{ valid_life_time: FOREVER, preferred_life_time: FOREVER }],
  },
  {
    about: "for ever",
    ours: add({ address: "192.0.2.1/24", validLifetime: "forever", preferredLifetime: "forever" }),
    theirs: ["address add 192.0.2.1/24 dev near valid_lft forever preferred_lft forever"],
    shown: [{ valid_life_time: FOREVER, preferred_life_time: FOREVER }],
  },
  {
    about: "deprecated",
    ours: add({ address: "192.0.2.1/24", preferredLifetime: 0 }),
    theirs: ["address add 192.0.2.1/24 dev near preferred_lft 0"],
    shown: [{ deprecated: true }],
  },
  {
    about: "secondary ones",
    ours(client) {
      for (const address of ["192.0.2.1/24", "192.0.2.2/24", "192.0.2.3/25"]) add({ address })(client);
    },
    theirs: ["192.0.2.1/24", "192.0.2.2/24", "192.0.2.3/25"].map((address) => `address add ${address} dev near`),
    shown: [{ local: "192.0.2.1" }, { local: "192.0.2.3" }, { local: "192.0.2.2", secondary: true }],
  },
  {
    about: "noprefixroute and a metric",
    ours: add({ address: "192.0.2.1/24", flags: ["noprefixroute"], metric: 4_000_000_000 }),
    theirs: ["address add 192.0.2.1/24 dev near noprefixroute metric 4000000000"],
    shown: [{ noprefixroute: true, metric: 4_000_000_000 }],
  },
  {
    about: "a group that is joined",
    ours: add({ address: "239.1.2.3", flags: ["autojoin"] }),
    theirs: ["address add 239.1.2.3 dev near autojoin"],
    shown: [{ local: "239.1.2.3", autojoin: true }],
  },
  {
    about: "flags that a list tells, given again",
    ours: add({ address: "192.0.2.1/24", flags: ["secondary", "permanent", "tentative", "noprefixroute"] }),
    theirs: ["address add 192.0.2.1/24 dev near noprefixroute"],
    shown: [{ noprefixroute: true }],
  },
  {
    about: "replacing what is not there",
    ours: (client) => replaceAddress(client, { address: "192.0.2.1/24", link: "near" }),
    theirs: ["address replace 192.0.2.1/24 dev near"],
    shown: [{ local: "192.0.2.1" }],
  },
  {
    about: "replacing what is there",
    ours(client) {
      add({ address: "192.0.2.1/24", broadcast: "auto", scope: "link", label: "near:1", flags: ["noprefixroute"] })(
        client,
      );
      const lifetimes = { validLifetime: VALID, preferredLifetime: PREFERRED };
      replaceAddress(client, { address: "192.0.2.1/24", link: "near", metric: 5, ...lifetimes });
    },
    theirs: [
      "address add 192.0.2.1/24 broadcast + dev near scope link label near:1 noprefixroute",
      `address replace 192.0.2.1/24 dev near metric 5 valid_lft ${VALID} preferred_lft ${PREFERRED}`,
    ],
    // These IPv4 keeps.
    shown: [
      { broadcast: "192.0.2.255", scope: "link", label: "near:1", noprefixroute: true, metric: 5, dynamic: true },
    ],
  },
  {
    about: "a change is the same",
    ours(client) {
      add({ address: "192.0.2.1/24", validLifetime: VALID })(client);
      replaceAddress(client, { address: "192.0.2.1/24", link: "near" });
    },
    theirs: [
      `address add 192.0.2.1/24 dev near valid_lft ${VALID} preferred_lft ${VALID}`,
      "address change 192.0.2.1/24 dev near",
    ],
    shown: [{ valid_life_time: FOREVER }],
  },
  {
    about: "deleting one of several",
    ours(client) {
      for (const address of ["192.0.2.1/24", "198.51.100.1/24"]) add({ address })(client);
      add({ address: "203.0.113.1", peer: "203.0.113.2/30" })(client);
      add({ address: "203.0.113.1", peer: "203.0.113.6/30" })(client);
      deleteAddress(client, { address: "192.0.2.1/24", link: "near" });
      deleteAddress(client, { address: "203.0.113.1", peer: "203.0.113.2/30", link: "near" });
    },
    theirs: [
      "address add 192.0.2.1/24 dev near",
      "address add 198.51.100.1/24 dev near",
      "address add 203.0.113.1 peer 203.0.113.2/30 dev near",
      "address add 203.0.113.1 peer 203.0.113.6/30 dev near",
      "address delete 192.0.2.1/24 dev near",
      "address delete 203.0.113.1 peer 203.0.113.2/30 dev near",
    ],
    shown: [{ local: "198.51.100.1" }, { local: "203.0.113.1", address: "203.0.113.6" }],
  },
  {
    about: "deleting by label",
    ours(client) {
      for (const label of ["near:1", "near:2"]) add({ address: `192.0.2.${label.at(-1)}/32`, label })(client);
      deleteAddress(client, { address: "192.0.2.2/32", label: "near:2", link: "near" });
    },
    theirs: [
      "address add 192.0.2.1/32 dev near label near:1",
      "address add 192.0.2.2/32 dev near label near:2",
      "address delete 192.0.2.2/32 dev near label near:2",
    ],
    shown: [{ label: "near:1" }],
  },
  {
    about: "with the first of a network go the others",
    ours(client) {
      for (const address of ["192.0.2.1/24", "192.0.2.2/24"]) add({ address })(client);
      deleteAddress(client, { address: "192.0.2.1/24", link: "near" });
    },
    theirs: [
      "address add 192.0.2.1/24 dev near",
      "address add 192.0.2.2/24 dev near",
      "address delete 192.0.2.1/24 dev near",
    ],
    shown: [],
  },
];

const ipv6: readonly Case[] = [
  {
    about: "an address alone",
    ours: add({ address: "2001:DB8:0::1", flags: ["nodad"] }),
    theirs: ["address add 2001:db8::1 dev near nodad"],
    shown: [
      {
        family: "inet6",
        local: "2001:db8::1",
        prefixlen: 128,
        scope: "global",
        nodad: true,
        valid_life_time: FOREVER,
        preferred_life_time: FOREVER,
      },
    ],
  },
  {
    about: "one that waits",
    ours: add({ address: "2001:db8::1/64", link: "quiet" }),
    theirs: ["address add 2001:db8::1/64 dev quiet"],
    shown: [{ local: "2001:db8::1", prefixlen: 64, tentative: true }],
  },
  {
    about: "one that can be used at once",
    ours: add({ address: "2001:db8::1/64", link: "quiet", flags: ["optimistic"] }),
    theirs: ["address add 2001:db8::1/64 dev quiet optimistic"],
    // Without a forwarding sysctl of IPv6 and with CONFIG_IPV6_OPTIMISTIC_DAD.
    shown: [{ local: "2001:db8::1", tentative: true }],
  },
  ...(["home", "mngtmpaddr", "noprefixroute"] as const).map(
    (flag): Case => ({
      about: flag,
      ours: add({ address: "2001:db8::1/64", flags: ["nodad", flag] }),
      theirs: [`address add 2001:db8::1/64 dev near nodad ${flag}`],
      shown: [{ nodad: true, [flag]: true }],
    }),
  ),
  {
    about: "a group that is joined",
    ours: add({ address: "ff05::77", flags: ["autojoin", "nodad"] }),
    theirs: ["address add ff05::77 dev near autojoin nodad"],
    shown: [{ local: "ff05::77", scope: "site", autojoin: true }],
  },
  {
    about: "flags that a list tells, given again",
    ours: add({ address: "2001:db8::1/64", flags: ["permanent", "tentative", "temporary", "dadfailed", "nodad"] }),
    theirs: ["address add 2001:db8::1/64 dev near nodad"],
    shown: [{ nodad: true }],
  },
  {
    about: "a temporary one beside its own",
    ours: add({ address: "2001:db8::1/64", link: "private", flags: ["mngtmpaddr"], validLifetime: VALID }),
    theirs: [`address add 2001:db8::1/64 dev private mngtmpaddr valid_lft ${VALID} preferred_lft ${VALID}`],
    shown: [
      { temporary: true, dynamic: true },
      { local: "2001:db8::1", mngtmpaddr: true },
    ],
  },
  {
    about: "the other end's",
    ours: add({ address: "2001:db8::1", peer: "2001:db8:1::2/64", flags: ["nodad"] }),
    theirs: ["address add 2001:db8::1 peer 2001:db8:1::2/64 dev near nodad"],
    shown: [{ local: "2001:db8::1", address: "2001:db8:1::2", prefixlen: 64 }],
  },
  {
    about: "scopes are the kernel's",
    ours(client) {
      add({ address: "fec0::1/64", flags: ["nodad"], scope: "link" })(client);
      add({ address: "fe80::1/64", flags: ["nodad"] })(client);
    },
    theirs: ["address add fec0::1/64 dev near nodad scope link", "address add fe80::1/64 dev near nodad"],
    shown: [
      { local: "fec0::1", scope: "site" },
      { local: "fe80::1", scope: "link" },
    ],
  },
  {
    about: "lifetimes and a metric",
    ours: add({
      address: "2001:db8::1/64",
      flags: ["nodad"],
      validLifetime: VALID,
      preferredLifetime: PREFERRED,
      metric: 9,
    }),
    theirs: [`address add 2001:db8::1/64 dev near nodad metric 9 valid_lft ${VALID} preferred_lft ${PREFERRED}`],
    shown: [{ dynamic: true, metric: 9, valid_life_time: VALID, preferred_life_time: PREFERRED }],
  },
  {
    about: "deprecated",
    ours: add({ address: "2001:db8::1/64", flags: ["nodad"], preferredLifetime: 0 }),
    theirs: ["address add 2001:db8::1/64 dev near nodad preferred_lft 0"],
    shown: [{ deprecated: true, preferred_life_time: 0 }],
  },
  {
    about: "replacing what is there",
    ours(client) {
      add({ address: "2001:db8::1/64", flags: ["nodad", "home"], validLifetime: VALID })(client);
      const replaced = {
        address: "2001:db8::1/64",
        link: "near",
        flags: ["nodad", "noprefixroute"],
        metric: 5,
      } as const;
      replaceAddress(client, replaced);
    },
    theirs: [
      `address add 2001:db8::1/64 dev near nodad home valid_lft ${VALID} preferred_lft ${VALID}`,
      "address replace 2001:db8::1/64 dev near nodad noprefixroute metric 5",
    ],
    shown: [{ noprefixroute: true, metric: 5, valid_life_time: FOREVER }],
  },
  {
    about: "a prefix's length is not replaced",
    ours(client) {
      add({ address: "2001:db8::1/64", flags: ["nodad"] })(client);
      replaceAddress(client, { address: "2001:db8::1/48", link: "near", flags: ["nodad"] });
    },
    theirs: ["address add 2001:db8::1/64 dev near nodad", "address replace 2001:db8::1/48 dev near nodad"],
    shown: [{ prefixlen: 64 }],
  },
  {
    about: "deleting one of several",
    ours(client) {
      for (const address of ["2001:db8::1/64", "2001:db8::2/64"]) add({ address, flags: ["nodad"] })(client);
      deleteAddress(client, { address: "2001:db8::1/64", link: "near" });
    },
    theirs: [
      "address add 2001:db8::1/64 dev near nodad",
      "address add 2001:db8::2/64 dev near nodad",
      "address delete 2001:db8::1/64 dev near",
    ],
    shown: [{ local: "2001:db8::2" }],
  },
];

/** A namespace with links that addresses are given to, and stock ip in it. */
class Twin implements AsyncDisposable {
  readonly lab = new Lab();
  readonly ip = new Tool("ip", this.lab.namespace);

  constructor() {
    this.lab.pair("near");
    this.lab.pair("private");
    this.lab.sysctl("ipv6/conf/private/use_tempaddr", 2);
    this.lab.createLink({ ifname: "quiet", linkinfo: { kind: "veth", data: { peer: {} } } });
    // So that none is tentative for a time.
    for (const name of ["all", "private"]) this.lab.sysctl(`ipv6/conf/${name}/accept_dad`, 0);
  }

  /** The addresses as ip shows them, and as we list them in ip's words. */
  async state(): Promise<{ readonly shown: readonly Shown[]; readonly listed: readonly Shown[] }> {
    const links = await this.ip.show("address show");
    const infos = links.flatMap(({ addr_info }) => addr_info as readonly Shown[]);
    // By link, as ip shows them: a dump has IPv4's of all links first.
    const { entries } = listAddresses(this.lab.client);
    const ours = links.flatMap(({ ifindex }) => entries.filter((one) => one.ifindex === ifindex));
    return { shown: infos.map(still), listed: ours.map(inWordsOfIp).map(still) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ip[Symbol.asyncDispose]();
    this.lab[Symbol.dispose]();
  }
}

/** What ip shows of an address, from ours alone: nothing may be lost. */
function inWordsOfIp(address: Address): Shown {
  const [local, length] = address.address.split("/");
  const words = {
    family: address.version === 6 ? "inet6" : "inet",
    local,
    address: address.peer,
    prefixlen: Number(length),
    metric: address.metric,
    broadcast: address.broadcast,
    scope: String(address.scope),
    dynamic: address.flags.includes("permanent") ? undefined : true,
    ...Object.fromEntries(address.flags.filter((flag) => flag !== "permanent").map((flag) => [flag, true])),
    label: address.label,
    valid_life_time: address.validLifetime === "forever" ? FOREVER : address.validLifetime,
    preferred_life_time: address.preferredLifetime === "forever" ? FOREVER : address.preferredLifetime,
  };
  return JSON.parse(JSON.stringify(words));
}

/** Without what moves, or is made at random. */
function still(shown: Shown): Shown {
  const seconds = (value: unknown) => (value === FOREVER ? FOREVER : Math.ceil(Number(value) / 10_000) * 10_000);
  const { valid_life_time, preferred_life_time, temporary } = shown;
  return {
    ...shown,
    ...(temporary === undefined ? {} : { local: "random" }),
    valid_life_time: seconds(valid_life_time),
    // The kernel makes it a random time shorter.
    preferred_life_time: temporary === undefined ? seconds(preferred_life_time) : "random",
  };
}

describe.each([
  ["IPv4", ipv4],
  ["IPv6", ipv6],
] as const)("%s", (title, cases) => {
  oracleTest(`${title}: what a verb does, ip does the same, and both tell of it alike`, async () => {
    await using our = new Twin();
    await using their = new Twin();
    for (const { about, ours, theirs, shown } of cases) {
      ours(our.lab.client);
      for (const command of theirs) await their.ip.run(command);
      const [mine, other] = [await our.state(), await their.state()];
      expect(mine.shown, about).toMatchObject(shown);
      expect(mine.shown, about).toEqual(other.shown);
      expect(mine.listed, about).toEqual(mine.shown);
      expect(other.listed, about).toEqual(other.shown);
      // What is listed can be got and deleted by what the list says, wherever it was made.
      for (const { client } of [our.lab, their.lab]) {
        const { entries } = listAddresses(client);
        const identities = entries.map((entry) => ({ ...entry, link: entry.ifindex }));
        const got = identities.map((identity) => getAddress(client, identity));
        expect(got.map((one) => one?.address)).toEqual(entries.map(({ address }) => address));
        // Those that others bring along or take with them come later, but for temporary ones, which come before.
        for (const identity of identities.reverse()) {
          deleteAddress(client, identity, { ifExists: identity.flags.includes("temporary") });
        }
        expect(listAddresses(client).entries, about).toEqual([]);
      }
    }
  });
});

oracleTest("lists are filtered as ip filters them", async () => {
  await using twin = new Twin();
  const { lab, ip } = twin;
  for (const command of [
    "192.0.2.1/24 dev near",
    "192.0.2.2/24 dev near label near:2",
    "198.51.100.1/24 dev near scope link label near:3",
    "203.0.113.1/24 dev quiet label quiet:3",
    "2001:db8::1/64 dev near nodad home",
    "2001:db8::2/64 dev near nodad preferred_lft 0",
    `2001:db8::3/64 dev near nodad valid_lft ${VALID} preferred_lft ${PREFERRED}`,
    "2001:db8::4/64 dev quiet",
    "2001:db8::5/64 dev private nodad",
  ]) {
    await ip.run(`address add ${command}`);
  }
  const nearIndex = lab.link("near").header.index;
  const filters: readonly (readonly [filter: AddressFilter, words: string, kernel: string[], client: string[]])[] = [
    [{}, "", [], []],
    [{ link: "near" }, "dev near", ["link"], []],
    [{ link: nearIndex, version: 4 }, "dev near", ["link", "version"], []],
    [{ version: 6 }, "", ["version"], []],
    [{ scope: "link" }, "scope link", [], ["scope"]],
    [{ scope: "global", version: 4 }, "scope global", ["version"], ["scope"]],
    [{ label: "near:2", version: 4 }, "label near:2", ["version"], ["label"]],
    [{ flags: ["tentative"] }, "tentative", [], ["flags"]],
    [{ flags: ["deprecated"] }, "deprecated", [], ["flags"]],
    [{ flags: ["home", "nodad"] }, "home nodad", [], ["flags"]],
    [{ flags: ["permanent"], version: 6 }, "permanent", ["version"], ["flags"]],
    [{ flags: ["secondary"], version: 4 }, "secondary", ["version"], ["flags"]],
    [{ up: true }, "up", [], ["up"]],
    [{ up: true, link: "quiet" }, "up dev quiet", ["link"], ["up"]],
  ];
  for (const [filter, words, kernel, client] of filters) {
    // In a batch, options are the command line's: the version is not among them.
    const family = { 4: "inet", 6: "inet6", both: undefined }[filter.version ?? "both"];
    const links = await ip.show(`address show ${words}`);
    const infos = links.flatMap(({ addr_info }) => (addr_info ?? []) as readonly Shown[]);
    const shown = infos.filter((info) => "local" in info && (family === undefined || info["family"] === family));
    const { entries, filteredBy } = listAddresses(lab.client, filter);
    const sorted = (all: readonly Shown[]) =>
      all.map(still).sort((one, other) => (`${one["local"]}` < `${other["local"]}` ? -1 : 1));
    expect(sorted(entries.map(inWordsOfIp)), JSON.stringify(filter)).toEqual(sorted(shown));
    expect(filteredBy).toEqual({ kernel, client });
  }
  expect(listAddresses(lab.client, { up: false }).entries.map(({ address }) => address)).toEqual([
    "203.0.113.1/24",
    "2001:db8::4/64",
  ]);
});

oracleTest("another namespace is looked into by its nsid", async () => {
  await using twin = new Twin();
  using observer = new Lab();
  setNsid(observer.client, twin.lab.namespace, 5);
  await twin.ip.run("address add 192.0.2.1/24 dev near");
  await twin.ip.run("address add 2001:db8::1/64 dev quiet");
  const there = { targetNsid: 5 };
  const texts = (filter?: AddressFilter) =>
    listAddresses(observer.client, filter, there).entries.map(({ address }) => address);
  expect(texts()).toEqual(["192.0.2.1/24", "2001:db8::1/64"]);
  expect(texts({ link: "quiet" })).toEqual(["2001:db8::1/64"]);
  expect(texts({ up: true })).toEqual(["192.0.2.1/24"]);
  expect(getAddress(observer.client, { address: "192.0.2.1", link: "near" }, there)).toMatchObject({ label: "near" });
  expect(() => listAddresses(observer.client, {}, { targetNsid: 6 })).toThrow(
    "RTM_GETADDR: EINVAL: ipv4: Invalid target network namespace id",
  );
});
