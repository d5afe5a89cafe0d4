import { describe, expect, test } from "vitest";
import { families } from "./families.js";
import { linkFlags } from "./link/header.js";
import { familyOf } from "./message/family-of.js";
import { decodeFrames } from "./message/frame.js";
import { compareShown, type Link, type Nexthop, Report, type Scene, type Shown } from "./testing/ip-fields/index.js";
import { type Oracle, readOracles, readVectors, type Vector } from "./testing/vectors.js";
import { hex } from "./testing/wire.js";

/** The device that records; the tools' lists are without it. */
const RECORDER = "nlmon0";
/** Names where no message of the scenario tells one, which are nearly everywhere the same. */
const usual: Readonly<Record<number, string>> = { 1: "lo", 2: RECORDER };
/** Links of scenarios whose messages are not kept, because another scenario has the same ones. */
const untold: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  "first-namespace": { 23: RECORDER },
  hsr: { 3: "w0", 6: "v1", 7: "w2", 10: "v3" },
  mroute: { 3: "d0", 4: "d1" },
  nexthop: { 3: "d0", 4: "d1" },
  "route-encap": { 3: "d0", 4: "d1" },
  route6: { 6: "v0" },
};

const oracles = readOracles();
const vectors = readVectors();
const byId = new Map(vectors.map((vector) => [vector.id, vector]));

function decode(vector: Vector): object {
  const [frame] = decodeFrames(hex(vector.hex), { order: "little" }).frames;
  const codec = frame && familyOf(frame.header, families);
  if (codec === undefined) throw new Error(`${vector.id}: no message`);
  return codec.decode(frame as NonNullable<typeof frame>);
}

/** "kinds-6.1/vxlan". */
const scenarioOf = (id: string) => id.slice(0, id.lastIndexOf("/"));
const numberOf = (id: string) => Number(id.slice(id.lastIndexOf("/") + 1));

/** What the oracle's own dump tells of links and nexthops; and what the scenario told before, the latest first. */
function sceneOf({ id, command, messages }: Oracle): Scene {
  const scenario = scenarioOf(id);
  const isHere = (other: { readonly id: string }) => scenarioOf(other.id) === scenario;
  const known = vectors.filter((vector) => isHere(vector) && vector.direction !== "request" && vector.expect === "ok");
  const end = Math.max(...messages.filter((message) => scenarioOf(message) === scenario).map(numberOf));
  const before = known.filter((vector) => numberOf(vector.id) <= end).reverse();
  const asked = (ids: readonly string[]) => known.filter((vector) => ids.includes(vector.id));
  const of = (family: string, sources: readonly Vector[]) =>
    sources.filter((vector) => vector.family === family).map(decode);

  const links = of("link", [...asked(messages), ...before, ...known]) as Link[];
  const link = (index: number) => links.find(({ header, attributes }) => header.index === index && attributes.ifname);
  const here = oracles.filter(isHere);
  const pairs = here
    .flatMap(({ output }) => output as Shown[])
    .map(({ ifindex, ifname }) => [ifindex, ifname] as const);
  const shown = new Map(pairs as ReadonlyArray<readonly [number, string]>);
  const names = { ...usual, ...untold[scenario.slice(scenario.indexOf("/") + 1)] };
  const listed = here.filter((other) => other.command.includes("nexthop show")).flatMap((other) => other.messages);
  const nexthops = of("nexthop", [...asked(listed), ...before]) as Nexthop[];
  return {
    numeric: command.includes(" -N "),
    elsewhere: command.includes(" -n "),
    hidden: RECORDER,
    ifname: (index) => link(index)?.attributes.ifname ?? shown.get(index) ?? names[index],
    isUp: (index) => {
      const flags = link(index)?.header.flags;
      return flags === undefined ? undefined : (flags & linkFlags.names.IFF_UP) !== 0;
    },
    nexthop: (nexthop) => nexthops.find(({ attributes }) => attributes.id === nexthop),
  };
}

const report = new Report();

describe("the same as iproute2's tools", () => {
  for (const oracle of oracles) {
    test(`${oracle.id}: ${oracle.command}`, () => {
      const messages = oracle.messages.map((id) => byId.get(id)).filter((vector) => vector !== undefined);
      expect(messages).toHaveLength(oracle.messages.length);
      compareShown(report, oracle, messages.map(decode), sceneOf(oracle));
      const problems = report.problems.splice(0);
      // All of them in one text: of two lists, vitest shows the lengths.
      if (problems.length > 0) throw new Error(problems.join("\n"));
    });
  }
});

test("as much as ever is compared", () => {
  const times = [...report.compared.values()].reduce((sum, count) => sum + count, 0);
  expect(report.compared.size).toBeGreaterThanOrEqual(856);
  expect(times).toBeGreaterThanOrEqual(20_900);
});
