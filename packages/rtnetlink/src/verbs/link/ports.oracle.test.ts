import { describe, expect } from "vitest";
import { oracleTest } from "../../oracle/tool.js";
import { addLink } from "./add.js";
import { getLink } from "./get.js";
import type { LinkKind } from "./kinds.js";
import type { NewLink } from "./new-link.js";
import { isKindMissing } from "./oracle/missing.js";
import { LinkTwins } from "./oracle/twins.js";
import { type LinkChanges, setLink } from "./set.js";

const address = "02:00:00:00:01:01";

/** What a link is a port of, and what a port of that can be set to. */
interface PortCase {
  readonly kind: LinkKind;
  readonly data?: NewLink["data"];
  /** Behind `link add master0 … type`. */
  readonly words: string;
  /** Some take no link that is up. */
  readonly isDownFirst?: boolean;
  readonly change?: { readonly ours: LinkChanges; readonly words: string; readonly shown: object };
  /** Where a port has no part of its own. */
  readonly portKind?: string;
}

const cases: readonly PortCase[] = [
  {
    kind: "bridge",
    data: { stpState: 0 },
    words: "bridge stp_state 0",
    change: {
      ours: { portKind: "bridge", portData: { cost: 7, priority: 5, mode: 1, guard: 1, learning: 0, isolated: 1 } },
      words: "type bridge_slave cost 7 priority 5 hairpin on guard on learning off isolated on",
      shown: { cost: 7, priority: 5, hairpin: true, guard: true, learning: false, isolated: true },
    },
  },
  {
    kind: "bond",
    data: { mode: 1, miimon: 100 },
    words: "bond mode active-backup miimon 100",
    isDownFirst: true,
    change: {
      ours: { portKind: "bond", portData: { queueId: 3 } },
      words: "type bond_slave queue_id 3",
      shown: { queue_id: 3 },
    },
  },
  { kind: "vrf", data: { table: 1000 }, words: "vrf table 1000" },
  { kind: "team", words: "team", isDownFirst: true },
  { kind: "batadv", words: "batadv", portKind: "batadv" },
];

describe("a link becomes a port as ip(8) makes it one, and is set as one", () => {
  for (const { kind, data, words, isDownFirst = false, change } of cases) {
    oracleTest(kind, async () => {
      if (isKindMissing(kind)) {
        await using twins = new LinkTwins();
        const master = { kind, name: "master0", data } as NewLink;
        expect(() => addLink(twins.ours.client, master)).toThrow("Unknown device type");
        await expect(twins.theirs.ip.run(`link add master0 type ${words}`)).rejects.toThrow("Unknown device type");
        return;
      }
      await using twins = new LinkTwins(1);
      const { client } = twins.ours;
      addLink(client, { kind, name: "master0", address, data } as NewLink);
      await twins.theirs.ip.run(`link add master0 address ${address} type ${words}`);
      await twins.expectSame();
      if (isDownFirst) {
        setLink(client, "low0", { up: false });
        await twins.theirs.ip.run("link set dev low0 down");
      }
      setLink(client, "low0", { master: "master0" });
      await twins.theirs.ip.run("link set dev low0 master master0");
      await twins.expectSame();
      expect(await twins.shown("low0")).toMatchObject({ master: "master0" });
      if (change !== undefined) {
        setLink(client, "low0", change.ours);
        await twins.theirs.ip.run(`link set dev low0 ${change.words}`);
        await twins.expectSame();
        const { linkinfo } = await twins.shown("low0");
        expect(linkinfo).toMatchObject({ info_slave_kind: kind, info_slave_data: change.shown });
      }
      setLink(client, "low0", { master: false });
      await twins.theirs.ip.run("link set dev low0 nomaster");
      // A bond that has lost its last port takes an address at random.
      setLink(client, "master0", { address });
      await twins.theirs.ip.run(`link set dev master0 address ${address}`);
      await twins.expectSame();
      expect(getLink(client, "low0").master).toBeUndefined();
    });
  }

  oracleTest("a new port that is up at once", async () => {
    const kind = isKindMissing("bond") ? "bridge" : "bond";
    await using twins = new LinkTwins();
    const { client } = twins.ours;
    addLink(client, { kind, name: "master0", address });
    await twins.theirs.ip.run(`link add master0 address ${address} type ${kind}`);
    const [own, far] = ["02:00:00:00:01:02", "02:00:00:00:01:03"];
    const it = {
      kind: "veth",
      name: "it",
      address: own,
      addrGenMode: "none",
      peer: { name: "far", address: far },
    } as const;
    addLink(client, { ...it, master: "master0", up: true });
    await twins.theirs.ip.run(`link add it address ${own} type veth peer name far address ${far}`);
    await twins.theirs.ip.run("link set dev it addrgenmode none master master0");
    await twins.theirs.ip.run("link set dev it up");
    await twins.expectSame();
    expect(await twins.shown("it")).toMatchObject({ master: "master0", flags: expect.arrayContaining(["UP"]) });
  });
});
