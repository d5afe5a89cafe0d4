import { expect, test } from "vitest";
import { name, Told, worldOf } from "../fixtures/told.js";
import type { WireRecord } from "../wire.js";
import { apply, type Edge, edgesOf, type World } from "./index.js";

const a = new Told(1, "a");
const b = new Told(2, "b");
const c = new Told(3, "c");
const labels: Readonly<Record<string, string>> = { [a.key]: "a", [b.key]: "b", [c.key]: "c" };
const NAMESPACES = [a, b, c].map((told) => told.is("present"));

function shown({ kind, from, to }: Edge): string {
  const at = (namespace: string, ifindex: number | undefined) => `${labels[namespace] ?? namespace}${ifindex}`;
  const end = "nsid" in to ? `nsid ${to.nsid} of ${at(to.observer, to.ifindex)}` : at(to.namespace, to.ifindex);
  return `${kind} ${at(from.namespace, from.ifindex)} ${end}`;
}

function edges(...records: readonly WireRecord[]): string[] {
  return edgesOf(worldOf(...NAMESPACES, ...records))
    .map(shown)
    .sort();
}

test.each(["veth", "netkit", "vxcan"])("a pair of %s is told once, whichever end is known", (kind) => {
  const near = a.link(2, kind, b.at(5));
  const far = b.link(5, kind, a.at(2));
  expect(edges(near, far)).toEqual(["peer a2 b5"]);
  expect(edges(far, near)).toEqual(["peer a2 b5"]);
  expect(edges(near, b.link(5, kind))).toEqual(["peer a2 b5"]);
  expect(edges(a.link(2, kind), far)).toEqual(["peer a2 b5"]);
  expect(edges(near)).toEqual([]);
  expect(edges(a.link(2, kind, { link: 3 }), a.link(3, kind, { link: 2 }))).toEqual(["peer a2 a3"]);
});

test("the same edge has the same id, whichever end was told first", () => {
  const [near, far] = [a.link(2, "veth", b.at(5)), b.link(5, "veth", a.at(2))];
  const ids = [
    [near, far],
    [far, near],
    [near, b.link(5, "veth")],
  ].map((records) => edgesOf(worldOf(...NAMESPACES, ...records)).map(({ id }) => id));
  expect(ids).toEqual([ids[0], ids[0], ids[0]]);
});

test("both ends with the same index, which old kernels leave out", () => {
  const { link: _, ...toB } = b.at(2);
  expect(edges(a.link(2, "veth", toB), b.link(2, "veth", a.at(2)))).toEqual(["peer a2 b2"]);
});

test("an end that is nowhere known", () => {
  const unnamed = { link: 7, linkNetnsid: 0 };
  expect(
    edges(a.link(2, "veth", unnamed), a.link(3, "veth", { ...unnamed, link: 8 }), b.link(2, "veth", unnamed)),
  ).toEqual(["peer a2 nsid 0 of a7", "peer a3 nsid 0 of a8", "peer b2 nsid 0 of b7"]);
  const filtered = edgesOf(worldOf(...NAMESPACES, a.link(2, "veth", new Told(8, "filtered").at(7, 0))));
  expect(filtered[0]?.to).toEqual({ nsid: 0, observer: a.key, ifindex: 7, name: "filtered" });
  const own = edgesOf(worldOf(...NAMESPACES, a.link(2, "veth", { ...unnamed, linkNetnsOwn: true })));
  expect(own[0]?.to).toEqual({ nsid: 0, observer: a.key, ifindex: 7, own: true });
  expect(edges(a.link(2, "macvlan", unnamed))).toEqual(["lower a2 nsid 0 of a7"]);
});

test("an end in a namespace that has a name and cannot be looked into", () => {
  const named = { link: 7, linkNetnsid: 0, linkNetns: "shut" };
  expect(edges(name("present", "shut"), a.link(2, "veth", named))).toEqual(["peer a2 name:shut7"]);
  const raw = { link: 7, linkNetnsid: 0, linkNetns: "\ufffd", linkNetnsRaw: "ff" };
  expect(edges(name("present", "\ufffd", "ff"), a.link(2, "veth", raw))).toEqual(["peer a2 name:\\xff7"]);
});

test("an end that moved: the one that stayed says where it was", () => {
  const old = a.link(2, "veth", b.at(5));
  const moved = c.link(5, "veth", a.at(2));
  expect(edges(old, moved)).toEqual(["peer a2 c5"]);
  // Another one has its old index by now.
  const other = [b.link(5, "veth", c.at(9)), c.link(9, "veth", b.at(5))];
  expect(edges(old, moved, ...other)).toEqual(["peer a2 c5", "peer b5 c9"]);
  expect(edges(old, moved, b.link(5, "ifb"))).toEqual(["peer a2 c5"]);
  // To where nobody can see it.
  expect(edges(old)).toEqual([]);
  expect(edges(old, ...other)).toEqual(["peer b5 c9"]);
});

test("no end is in two pairs", () => {
  const claims = [
    a.link(2, "veth", b.at(5)),
    c.link(3, "veth", b.at(5)),
    b.link(5, "veth", { link: 9, linkNetnsid: 4 }),
  ];
  expect(edges(...claims)).toEqual(["peer a2 b5"]);
  expect(edges(...claims.reverse())).toEqual(["peer a2 b5"]);
});

test("what nobody there contradicts is more certain", () => {
  const [first, second, third] = [a.link(2, "veth", b.at(5)), b.link(5, "veth", c.at(3)), c.link(3, "veth", b.at(9))];
  expect(edges(first, second, third)).toEqual(["peer b5 c3"]);
});

test("a port and its master", () => {
  expect(edges(a.link(2, "bridge"), a.link(3, "veth", { master: 2 }), a.link(4, "dummy", { master: 9 }))).toEqual([
    "master a3 a2",
  ]);
});

test("a link beneath, in the same namespace and in another one", () => {
  const lower = a.link(2, "dummy");
  expect(edges(lower, a.link(3, "vlan", { link: 2 }))).toEqual(["lower a3 a2"]);
  expect(edges(lower, b.link(3, "vlan", a.at(2)), c.link(2, "ipvlan", a.at(2)))).toEqual([
    "lower b3 a2",
    "lower c2 a2",
  ]);
  expect(edges(b.link(3, "vlan", a.at(2)))).toEqual([]);
  expect(edges(lower, a.link(3, "vlan", { link: 3 }))).toEqual([]);
  expect(edges(a.link(3, "gre", { link: 0 }), b.link(3, "gre", { linkNetnsid: 0 }))).toEqual([]);
});

test("a VXLAN says its own index, and apart from that what is beneath", () => {
  const lower = a.link(2, "dummy");
  expect(edges(lower, b.link(4, "vxlan", { ...a.at(4), lower: 2 }))).toEqual(["lower b4 a2"]);
  expect(edges(lower, a.link(4, "vlan", { link: 2 }), b.link(4, "vxlan", a.at(4)))).toEqual(["lower a4 a2"]);
  expect(edges(lower, a.link(4, "vxlan", { lower: 2 }))).toEqual(["lower a4 a2"]);
});

test("nothing is made again as long as nothing of it changes", () => {
  const world: World = worldOf(...NAMESPACES, a.link(2, "veth", b.at(5)), b.link(5, "veth", a.at(2)));
  const before = edgesOf(world);
  expect(edgesOf(world)).toBe(before);
  apply(world as ReturnType<typeof worldOf>, b.is("deleted"));
  expect(edgesOf(world).map(shown)).toEqual(["peer a2 nsid 2 of a5"]);
});
