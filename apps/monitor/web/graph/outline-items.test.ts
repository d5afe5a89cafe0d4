import { expect, test } from "vitest";
import { example } from "./fixtures.js";
import { type Item, toItems, type Visible } from "./outline-items.js";

const all: Visible = { namespace: () => true, link: () => true };

function itemsOf(visible = all): Item[] {
  const maker = example();
  return toItems(maker.world(), maker.edges, visible);
}

function texts(items: readonly Item[], depth = 0): string[] {
  return items.flatMap(({ text, children }) => ["  ".repeat(depth) + text, ...texts(children, depth + 1)]);
}

test("the text says all that the graph shows", () => {
  expect(texts(itemsOf())).toEqual([
    "blue, azure, 3 links",
    "  lo: loopback, up, state unknown, 127.0.0.1/8",
    "  eth0: veth, up, 10.0.0.2/24",
    "    peer of v-blue in this namespace",
    "    beneath eth0.5",
    "  eth0.5: vlan, up",
    "    on top of eth0",
    "gone (not watched): No right to look into it.",
    "red, 2 links",
    "  eth0: veth, no carrier",
    "    peer of v-red in this namespace",
    "  away: veth, up",
    "    peer of if7 in unnamed, nsid 3 of red",
    "this namespace, 3 links",
    "  br0: bridge, up, fe80::1/64, 10.0.0.1/24",
    "    has the port v-blue",
    "    has the port v-red",
    "  v-blue: veth, up",
    "    port of br0",
    "    peer of eth0 in blue, azure",
    "  v-red: veth, down",
    "    port of br0",
    "    peer of eth0 in red",
    "unnamed, nsid 3 of red: if7",
  ]);
});

test("items carry what they are about", () => {
  const own = itemsOf().find(({ id }) => id === "own");
  expect(own?.data).toEqual({ namespace: "own", names: "[]", own: "" });
  expect(own?.selection).toEqual({ namespace: "own" });
  const port = own?.children.find(({ id }) => id === "4");
  expect(port?.data).toEqual({
    namespace: "own",
    ifindex: "4",
    ifname: "v-red",
    kind: "veth",
    up: "false",
    operstate: "down",
    state: "down",
    addresses: "",
  });
  expect(port?.selection).toEqual({ namespace: "own", link: 4 });
  const [, peer] = port?.children ?? [];
  expect(peer?.data).toEqual({ edge: "peer:own/4", edgeKind: "peer", edgeSide: "from", edgeTo: "red/2" });
  expect(peer?.selection).toEqual({ namespace: "red", link: 2 });
});

test("each edge is told once from its side, and once from the other where that is known", () => {
  const edges = itemsOf()
    .flatMap(({ children }) => children)
    .flatMap(({ children }) => children);
  const side = (side: string) => edges.filter(({ data }) => data["edgeSide"] === side).map(({ data }) => data["edge"]);
  expect(side("from").sort()).toEqual(
    example()
      .edges.map(({ id }) => id)
      .sort(),
  );
  expect(side("to")).toHaveLength(5);
});

test("what is filtered out is there, and hidden", () => {
  const items = itemsOf({ namespace: ({ key }) => key !== "red", link: (_, { kind }) => kind !== "vlan" });
  expect(items.filter(({ hidden }) => hidden).map(({ id }) => id)).toEqual(["red"]);
  const links = items.flatMap(({ children }) => children);
  expect(links.filter(({ hidden }) => hidden).map(({ data }) => data["ifname"])).toEqual(["eth0.5"]);
});
