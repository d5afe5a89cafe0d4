import { expect } from "vitest";
import type { AllKindCases, KindCases } from "./case.js";

const addresses = ["02:00:00:00:00:01", "02:00:00:00:00:02"];

const cases: NonNullable<KindCases<"macvlan">["cases"]> = ({ lower }) => [
  {
    about: "bridge",
    link: { link: lower(0) },
    data: { mode: 4, bcQueueLen: 2000, bcCutoff: 5 },
    since: { bcCutoff: "6.4" },
  },
  { about: "passthru", link: { link: lower(1) }, data: { mode: 8, flags: 1 } },
  {
    about: "source",
    link: { link: lower(2) },
    data: { mode: 16, flags: 2, macaddrMode: 3, macaddrData: { macaddr: addresses } },
    told: { macaddrMode: undefined, macaddrData: { macaddr: expect.arrayContaining(addresses) } },
    again: { macaddrMode: 3 },
    check: (_, { attributes: { linkinfo } }) => expect(linkinfo).toMatchObject({ data: { macaddrCount: 2 } }),
  },
  {
    about: "one source",
    link: { link: lower(2) },
    data: { mode: 16, macaddrMode: 0, macaddr: "02:00:00:00:00:03" },
    told: { macaddrMode: undefined, macaddr: undefined },
    again: { macaddrMode: 0, macaddr: "02:00:00:00:00:03", macaddrData: undefined },
    check: (_, { attributes: { linkinfo } }) =>
      expect(linkinfo).toMatchObject({ data: { macaddrCount: 1, macaddrData: { macaddr: ["02:00:00:00:00:03"] } } }),
  },
];

const notGiven = { macaddrCount: "told only", bcQueueLenUsed: "told only" } as const;

/** Links on another one, with addresses of their own. */
export const macvlans = {
  macvlan: { cases, notGiven },
  macvtap: { cases, notGiven },
} satisfies Partial<AllKindCases>;
