import { expect } from "vitest";
import { oracleTest, type Shown, Tool } from "../../oracle/tool.js";
import { Lab } from "../../through-kernel/lab.js";
import { addRule, deleteRule, listRules, type Rule, type RuleFilter, type RuleInput } from "./index.js";

/** A rule as our verb and as ip(8) makes it. */
interface Case {
  readonly about: string;
  readonly ours: RuleInput;
  readonly theirs: string;
  /** What ip shows of it, at least. */
  readonly shown: Shown;
  /** Of both versions of IP, or of one. */
  readonly version?: 4 | 6;
}

const cases: readonly Case[] = [
  {
    about: "a source",
    ours: { from: "192.0.2.0/24", table: 100 },
    theirs: "from 192.0.2.0/24 lookup 100",
    shown: { src: "192.0.2.0", srclen: 24, table: "100" },
    version: 4,
  },
  {
    about: "a source and a destination, with bits of the host's",
    ours: { from: "192.0.2.1/24", to: "198.51.100.7", table: "main" },
    theirs: "from 192.0.2.1/24 to 198.51.100.7 lookup main",
    shown: { src: "192.0.2.1", srclen: 24, dst: "198.51.100.7", table: "main" },
    version: 4,
  },
  {
    about: "a source and a destination",
    ours: { from: "2001:db8::/32", to: "2001:db8:1::1", table: 100 },
    theirs: "from 2001:db8::/32 to 2001:db8:1::1 lookup 100",
    shown: { src: "2001:db8::", srclen: 32, dst: "2001:db8:1::1", table: "100" },
    version: 6,
  },
  {
    about: "everything",
    ours: { from: "all", to: "default", table: "default" },
    theirs: "from all to default lookup default",
    shown: { src: "all", table: "default" },
  },
  { about: "the main table", ours: { iif: "lo" }, theirs: "iif lo", shown: { iif: "lo", table: "main" } },
  {
    about: "a table of more than eight bits",
    ours: { oif: "near", table: 4_000_000_000 },
    theirs: "oif near lookup 4000000000",
    shown: { oif: "near", table: "4000000000" },
  },
  {
    about: "links, one of which is not there",
    ours: { iif: "near", oif: "vanished" },
    theirs: "iif near oif vanished",
    shown: { iif: "near", oif: "vanished", oif_detached: null },
  },
  { about: "a mark", ours: { fwmark: 5 }, theirs: "fwmark 5", shown: { fwmark: "0x5" } },
  {
    about: "a masked mark",
    ours: { fwmark: { mark: 0xffffff05, mask: 0xffffff0f } },
    theirs: "fwmark 0xffffff05/0xffffff0f",
    shown: { fwmark: "0xffffff05", fwmask: "0xffffff0f" },
  },
  {
    about: "a mark of 0",
    ours: { fwmark: { mark: 0, mask: 0xff } },
    theirs: "fwmark 0/0xff",
    shown: { fwmark: "0", fwmask: "0xff" },
  },
  // Without a mask, ip(8) makes a rule for all marks.
  {
    about: "no mark",
    ours: { fwmark: 0 },
    theirs: "fwmark 0/0xffffffff",
    shown: { fwmark: "0" },
  },
  { about: "a type of service", ours: { tos: 0x10 }, theirs: "tos 0x10", shown: { tos: "0x10" } },
  { about: "a traffic class", ours: { tos: 0xfc }, theirs: "tos 0xfc", shown: { tos: "0xfc" }, version: 6 },
  {
    about: "a protocol and ports",
    ours: { ipProtocol: 6, sourcePort: 1000, destinationPort: { start: 80, end: 443 } },
    theirs: "ipproto tcp sport 1000 dport 80-443",
    shown: { ipproto: "tcp", sport: 1000, dport_start: 80, dport_end: 443 },
  },
  {
    about: "a protocol without a name, and the highest port",
    ours: { ipProtocol: 253, sourcePort: { start: 1, end: 65534 } },
    theirs: "ipproto 253 sport 1-65534",
    shown: { sport_start: 1, sport_end: 65534 },
  },
  {
    about: "users",
    ours: { uidRange: { start: 0, end: 0 } },
    theirs: "uidrange 0-0",
    shown: { uid_start: 0, uid_end: 0 },
  },
  { about: "a tunnel", ours: { tunnelId: 2n ** 40n }, theirs: `tun_id ${2n ** 40n}`, shown: { tun_id: 2 ** 40 } },
  {
    about: "routes left out",
    ours: { suppressPrefixLength: 0, table: "main" },
    theirs: "suppress_prefixlength 0 lookup main",
    shown: { suppress_prefixlen: 0 },
  },
  {
    about: "routes by links of a group left out",
    ours: { suppressLinkGroup: 42, suppressPrefixLength: 32 },
    theirs: "suppress_ifgroup 42 suppress_prefixlength 32",
    shown: { suppress_ifgroup: "42", suppress_prefixlen: 32 },
  },
  { about: "the table of a VRF", ours: { l3mdev: true }, theirs: "l3mdev", shown: { l3mdev: null } },
  { about: "a goto", ours: { target: 32766 }, theirs: "goto 32766", shown: { goto: 32766 } },
  {
    about: "a goto to nowhere",
    ours: { action: "goto", target: 40_000 },
    theirs: "goto 40000",
    shown: { goto: 40_000, unresolved: null },
  },
  { about: "nop", ours: { action: "nop", iif: "near" }, theirs: "iif near nop", shown: { nop: null } },
  ...(["blackhole", "unreachable", "prohibit"] as const).map(
    (action): Case => ({
      about: action,
      ours: { action, oif: "near" },
      theirs: `oif near type ${action}`,
      shown: { action },
    }),
  ),
  { about: "not", ours: { not: true, iif: "near" }, theirs: "not iif near", shown: { not: null } },
  {
    about: "who made it",
    ours: { iif: "near", protocol: "zebra" },
    theirs: "iif near protocol zebra",
    shown: { protocol: "zebra" },
  },
  {
    about: "a maker without a name",
    ours: { iif: "near", protocol: 77 },
    theirs: "iif near protocol 77",
    shown: { protocol: "77" },
  },
  {
    about: "realms",
    ours: { iif: "near", realms: (5 << 16) | 6 },
    theirs: "iif near realms 5/6",
    shown: { flow_from: "5", flow_to: "6" },
    version: 4,
  },
];

/** A namespace with a pair of links, and stock ip in it. */
class Twin implements AsyncDisposable {
  readonly lab = new Lab();
  readonly ip = new Tool("ip", this.lab.namespace);
  // The version is an option of the whole batch's.
  readonly ip6 = new Tool("ip -6" as "ip", this.lab.namespace);

  constructor() {
    this.lab.pair("near");
  }

  async state(version: 4 | 6): Promise<{ readonly shown: readonly Shown[]; readonly listed: readonly Shown[] }> {
    const shown = await (version === 6 ? this.ip6 : this.ip).show("rule list");
    return { shown, listed: listRules(this.lab.client, { version }).entries.map(inWordsOfIp) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ip[Symbol.asyncDispose]();
    await this.ip6[Symbol.asyncDispose]();
    this.lab[Symbol.dispose]();
  }
}

/** What ip shows of a rule, from ours alone: nothing may be lost. */
function inWordsOfIp(rule: Rule): Shown {
  const { fwmark, target, realms = 0, tos, version, sourcePort, destinationPort, uidRange, tunnelId } = rule;
  const [src, srclen] = rule.from.split("/");
  const [dst, dstlen] = rule.to.split("/");
  const host = version === 6 ? "128" : "32";
  const words = {
    priority: rule.priority,
    not: flag(rule.not),
    src,
    srclen: srclen === undefined || srclen === host ? undefined : Number(srclen),
    dst: dst === "all" ? undefined : dst,
    dstlen: dstlen === undefined || dstlen === host ? undefined : Number(dstlen),
    tos: tos === undefined ? undefined : `0x${tos.toString(16)}`,
    fwmark: fwmark && hex(fwmark.mark),
    fwmask: fwmark === undefined || fwmark.mask === 0xffffffff ? undefined : hex(fwmark.mask ?? 0xffffffff),
    iif: rule.iif,
    iif_detached: flag(rule.flags.includes("iif_detached")),
    oif: rule.oif,
    oif_detached: flag(rule.flags.includes("oif_detached")),
    l3mdev: flag(rule.l3mdev === true),
    uid_start: uidRange?.start,
    uid_end: uidRange?.end,
    ipproto: rule.ipProtocol === undefined ? undefined : rule.ipProtocol === 6 ? "tcp" : `ipproto-${rule.ipProtocol}`,
    ...ports("sport", sourcePort),
    ...ports("dport", destinationPort),
    tun_id: tunnelId === undefined ? undefined : Number(tunnelId),
    table: rule.table === undefined ? undefined : String(rule.table),
    suppress_prefixlen: rule.suppressPrefixLength,
    suppress_ifgroup: rule.suppressLinkGroup === undefined ? undefined : String(rule.suppressLinkGroup),
    flow_from: realms >>> 16 === 0 ? undefined : String(realms >>> 16),
    flow_to: realms === 0 ? undefined : String(realms & 0xffff),
    nop: flag(rule.action === "nop"),
    goto: target,
    unresolved: flag(rule.flags.includes("unresolved")),
    action: ["blackhole", "unreachable", "prohibit"].find((action) => action === rule.action),
    protocol: String(rule.protocol),
  };
  return JSON.parse(JSON.stringify(words));
}

/** What ip shows without a value. */
function flag(isSet: boolean): null | undefined {
  return isSet ? null : undefined;
}

function hex(number: number): string {
  return number === 0 ? "0" : `0x${number.toString(16)}`;
}

function ports(name: string, range: Rule["sourcePort"]) {
  if (range === undefined) return {};
  const { start, end } = range;
  return start === end ? { [name]: start } : { [`${name}_start`]: start, [`${name}_end`]: end };
}

for (const version of [4, 6] as const) {
  oracleTest(`IPv${version}: what a verb does, ip does the same, and both tell of it alike`, async () => {
    await using our = new Twin();
    await using their = new Twin();
    const ip = version === 6 ? their.ip6 : their.ip;
    const before = listRules(our.lab.client, { version }).entries;
    for (const { about, ours, theirs, shown, version: only = version } of cases) {
      if (only !== version) continue;
      // With a priority of ours, and with the kernel's.
      for (const priority of [1000, undefined]) {
        const made = addRule(our.lab.client, { version, priority, ...ours });
        await ip.run(`rule add ${theirs} ${priority === undefined ? "" : `priority ${priority}`}`);
        const [mine, other] = [await our.state(version), await their.state(version)];
        expect(mine.shown, about).toContainEqual(expect.objectContaining({ priority: made.priority, ...shown }));
        expect(mine.shown, about).toEqual(other.shown);
        expect(mine.listed, about).toEqual(mine.shown);
        expect(other.listed, about).toEqual(other.shown);
        expect(inWordsOfIp(made), about).toEqual(mine.shown.find((one) => one["priority"] === made.priority));
        // What is listed says enough to delete it and to make it again, also where ip has made it.
        for (const { client } of [our.lab, their.lab]) {
          const { entries } = listRules(client, { version, priority: made.priority });
          for (const { message, ...entry } of entries) {
            expect(deleteRule(client, entry), about).toBe(true);
            const { message: _, ...again } = addRule(client, entry);
            expect(again, about).toEqual(entry);
            deleteRule(client, entry);
          }
          expect(told(listRules(client, { version }).entries)).toEqual(told(before));
        }
      }
    }
  });
}

function told(rules: readonly Rule[]) {
  return rules.map(({ message, ...rule }) => rule);
}

oracleTest("deleting: the same one as ip deletes", async () => {
  await using our = new Twin();
  await using their = new Twin();
  const deletions: readonly (readonly [ours: RuleInput, theirs: string])[] = [
    [{ table: 101 }, "lookup 101"],
    [{ from: "192.0.2.0/24", table: 100 }, "from 192.0.2.0/24 lookup 100"],
    [{ iif: "near" }, "iif near"],
    [{ priority: 1000 }, "priority 1000"],
    [{ fwmark: { mark: 1, mask: 0xff } }, "fwmark 1/0xff"],
    [{ protocol: "zebra" }, "protocol zebra"],
    [{ destinationPort: 80 }, "dport 80"],
    [{ priority: 32767 }, "priority 32767"],
  ];
  for (const { ip } of [our, their]) {
    for (const words of [
      "from 192.0.2.0/24 lookup 101 priority 900",
      "from 192.0.2.0/24 lookup 100 priority 901",
      "iif near lookup 100 protocol zebra priority 902",
      "oif near lookup 100 protocol zebra priority 903",
      "to 192.0.2.0/24 lookup 100 priority 1000",
      "fwmark 1 lookup 100 priority 1001",
      "fwmark 1/0xff lookup 100 priority 1002",
      "ipproto tcp dport 80-81 lookup 100 priority 1003",
      "ipproto tcp dport 80 lookup 100 priority 1004",
    ]) {
      await ip.run(`rule add ${words}`);
    }
  }
  for (const [ours, theirs] of deletions) {
    expect(deleteRule(our.lab.client, ours)).toBe(true);
    await their.ip.run(`rule delete ${theirs}`);
    const [mine, other] = [await our.state(4), await their.state(4)];
    expect(mine.shown, theirs).toEqual(other.shown);
    expect(mine.listed).toEqual(mine.shown);
  }
});

oracleTest("lists are filtered as ip filters them", async () => {
  await using twin = new Twin();
  for (const words of [
    "from 192.0.2.0/24 lookup 100 priority 900",
    "iif near lookup 100 protocol zebra priority 901",
    "oif near lookup 1000 protocol zebra priority 902",
    "to 192.0.2.0/24 type blackhole priority 903",
    "to 198.51.100.0/24 lookup 100 priority 903",
  ]) {
    await twin.ip.run(`rule add ${words}`);
  }
  await twin.ip6.run("rule add from 2001:db8::/32 lookup 100 priority 903");
  const filters: readonly (readonly [filter: RuleFilter, words: string, client: readonly string[]])[] = [
    [{}, "", []],
    [{ table: 100 }, "lookup 100", ["table"]],
    [{ table: 1000 }, "lookup 1000", ["table"]],
    [{ table: "main" }, "lookup main", ["table"]],
    [{ priority: 903 }, "priority 903", ["priority"]],
    [{ iif: "near" }, "iif near", ["iif"]],
    [{ oif: "near", protocol: "zebra" }, "oif near protocol zebra", ["oif", "protocol"]],
    // Which ip 6.1 does not do.
    [{ protocol: "kernel" }, "", ["protocol"]],
  ];
  for (const version of [4, 6] as const) {
    for (const [filter, words, client] of filters) {
      const { entries, filteredBy } = listRules(twin.lab.client, { version, ...filter });
      const shown = await (version === 6 ? twin.ip6 : twin.ip).show(`rule list ${words}`);
      expect(entries.map(inWordsOfIp), words).toEqual(
        shown.filter((one) => "priority" in one && (filter.protocol ?? one["protocol"]) === one["protocol"]),
      );
      expect(filteredBy.kernel).toEqual(["version"]);
      expect([...filteredBy.client].sort()).toEqual(client);
    }
  }
  const { entries, filteredBy } = listRules(twin.lab.client, { action: "blackhole" });
  expect(entries).toMatchObject([{ to: "192.0.2.0/24", action: "blackhole" }]);
  expect(filteredBy).toEqual({ kernel: [], client: ["action"] });
  const both = listRules(twin.lab.client, { priority: 903 }).entries;
  expect(both.map(({ version }) => version)).toEqual([4, 4, 6]);
});
