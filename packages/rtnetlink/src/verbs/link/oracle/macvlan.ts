import { expect } from "vitest";
import type { LinkChanges } from "../set.js";
import type { KindCase, KindCases } from "./case.js";

const address = "02:00:00:00:01:01";
const sources = ["02:00:00:00:00:01", "02:00:00:00:00:02"];

/** The two kinds have the same attributes. */
const cases = (kind: "macvlan" | "macvtap"): readonly KindCase<"macvlan">[] => {
  const modes = [
    { name: "private", mode: 1 },
    { name: "vepa", mode: 2 },
    { name: "bridge", mode: 4 },
  ];
  return [
    ...modes.map(({ name, mode }) => ({
      about: name,
      ours: { link: "low0", address, data: { mode, bcQueueLen: 2000 } },
      words: `link low0 address ${address} type ${kind} mode ${name} bcqueuelen 2000`,
      shown: { mode: name, bcqueuelen: 2000 },
      change: {
        ours: { kind, data: { mode: 4 } } as LinkChanges,
        words: `type ${kind} mode bridge`,
        shown: { mode: "bridge" },
      },
    })),
    {
      about: "passthru",
      ours: { link: "low1", data: { mode: 8, flags: 1 } },
      words: `link low1 type ${kind} mode passthru nopromisc`,
      shown: { mode: "passthru", nopromisc: true },
    },
    {
      about: "source",
      ours: { link: "low2", address, data: { mode: 16, macaddrMode: 3, macaddrData: { macaddr: sources } } },
      words: `link low2 address ${address} type ${kind} mode source macaddr set ${sources.join(" ")}`,
      told: { macaddrMode: undefined, macaddrData: { macaddr: expect.arrayContaining(sources) } },
      shown: { mode: "source", macaddr_count: 2 },
      change: {
        ours: { kind, data: { macaddrMode: 1, macaddr: "02:00:00:00:00:02" } } as LinkChanges,
        words: `type ${kind} macaddr del 02:00:00:00:00:02`,
        shown: { macaddr_count: 1 },
      },
    },
  ];
};

/** Links on another one, with addresses of their own. */
export const macvlans = {
  macvlan: cases("macvlan"),
  macvtap: cases("macvtap"),
} satisfies Partial<KindCases>;
