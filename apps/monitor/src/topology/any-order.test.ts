import { expect, test } from "vitest";
import { END, name, notWatched, nsid, Told, worldOf } from "../fixtures/told.js";
import type { WireRecord } from "../wire.js";
import { recordsOf, toSnapshot } from "./index.js";

const RUNS = 200;

/** The same numbers for the same seed. @returns Something below `limit` with each call. (Lehmer's generator) */
function randomness(seed: number): (limit: number) => number {
  let state = seed + 1;
  return (limit) => {
    state = (state * 48271) % 0x7fffffff;
    return state % limit;
  };
}

type Random = ReturnType<typeof randomness>;

const namespaces = [new Told(9), new Told(1, "red"), new Told(2, "blue", "second"), new Told(3, "green")];
const KINDS = ["veth", "veth", "netkit", "vlan", "vxlan", "bridge", undefined];

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}

/** Links that come, change and go, and refer to each other in ways that make sense and in others. */
function happenings(random: Random, told: Told): WireRecord[] {
  return Array.from({ length: 12 }, () => {
    const ifindex = 1 + random(4);
    const to = pick(random, namespaces);
    const far = to === told ? { link: 1 + random(4) } : to.at(1 + random(4));
    const unnamed = { link: 1 + random(4), linkNetnsid: 20 + random(2) };
    const what = pick(random, [{}, { master: 1 + random(4) }, far, far, far, unnamed]);
    const change = pick(random, ["changed", "changed", "changed", "deleted"]);
    if (random(4) > 0) return told.link(ifindex, pick(random, KINDS), what, change);
    return told.thing("address", `${ifindex}`, { ifindex, address: `192.0.2.${random(9)}/24` }, change);
  });
}

function historyOf(random: Random, told: Told): WireRecord[] {
  const end = pick(random, [[], [told.is("deleted")], [told.is("deleted"), told.is("changed"), told.end]]);
  const [from, to] = [told.names[0], `${told.names[0]}2`];
  const renamed = new Told(told.inode, to);
  const moved = from === undefined || random(3) > 0 ? [] : [renamed.is("changed"), ...happenings(random, renamed)];
  return [
    ...told.names.map((each) => name("present", each)),
    told.is("present"),
    ...happenings(random, told),
    told.end,
    ...happenings(random, told),
    ...(moved.length > 0 ? moved : end),
  ];
}

/** Others that nobody looks into. */
function others(random: Random): WireRecord[] {
  const stale = pick(random, [[notWatched("stale", "EPERM: no")], [name("deleted", "stale")], []]);
  return [nsid("present", 3, pick(random, namespaces)), END, name("added", "stale"), ...stale];
}

/** Each sequence in its order, and all of them mixed. */
function mixed(random: Random, sequences: readonly (readonly WireRecord[])[]): WireRecord[] {
  const waiting = sequences.map((sequence) => [...sequence]);
  const result: WireRecord[] = [];
  for (;;) {
    const rest = waiting.filter((sequence) => sequence.length > 0);
    if (rest.length === 0) return result;
    const next = pick(random, rest).shift();
    if (next !== undefined) result.push(next);
  }
}

test("records of several namespaces lead to the same, however they are mixed", () => {
  let edges = 0;
  for (let seed = 0; seed < RUNS; seed++) {
    const random = randomness(seed);
    const sequences = [...namespaces.map((told) => historyOf(random, told)), others(random)];
    const expected = toSnapshot(worldOf(...sequences.flat()));
    edges += expected.edges.length;
    for (let i = 0; i < 3; i++) {
      expect(toSnapshot(worldOf(...mixed(random, sequences))), `seed ${seed}`).toEqual(expected);
    }
  }
  expect(edges).toBeGreaterThan(RUNS);
});

test("records of a world lead to the same world, also as JSON and also twice", () => {
  for (let seed = 0; seed < RUNS; seed++) {
    const random = randomness(seed);
    const sequences = [...namespaces.map((told) => historyOf(random, told)), others(random)];
    const records = mixed(random, sequences);
    // Of the beginning alone as well.
    const world = worldOf(...records.slice(0, random(records.length + 1)));
    const again = recordsOf(world);
    expect(toSnapshot(worldOf(...again)), `seed ${seed}`).toEqual(toSnapshot(world));
    const overTheWire: WireRecord[] = JSON.parse(JSON.stringify(again));
    expect(JSON.stringify(toSnapshot(worldOf(...overTheWire, ...overTheWire)))).toBe(JSON.stringify(toSnapshot(world)));
  }
});

test("no link is an end of two pairs, and none is told twice", () => {
  for (let seed = 0; seed < RUNS; seed++) {
    const random = randomness(seed);
    const world = worldOf(...namespaces.flatMap((told) => historyOf(random, told)));
    const { edges } = toSnapshot(world);
    const ends = edges.filter(({ kind }) => kind === "peer").flatMap(({ from, to }) => [from, to]);
    const known = ends.filter((end) => "namespace" in end).map((end) => JSON.stringify(end));
    expect(new Set(known).size, `seed ${seed}`).toBe(known.length);
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
  }
});
