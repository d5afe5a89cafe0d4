import { describe, expect } from "vitest";
import { oracleTest } from "../../oracle/tool.js";
import { addLink } from "./add.js";
import { addAltNames, deleteAltNames } from "./alt-names.js";
import { deleteLink } from "./delete.js";
import { getLink } from "./get.js";
import { isKindMissing } from "./oracle/missing.js";
import { LinkTwins } from "./oracle/twins.js";
import { replaceLink } from "./replace.js";
import { type LinkChanges, setLink } from "./set.js";

const address = "02:00:00:00:01:01";
const LONG = "a-name-that-is-longer-than-fifteen-bytes";

/** What is said of a link in both languages, and what ip(8) is to show. */
interface Step {
  readonly about: string;
  readonly ours: LinkChanges;
  /** Behind `link set dev it`. */
  readonly words: string;
  readonly shown?: Readonly<Record<string, unknown>>;
}

/** In this order, each on what those before it have left. */
const steps: readonly Step[] = [
  { about: "mtu", ours: { mtu: 1400 }, words: "mtu 1400", shown: { mtu: 1400 } },
  {
    about: "address and broadcast",
    ours: { address: "02:00:00:00:01:09", broadcast: "ff:ff:ff:ff:ff:00" },
    words: "address 02:00:00:00:01:09 broadcast ff:ff:ff:ff:ff:00",
    shown: { address: "02:00:00:00:01:09", broadcast: "ff:ff:ff:ff:ff:00" },
  },
  { about: "txqlen", ours: { txqlen: 55 }, words: "txqueuelen 55", shown: { txqlen: 55 } },
  { about: "group", ours: { group: 77 }, words: "group 77", shown: { group: "77" } },
  {
    about: "alias",
    ours: { alias: "what it is for" },
    words: 'alias "what it is for"',
    shown: { ifalias: "what it is for" },
  },
  { about: "no alias", ours: { alias: "" }, words: 'alias ""' },
  { about: "no ARP", ours: { arp: false }, words: "arp off", shown: { flags: expect.arrayContaining(["NOARP"]) } },
  { about: "ARP", ours: { arp: true }, words: "arp on" },
  { about: "no multicast", ours: { multicast: false }, words: "multicast off" },
  { about: "multicast", ours: { multicast: true }, words: "multicast on" },
  {
    about: "all multicast",
    ours: { allmulticast: true },
    words: "allmulticast on",
    shown: { flags: expect.arrayContaining(["ALLMULTI"]) },
  },
  { about: "not all multicast", ours: { allmulticast: false }, words: "allmulticast off" },
  {
    about: "promiscuous",
    ours: { promisc: true },
    words: "promisc on",
    shown: { flags: expect.arrayContaining(["PROMISC"]), promiscuity: 1 },
  },
  { about: "not promiscuous", ours: { promisc: false }, words: "promisc off", shown: { promiscuity: 0 } },
  {
    about: "dynamic",
    ours: { dynamic: true },
    words: "dynamic on",
    shown: { flags: expect.arrayContaining(["DYNAMIC"]) },
  },
  { about: "not dynamic", ours: { dynamic: false }, words: "dynamic off" },
  {
    about: "no trailers",
    ours: { trailers: false },
    words: "trailers off",
    shown: { flags: expect.arrayContaining(["NOTRAILERS"]) },
  },
  { about: "trailers", ours: { trailers: true }, words: "trailers on" },
  {
    about: "segmentation",
    ours: { gsoMaxSize: 32000, gsoMaxSegs: 100, groMaxSize: 20000 },
    words: "gso_max_size 32000 gso_max_segs 100 gro_max_size 20000",
    shown: { gso_max_size: 32000, gso_max_segs: 100, gro_max_size: 20000 },
  },
  ...(["none", "random", "eui64"] as const).map((addrGenMode) => ({
    about: `addresses: ${addrGenMode}`,
    ours: { addrGenMode },
    words: `addrgenmode ${addrGenMode}`,
    shown: { inet6_addr_gen_mode: addrGenMode },
  })),
  {
    about: "dormant",
    ours: { linkMode: "dormant" },
    words: "mode dormant",
    shown: { linkmode: "DORMANT" },
  },
  { about: "not dormant", ours: { linkMode: "default" }, words: "mode default", shown: { linkmode: "DEFAULT" } },
  { about: "no XDP", ours: { xdp: false }, words: "xdp off" },
  {
    about: "up, without addresses",
    ours: { addrGenMode: "none" },
    words: "addrgenmode none",
    shown: { inet6_addr_gen_mode: "none" },
  },
  { about: "up", ours: { up: true }, words: "up", shown: { flags: expect.arrayContaining(["UP"]) } },
  { about: "master", ours: { master: "br0" }, words: "master br0", shown: { master: "br0" } },
  { about: "no master", ours: { master: false }, words: "nomaster" },
  { about: "down", ours: { up: false }, words: "down", shown: { operstate: "DOWN" } },
  { about: "several at once", ours: { mtu: 1300, txqlen: 3, group: 0 }, words: "mtu 1300 txqueuelen 3 group 0" },
  { about: "a name", ours: { name: "it2" }, words: "name it2" },
];

describe("a link is set as ip(8) sets it", () => {
  oracleTest("what all kinds have, one after the other", async () => {
    await using twins = new LinkTwins();
    const { client } = twins.ours;
    const name = "it";
    addLink(client, { kind: "bridge", name: "br0", address, data: { stpState: 0 } });
    await twins.theirs.ip.run(`link add br0 address ${address} type bridge stp_state 0`);
    addLink(client, { kind: "veth", name, address, peer: { name: "far", address: "02:00:00:00:01:02" } });
    await twins.theirs.ip.run(`link add ${name} address ${address} type veth peer name far address 02:00:00:00:01:02`);
    await twins.expectSame();
    for (const { about, ours, words, shown } of steps) {
      try {
        setLink(client, name, ours);
        await twins.theirs.ip.run(`link set dev ${name} ${words}`);
        if (ours.name !== undefined) await twins.forgetNames();
        await twins.expectSame();
        expect(await twins.shown(ours.name ?? name)).toMatchObject(shown ?? {});
      } catch (error) {
        throw new Error(about, { cause: error });
      }
    }
  });

  oracleTest("a protocol that holds it down", async () => {
    await using twins = new LinkTwins(1);
    const { client } = twins.ours;
    addLink(client, { kind: "macvlan", name: "it", link: "low0", address, data: { mode: 4 } });
    await twins.theirs.ip.run(`link add link low0 name it address ${address} type macvlan mode bridge`);
    for (const [ours, words, shown] of [
      [{ protoDown: true }, "protodown on", { proto_down: true }],
      [{ protoDownReason: { mask: 8, value: 8 } }, "protodown_reason 3 on", { proto_down_reason: ["3"] }],
      [{ protoDownReason: { mask: 8, value: 0 } }, "protodown_reason 3 off", { proto_down: true }],
      [{ protoDown: false }, "protodown off", { ifname: "it" }],
    ] as const) {
      setLink(client, "it", ours);
      await twins.theirs.ip.run(`link set dev it ${words}`);
      await twins.expectSame();
      expect(await twins.shown("it"), words).toMatchObject(shown);
    }
  });

  oracleTest("carrier, where the kind lets itself be told", async () => {
    await using twins = new LinkTwins();
    const { client } = twins.ours;
    const hasDummy = !isKindMissing("dummy");
    const kind = hasDummy ? "dummy" : "ifb";
    addLink(client, { kind, name: "it", address, addrGenMode: "none", up: true });
    await twins.theirs.ip.run(`link add it address ${address} type ${kind}`);
    await twins.theirs.ip.run("link set dev it addrgenmode none");
    await twins.theirs.ip.run("link set dev it up");
    if (hasDummy) {
      setLink(client, "it", { carrier: false });
      await twins.theirs.ip.run("link set dev it carrier off");
      expect(getLink(client, "it").carrier).toBe(false);
    } else {
      expect(() => setLink(client, "it", { carrier: false })).toThrow("EOPNOTSUPP");
      await expect(twins.theirs.ip.run("link set dev it carrier off")).rejects.toThrow("not supported");
    }
    await twins.expectSame();
  });

  oracleTest("a new link with everything", async () => {
    await using twins = new LinkTwins();
    const { client } = twins.ours;
    addLink(client, { kind: "bridge", name: "br0", address });
    await twins.theirs.ip.run(`link add br0 address ${address} type bridge`);
    addLink(client, {
      kind: "ifb",
      name: "it",
      ifindex: 77,
      mtu: 1400,
      address,
      broadcast: "ff:ff:ff:ff:ff:00",
      txqlen: 55,
      group: 5,
      alias: "what it is for",
      addrGenMode: "none",
      master: "br0",
      up: true,
      promisc: true,
      arp: false,
      numTxQueues: 3,
      numRxQueues: 2,
      gsoMaxSize: 32000,
      altNames: ["another", LONG],
    });
    await twins.theirs.ip.run(
      `link add it index 77 mtu 1400 address ${address} broadcast ff:ff:ff:ff:ff:00 txqueuelen 55 ` +
        "numtxqueues 3 numrxqueues 2 type ifb",
    );
    // What the kernel only takes of a link that is there.
    await twins.theirs.ip.run('link set dev it group 5 alias "what it is for" addrgenmode none gso_max_size 32000');
    await twins.theirs.ip.run("link set dev it master br0 promisc on arp off");
    await twins.theirs.ip.run("link set dev it up");
    await twins.theirs.ip.run(`link property add dev it altname another altname ${LONG}`);
    await twins.expectSame();
    expect(await twins.shown("it")).toMatchObject({ ifalias: "what it is for", altnames: ["another", LONG] });
  });

  oracleTest("alternative names", async () => {
    await using twins = new LinkTwins();
    const { client } = twins.ours;
    addLink(client, { kind: "ifb", name: "it", address });
    await twins.theirs.ip.run(`link add it address ${address} type ifb`);
    addAltNames(client, "it", ["one", LONG]);
    await twins.theirs.ip.run(`link property add dev it altname one altname ${LONG}`);
    await twins.expectSame();
    setLink(client, LONG, { mtu: 1300 });
    await twins.theirs.ip.run(`link set dev ${LONG} mtu 1300`);
    deleteAltNames(client, "one", ["one"]);
    await twins.theirs.ip.run("link property del dev it altname one");
    await twins.expectSame();
    expect(await twins.shown(LONG)).toMatchObject({ ifname: "it", mtu: 1300, altnames: [LONG] });
    deleteLink(client, LONG);
    await twins.theirs.ip.run(`link delete dev ${LONG}`);
    await twins.expectSame();
  });

  oracleTest("replaced: made, then changed", async () => {
    await using twins = new LinkTwins(1);
    const { client } = twins.ours;
    const it = { kind: "vxlan", name: "it", address, data: { id: 42, port: 4789, link: "low0", ageing: 10 } } as const;
    replaceLink(client, it);
    await twins.theirs.ip.run(`link add it address ${address} type vxlan id 42 dstport 4789 dev low0 ageing 10`);
    await twins.expectSame();
    replaceLink(client, { ...it, mtu: 1300, data: { ...it.data, ageing: 20 } });
    // One after the other, as the verb does it: the kernel refuses both at once.
    await twins.theirs.ip.run("link set dev it mtu 1300");
    await twins.theirs.ip.run("link set dev it type vxlan id 42 dev low0 ageing 20");
    await twins.expectSame();
    expect(await twins.shown("it")).toMatchObject({ mtu: 1300, linkinfo: { info_data: { id: 42, ageing: 20 } } });
  });

  oracleTest("of a pair, each end", async () => {
    await using twins = new LinkTwins();
    const { client } = twins.ours;
    const far = "02:00:00:00:01:02";
    addLink(client, {
      kind: "veth",
      name: "near",
      address,
      addrGenMode: "none",
      up: true,
      peer: { name: "far", address: far },
    });
    await twins.theirs.ip.run(`link add near address ${address} type veth peer name far address ${far}`);
    await twins.theirs.ip.run("link set dev near addrgenmode none");
    await twins.theirs.ip.run("link set dev near up");
    await twins.expectSame();
    deleteLink(client, "far");
    await twins.theirs.ip.run("link delete dev far");
    await twins.expectSame();
  });
});
