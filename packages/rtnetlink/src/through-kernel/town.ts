import {
  addressLabelMessage,
  linkMessage,
  mdbRequestMessage,
  neighborMessage,
  nexthopMessage,
  RTM_NEWADDRLABEL,
  RTM_NEWLINKPROP,
  RTM_NEWMDB,
  RTM_NEWNEIGH,
  RTM_NEWNEXTHOP,
  RTM_NEWTUNNEL,
  RTM_SETLINK,
  tunnelMessage,
} from "@netns/netlink";
import { hasCode } from "@netns/syscall";
import { NetlinkError } from "../errors.js";
import { setNsid } from "../verbs/nsid.js";
import type { Sort, Thing } from "./cycle.js";
import { isPrivileged, isUserModeLinux, kernelAtLeast } from "./kernel.js";
import { kindCases } from "./kinds/index.js";
import { RealScene } from "./kinds/scene.js";
import { CREATE, Lab, type LinkInput } from "./lab.js";
import { Roads } from "./roads.js";
import { addresses, addressThings } from "./things/addresses.js";
import { encapsulated, mplsRoutes } from "./things/encap.js";
import { neighbors, neighborThings } from "./things/neighbors.js";
import { nexthops, nexthopThings } from "./things/nexthops.js";
import { ipv4Routes, ipv6Routes, routes } from "./things/routes.js";
import { ipv4Rules, ipv6Rules, rules } from "./things/rules.js";

const INET = 2;
const INET6 = 10;
const BRIDGE = 7;

/** A namespace that is full of everything that the kernel has, for dumps. */
export class Town extends Roads {
  /** How many of each sort could be made. */
  readonly made = { links: 0, things: 0 };
  readonly scene = new RealScene(this);
  readonly #far = new Lab();

  constructor() {
    super();
    this.up(this.link("lo").header.index);
    // Routers listen to anycast addresses.
    this.sysctl("ipv6/conf/all/forwarding", 1);
    this.#links();
    this.#nexthops();
    this.#things(addresses, addressThings(this.near));
    this.#things(neighbors, neighborThings(this.near));
    for (const things of [ipv4Routes(this), ipv6Routes(this)]) this.#things(routes, things);
    for (const { since, ...rule } of [...ipv4Rules, ...ipv6Rules]) {
      if (since === undefined || kernelAtLeast(since)) this.#things(rules, [rule]);
    }
    if (isUserModeLinux) this.#encapsulated();
    this.#bridge();
    setNsid(this.client, this.#far.namespace, 7);
    const label = { header: { family: INET6, prefixlen: 32 }, attributes: { address: "2001:db8::", label: 99 } };
    this.#attempt(() => this.send(addressLabelMessage, RTM_NEWADDRLABEL, label, CREATE));
  }

  override [Symbol.dispose](): void {
    this.scene[Symbol.dispose]();
    this.#far[Symbol.dispose]();
    super[Symbol.dispose]();
  }

  /** What the kernel has not, or what another one is in the way of, is not here. Tests of their own look after that. */
  #attempt(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (error instanceof NetlinkError) return false;
      throw error;
    }
  }

  #things<C extends Parameters<Lab["send"]>[0]>({ codec, create }: Sort<C>, things: readonly Thing<C>[]): void {
    for (const { message } of things) {
      if (this.#attempt(() => this.send(codec, create, message, CREATE))) this.made.things++;
    }
  }

  #links(): void {
    for (const [kind, { cases }] of Object.entries(kindCases)) {
      for (const [i, { link, data, privileged }] of (cases?.(nothingOpened(this.scene)) ?? []).entries()) {
        if (privileged !== undefined && !isPrivileged) continue;
        // What TypeScript cannot see: the data is of this kind.
        const linkinfo = { kind, data } as LinkInput["linkinfo"];
        if (this.#attempt(() => this.createLink({ ...link, ifname: `${kind}${i}`, linkinfo }))) this.made.links++;
      }
    }
    const propList = { altIfname: ["another-name-of-near"] };
    this.send(linkMessage, RTM_NEWLINKPROP, { header: { index: this.near }, attributes: { propList } });
  }

  #nexthops(): void {
    for (const [id, family, gateway] of [
      [1, INET, "192.0.2.10"],
      [2, INET6, "2001:db8:a::10"],
    ] as const) {
      const attributes = { id, oif: this.near, gateway };
      this.send(nexthopMessage, RTM_NEWNEXTHOP, { header: { family }, attributes }, CREATE);
    }
    this.#things(nexthops, nexthopThings(this.near));
  }

  #encapsulated(): void {
    const { near, other } = this;
    this.#things(routes, encapsulated({ near, other, xfrm: near }));
    try {
      this.sysctl("mpls/platform_labels", 1000);
    } catch (error) {
      // There is no MPLS.
      if (hasCode(error, "ENOENT")) return;
      throw error;
    }
    this.#things(routes, mplsRoutes(this));
  }

  #bridge(): void {
    const bridge = this.createLink({ ifname: "br", linkinfo: { kind: "bridge", data: { mcastSnooping: 1 } } });
    const port = this.pair("port", { master: bridge });
    this.up(bridge);
    const vlans = {
      kind: "bridge",
      data: { vlanFiltering: 1, vlanStatsEnabled: 1, multiBoolopt: { optval: 2, optmask: 2 } },
    };
    if (this.#attempt(() => this.setLink(bridge, { linkinfo: vlans as LinkInput["linkinfo"] }))) {
      const vlanInfo = [
        { vid: 10, flags: 2 },
        { vid: 100, flags: 8 },
        { vid: 109, flags: 16 },
      ];
      const header = { family: BRIDGE, index: port };
      this.send(linkMessage, RTM_SETLINK, { header, attributes: { afSpec: { vlanInfo } } });
    }
    for (const address of ["239.1.1.1", "ff0e::1234", "01:02:03:00:00:01"]) {
      const setEntry = { ifindex: port, state: 1, addr: { address } };
      this.send(
        mdbRequestMessage,
        RTM_NEWMDB,
        { header: { family: BRIDGE, ifindex: bridge }, attributes: { setEntry } },
        CREATE,
      );
    }
    const fdb = {
      header: { family: BRIDGE, ifindex: port, state: 0x80, flags: 4 },
      attributes: { lladdr: "02:00:00:00:00:77" },
    };
    this.send(neighborMessage, RTM_NEWNEIGH, fdb, CREATE);
    const data = { port: 4799, collectMetadata: 1, vnifilter: 1, learning: 0 };
    this.#attempt(() => {
      const index = this.createLink({ ifname: "vni", linkinfo: { kind: "vxlan", data } });
      const entry = [{ start: 100, end: 110, group: "192.0.2.50" }];
      this.send(tunnelMessage, RTM_NEWTUNNEL, { header: { family: BRIDGE, ifindex: index }, attributes: { entry } });
    });
  }
}

/** Files may be missing: those cases are for their own tests. */
function nothingOpened(scene: RealScene) {
  return { lower: scene.lower, udp: scene.udp, file: () => -1 };
}
