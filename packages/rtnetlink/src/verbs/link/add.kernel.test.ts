import { otherCase } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { openClient } from "../../client.js";
import { Lab } from "../../through-kernel/lab.js";
import { refusal } from "../../through-kernel/refusal.js";
import { setNsid } from "../nsid.js";
import { addLink, type NewLink } from "./add.js";
import { deleteLink } from "./delete.js";
import { findLink, getLink } from "./get.js";
import { listLinks } from "./list.js";
import { replaceLink } from "./replace.js";

const names = (lab: Lab) => listLinks(lab.client).entries.map(({ name }) => name);

describe("addLink", () => {
  kernelTest("a link with everything that all kinds have", () => {
    using lab = new Lab();
    const { client } = lab;
    addLink(client, { kind: "bridge", name: "br0", address: "02:00:00:00:00:01" });
    const link = addLink(client, {
      kind: "ifb",
      name: "it",
      ifindex: 77,
      mtu: 1400,
      address: "02:00:00:00:00:02",
      txqlen: 55,
      group: 5,
      master: "br0",
      up: true,
      promisc: true,
      arp: false,
      numTxQueues: 3,
      numRxQueues: 2,
      altNames: ["another", "a-name-that-is-longer-than-fifteen-bytes"],
      attributes: { gsoMaxSegs: 100 },
    });
    expect(link).toMatchObject({
      ifindex: 77,
      name: "it",
      kind: "ifb",
      up: true,
      mtu: 1400,
      address: "02:00:00:00:00:02",
      txqlen: 55,
      group: 5,
      master: getLink(client, "br0").ifindex,
      portKind: "bridge",
      altNames: ["another", "a-name-that-is-longer-than-fifteen-bytes"],
      link: undefined,
      linkNetnsid: undefined,
      attributes: { numTxQueues: 3, gsoMaxSegs: 100 },
    });
    // Without CONFIG_RPS (the second kernel) it is not told.
    expect([2, undefined]).toContain(link.attributes.numRxQueues);
    // IFF_NOARP, IFF_PROMISC
    expect(link.flags & 0x180).toBe(0x180);
    if (link.portKind === "bridge") expect(link.portData?.state).toEqual(expect.any(Number));
    expect(getLink(client, { name: "another" })).toMatchObject({ ifindex: 77 });
  });

  kernelTest("data, and the links in it by name", () => {
    using lab = new Lab();
    const { client } = lab;
    addLink(client, { kind: "veth", name: "lower", up: true, peer: { name: "far" } });
    const vxlan = addLink(client, {
      kind: "vxlan",
      name: "vx",
      data: { id: 42, link: "lower", local: "192.0.2.1", port: 4789, learning: 0 },
    });
    const lower = getLink(client, "lower").ifindex;
    expect(vxlan).toMatchObject({ kind: "vxlan", data: { id: 42, link: lower, local: "192.0.2.1", learning: 0 } });
    if (vxlan.kind === "vxlan") expect(vxlan.data?.port).toBe(4789);
    const macvlan = addLink(client, { kind: "macvlan", name: "mv", link: "lower", data: { mode: 4 } });
    expect(macvlan).toMatchObject({ kind: "macvlan", link: lower, data: { mode: 4 } });
    const br = addLink(client, { kind: "bridge", name: "br", data: { ageingTime: 1000, stpState: 0 } });
    expect(br).toMatchObject({ kind: "bridge", data: { ageingTime: 1000 } });
  });

  kernelTest("a name of the kernel's fashion", () => {
    using lab = new Lab();
    const { client } = lab;
    expect(addLink(client, { kind: "bridge" }).name).toBe("bridge0");
    addLink(client, { kind: "ifb", name: "x", altNames: ["bridge1"] });
    expect(addLink(client, { kind: "bridge" }).name).toBe("bridge2");
    expect(addLink(client, { kind: "ifb", name: "lan%d" }).name).toBe("lan0");
    // The kernel's blanks are ASCII's and a0: not those of Unicode.
    for (const name of ["a\u3000b", "\u0085"]) expect(addLink(client, { kind: "ifb", name }).name).toBe(name);
    // Bytes that are not UTF-8.
    const bytes = { name: "\udcff".repeat(15), altNames: ["\udcfe".repeat(127)] };
    expect(addLink(client, { kind: "ifb", ...bytes })).toMatchObject(bytes);
    for (const name of [bytes.name, ...bytes.altNames]) expect(getLink(client, name)).toMatchObject(bytes);
    // Not for want of a name: only one device may have a VNI.
    addLink(client, { kind: "vxlan", data: { id: 5, port: 4789 } });
    const again = refusal(() => addLink(client, { kind: "vxlan", data: { id: 5, port: 4789 } }));
    expect(again.code).toBe("EEXIST");
  });

  kernelTest("names of pairs: neither end takes the other's", () => {
    using lab = new Lab();
    const { client } = lab;
    const pair = (name?: string, peer?: string) => {
      const { name: near, link } = addLink(client, { kind: "veth", name, peer: { name: peer } });
      return [near, getLink(client, link as number).name];
    };
    expect(pair()).toEqual(["veth0", "veth1"]);
    expect(pair("veth2")).toEqual(["veth2", "veth3"]);
    expect(pair(undefined, "veth4")).toEqual(["veth5", "veth4"]);
    expect(pair("w%d", "w%d")).toEqual(["w0", "w1"]);
    expect(pair("a", "w%d")).toEqual(["a", "w2"]);
  });

  kernelTest("a pair, each end with what is its own", () => {
    using lab = new Lab();
    const { client } = lab;
    const near = addLink(client, {
      kind: "veth",
      name: "near",
      ifindex: 98,
      mtu: 1300,
      address: "02:00:00:00:00:0a",
      up: true,
      peer: { name: "far", ifindex: 99, mtu: 1301, address: "02:00:00:00:00:0b", up: true, numTxQueues: 2, txqlen: 7 },
    });
    expect(near).toMatchObject({ mtu: 1300, address: "02:00:00:00:00:0a", link: 99, operstate: "up", carrier: true });
    expect(getLink(client, "far")).toMatchObject({
      ifindex: 99,
      mtu: 1301,
      address: "02:00:00:00:00:0b",
      up: true,
      txqlen: 7,
      link: near.ifindex,
      attributes: { numTxQueues: 2 },
    });
    // Nothing said of the peer: it has an address of its own all the same.
    const one = addLink(client, { kind: "veth", name: "one", address: "02:00:00:00:00:0c" });
    expect(getLink(client, one.link ?? 0).address).not.toBe("02:00:00:00:00:0c");
  });

  kernelTest("the peer is born in another namespace: by descriptor, path, process", () => {
    using lab = new Lab();
    using other = new Lab();
    const { client } = lab;
    const near = addLink(client, { kind: "veth", name: "a", peer: { name: "far", namespace: other.namespace } });
    expect(getLink(other.client, "far")).toMatchObject({ kind: "veth", link: near.ifindex });
    expect(near.linkNetnsid).toEqual(expect.any(Number));
    const namespace = `/proc/self/fd/${other.namespace.fd}`;
    addLink(client, { kind: "veth", name: "b", peer: { name: "far2", namespace, up: true } });
    expect(getLink(other.client, "far2")).toMatchObject({ kind: "veth", up: true });
    addLink(client, { kind: "veth", name: "c", peer: { name: "far3", namespace: { pid: process.pid } } });
    using own = openClient();
    expect(getLink(own, "far3").kind).toBe("veth");
    deleteLink(client, "c");
    expect(findLink(own, "far3")).toBeUndefined();
  });

  kernelTest("a link that is born in another namespace", () => {
    using lab = new Lab();
    using other = new Lab();
    const { client } = lab;
    expect(addLink(client, { kind: "bridge", name: "br", namespace: other.namespace })).toBeUndefined();
    expect(getLink(other.client, "br").kind).toBe("bridge");
    setNsid(client, other.namespace, 3);
    const seen = addLink(client, { kind: "ifb", name: "it", namespace: { nsid: 3 }, master: "br" });
    expect(seen).toMatchObject({ name: "it", master: getLink(other.client, "br").ifindex });
    expect(names(lab)).toEqual(["lo"]);
    // The link beneath stays here.
    addLink(client, { kind: "veth", name: "lower" });
    addLink(client, { kind: "macvlan", name: "mv", link: "lower", namespace: other.namespace });
    expect(getLink(other.client, "mv")).toMatchObject({
      link: getLink(client, "lower").ifindex,
      linkNetnsid: expect.any(Number),
    });
    // And the other way about: beneath it is one of the other namespace.
    addLink(other.client, { kind: "veth", name: "there" });
    const up = addLink(client, { kind: "macvlan", name: "up", link: "there", linkNetnsid: 3 });
    expect(up).toMatchObject({ link: getLink(other.client, "there").ifindex, linkNetnsid: 3 });
    const impossible: NewLink = { kind: "ifb", name: "x", namespace: other.namespace };
    expect(() => addLink(client, { ...impossible, altNames: ["y"] })).toThrow(TypeError);
    expect(() => addLink(client, { ...impossible, master: "br" })).toThrow(TypeError);
  });

  kernelTest("what fails half-way leaves nothing", () => {
    using lab = new Lab();
    addLink(lab.client, { kind: "ifb", name: "taken" });
    const error = refusal(() => addLink(lab.client, { kind: "ifb", name: "it", altNames: ["fine", "taken"] }));
    expect(error).toMatchObject({ code: "EEXIST", request: "RTM_NEWLINKPROP" });
    expect(names(lab)).toEqual(["lo", "taken"]);
  });

  kernelTest("refusals", () => {
    using lab = new Lab();
    const { client } = lab;
    const it = { kind: "ifb", name: "it" } as const;
    addLink(client, it);
    expect(refusal(() => addLink(client, it)).code).toBe("EEXIST");
    expect(refusal(() => addLink(client, { ...it, name: "x", ifindex: 1 })).code).toMatch(/EBUSY|EEXIST/);
    expect(refusal(() => addLink(client, { ...it, name: "x", master: "none" })).code).toBe("ENODEV");
    expect(refusal(() => addLink(client, { kind: otherCase("nothing"), name: "x" }))).toMatchObject({
      code: "EOPNOTSUPP",
      extack: { message: "Unknown device type" },
    });
    expect(refusal(() => addLink(client, { kind: "veth", name: "x", mtu: 1 })).code).toBe("EINVAL");
    expect(refusal(() => addLink(client, { kind: "macvlan", name: "x" })).code).toBe("EINVAL");
    expect(() => addLink(client, { ...it, name: "x", master: "" })).toThrow(TypeError);
    expect(() => addLink(client, { ...it, name: "x", namespace: "/nowhere" })).toThrow("ENOENT");
    expect(names(lab)).toEqual(["lo", "it"]);
  });
});

describe("replaceLink", () => {
  kernelTest("makes a link, or changes it", () => {
    using lab = new Lab();
    const { client } = lab;
    const it = { kind: "bridge", name: "br", data: { ageingTime: 1000 } } as const;
    const made = replaceLink(client, it);
    expect(made).toMatchObject({ up: false, data: { ageingTime: 1000 } });
    const changed = replaceLink(client, { ...it, data: { ageingTime: 2000 }, up: true, altNames: ["other"] });
    expect(changed).toMatchObject({ ifindex: made.ifindex, up: true, altNames: ["other"], data: { ageingTime: 2000 } });
    expect(replaceLink(client, { ...it, altNames: ["other"] }).altNames).toEqual(["other"]);
    // A pair has no data that could be changed.
    const pair = { kind: "veth", name: "near", peer: { name: "far" } } as const;
    replaceLink(client, pair);
    expect(replaceLink(client, { ...pair, mtu: 1300 })).toMatchObject({ mtu: 1300 });
  });

  kernelTest("is refused where the kind is another", () => {
    using lab = new Lab();
    addLink(lab.client, { kind: "ifb", name: "it" });
    const error = refusal(() => replaceLink(lab.client, { kind: "bridge", name: "it" }));
    expect(error.message).toBe("RTM_NEWLINK: EEXIST: it is there, and is of the kind ifb");
  });
});
