import type { Edge, NamespaceKey, World, WorldNamespace } from "../../src/topology/world.js";

type Things = WorldNamespace["things"];
type ValueOf<M> = M extends ReadonlyMap<string, infer V> ? V : never;
export type Link = ValueOf<Things["link"]>;

/** A world for tests, by hand. */
export class WorldMaker {
  readonly #namespaces = new Map<NamespaceKey, WorldNamespace>();
  readonly edges: Edge[] = [];

  namespace(key: NamespaceKey, facts: Partial<Omit<WorldNamespace, "key" | "things">> = {}): this {
    const none = new Map<string, never>();
    const things = { link: none, address: none, route: none, rule: none, neighbor: none, nexthop: none, fdb: none };
    const base = { names: [key], own: false, device: 4, inode: 1, notWatched: undefined };
    this.#namespaces.set(key, { ...base, ...facts, key, things });
    return this;
  }

  link(key: NamespaceKey, facts: Pick<Link, "ifindex" | "ifname"> & Partial<Link>, ...addresses: string[]): this {
    const link = { up: true, operstate: "up", kind: "veth", ...facts } as Link;
    const { ifindex, ifname } = link;
    const told = addresses.map((address) => ({ ifindex, ifname, address, scope: "global", flags: [] }));
    this.#add(key, { link: [[String(ifindex), link]], address: told.map((one) => [one.address, one]) } as never);
    return this;
  }

  edge(kind: Edge["kind"], from: Edge["from"], to: Edge["to"]): this {
    this.edges.push({ id: `${kind}:${from.namespace}/${from.ifindex}`, kind, from, to });
    return this;
  }

  world(): World {
    return { namespaces: new Map(this.#namespaces), nsids: new Map(), isComplete: true, wiring: this.edges.length };
  }

  #add(key: NamespaceKey, more: { [K in keyof Things]?: [string, ValueOf<Things[K]>][] }): void {
    const namespace = this.#namespaces.get(key);
    if (namespace === undefined) throw new Error(`There is no namespace ${key}.`);
    const link = new Map([...namespace.things.link, ...(more.link ?? [])]);
    const address = new Map([...namespace.things.address, ...(more.address ?? [])]);
    this.#namespaces.set(key, { ...namespace, things: { ...namespace.things, link, address } });
  }
}

/** An end of an edge. */
export function at(namespace: NamespaceKey, ifindex: number): { namespace: NamespaceKey; ifindex: number } {
  return { namespace, ifindex };
}

/** `own` with a bridge and two ports, whose peers are in `blue` and `red`; a VLAN in `blue`; a peer elsewhere. */
export function example(): WorldMaker {
  return new WorldMaker()
    .namespace("own", { names: [], own: true })
    .link("own", { ifindex: 2, ifname: "br0", kind: "bridge" }, "fe80::1/64", "10.0.0.1/24")
    .link("own", { ifindex: 3, ifname: "v-blue" })
    .link("own", { ifindex: 4, ifname: "v-red", up: false, operstate: "down" })
    .namespace("blue", { names: ["blue", "azure"] })
    .link("blue", { ifindex: 1, ifname: "lo", kind: undefined, operstate: "unknown" }, "127.0.0.1/8")
    .link("blue", { ifindex: 2, ifname: "eth0" }, "10.0.0.2/24")
    .link("blue", { ifindex: 3, ifname: "eth0.5", kind: "vlan" })
    .namespace("red")
    .link("red", { ifindex: 2, ifname: "eth0", operstate: "lowerlayerdown" })
    .link("red", { ifindex: 5, ifname: "away" })
    .namespace("name:gone", { names: ["gone"], notWatched: "No right to look into it." })
    .edge("master", at("own", 3), at("own", 2))
    .edge("master", at("own", 4), at("own", 2))
    .edge("peer", at("own", 3), at("blue", 2))
    .edge("peer", at("own", 4), at("red", 2))
    .edge("lower", at("blue", 3), at("blue", 2))
    .edge("peer", at("red", 5), { nsid: 3, observer: "red", ifindex: 7 });
}
