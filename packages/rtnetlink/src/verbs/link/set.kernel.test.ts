import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { codeOf } from "../../through-kernel/refusal.js";
import { resolveLink, selectLink } from "../link-reference.js";
import { setNsid } from "../nsid.js";
import { addLink } from "./add.js";
import { addAltNames, deleteAltNames } from "./alt-names.js";
import { deleteLink } from "./delete.js";
import { findLink, getLink } from "./get.js";
import { moveLink, setLink } from "./set.js";

const LONG = "a-name-that-is-longer-than-fifteen-bytes";

describe("which link", () => {
  kernelTest("by index, name, alternative name, or as it was returned", () => {
    using lab = new Lab();
    const { client } = lab;
    const link = addLink(client, { kind: "ifb", name: "it", altNames: ["short", LONG] });
    const { ifindex } = link;
    for (const reference of [ifindex, "it", "short", LONG, { name: LONG }, { ifindex }, link]) {
      expect(getLink(client, reference).ifindex).toBe(ifindex);
      expect(resolveLink(client, reference)).toBe(ifindex);
    }
    expect(codeOf(() => getLink(client, "none"))).toBe("ENODEV");
    expect(codeOf(() => getLink(client, 4242))).toBe("ENODEV");
    expect(codeOf(() => resolveLink(client, "none"))).toBe("ENODEV");
    expect(findLink(client, "none")).toBeUndefined();
    expect(findLink(client, LONG.replace("a", "b"))).toBeUndefined();
  });

  kernelTest("what can be no link is refused before the kernel sees it", () => {
    for (const bad of [0, -1, 1.5, 2 ** 31, Number.NaN]) expect(() => selectLink(bad)).toThrow(RangeError);
    for (const bad of ["", { name: "" }, undefined]) expect(() => selectLink(bad as string)).toThrow(TypeError);
  });

  kernelTest("in another namespace, by its nsid", () => {
    using lab = new Lab();
    using other = new Lab();
    setNsid(lab.client, other.namespace, 7);
    addLink(other.client, { kind: "ifb", name: "there", ifindex: 55 });
    expect(getLink(lab.client, "there", { targetNsid: 7 })).toMatchObject({ ifindex: 55, kind: "ifb" });
    expect(resolveLink(lab.client, "there", { targetNsid: 7 })).toBe(55);
    expect(codeOf(() => getLink(lab.client, "there", { targetNsid: 8 }))).toBe("EINVAL");
    expect(deleteLink(lab.client, "there", { targetNsid: 7 })).toBe(true);
    expect(findLink(other.client, "there")).toBeUndefined();
  });
});

describe("setLink", () => {
  kernelTest("everything, by name and by index", () => {
    using lab = new Lab();
    const { client } = lab;
    const { ifindex } = addLink(client, { kind: "veth", name: "it", altNames: [LONG] });
    const br = addLink(client, { kind: "bridge", name: "br" });
    setLink(client, "it", { mtu: 1400, address: "02:00:00:00:00:05", broadcast: "02:00:00:00:00:06" });
    setLink(client, LONG, { txqlen: 5, group: 6, alias: "what it is for" });
    setLink(client, ifindex, { up: true, arp: false, promisc: true, allmulticast: true, multicast: false });
    setLink(client, { name: "it" }, { master: { name: "br" } });
    const link = getLink(client, "it");
    expect(link).toMatchObject({
      mtu: 1400,
      address: "02:00:00:00:00:05",
      broadcast: "02:00:00:00:00:06",
      txqlen: 5,
      group: 6,
      alias: "what it is for",
      up: true,
      master: br.ifindex,
    });
    // IFF_NOARP, IFF_PROMISC, IFF_ALLMULTI; IFF_MULTICAST
    expect(link.flags & 0x1380).toBe(0x380);
    setLink(client, link, {
      up: false,
      arp: true,
      promisc: false,
      allmulticast: false,
      multicast: true,
      master: false,
    });
    setLink(client, link, { alias: "" });
    const after = getLink(client, "it");
    expect(after).toMatchObject({ up: false, master: undefined, portKind: undefined, alias: undefined, mtu: 1400 });
    expect(after.flags & 0x1380).toBe(0x1000);
  });

  kernelTest("a name", () => {
    using lab = new Lab();
    const { client } = lab;
    const { ifindex } = addLink(client, { kind: "ifb", name: "old" });
    addLink(client, { kind: "ifb", name: "taken" });
    setLink(client, "old", { name: "new", mtu: 1300 });
    expect(getLink(client, "new")).toMatchObject({ ifindex, mtu: 1300 });
    expect(codeOf(() => setLink(client, "new", { name: "taken" }))).toBe("EEXIST");
    expect(codeOf(() => setLink(client, "old", { name: "x" }))).toBe("ENODEV");
    setLink(client, "new", { name: "n%d" });
    expect(getLink(client, ifindex).name).toBe("n0");
  });

  kernelTest("what is peculiar to a kind, and to a port", () => {
    using lab = new Lab();
    const { client } = lab;
    addLink(client, { kind: "bridge", name: "br" });
    addLink(client, { kind: "veth", name: "port", master: "br" });
    setLink(client, "br", { kind: "bridge", data: { forwardDelay: 400 } });
    expect(getLink(client, "br")).toMatchObject({ data: { forwardDelay: 400 } });
    setLink(client, "port", { portKind: "bridge", portData: { cost: 7 } });
    expect(getLink(client, "port")).toMatchObject({ portData: { cost: 7 } });
    expect(codeOf(() => setLink(client, "port", { kind: "bridge", data: { forwardDelay: 400 } }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => setLink(client, "port", { mtu: 1 }))).toBe("EINVAL");
    expect(codeOf(() => setLink(client, "none", { mtu: 1400 }))).toBe("ENODEV");
    // It would change all of the group, were no link named.
    expect(() => setLink(client, 0, { group: 0 })).toThrow(RangeError);
  });
});

describe("moveLink", () => {
  kernelTest("by descriptor, path, process and nsid", () => {
    using lab = new Lab();
    using other = new Lab();
    const { client } = lab;
    setNsid(client, other.namespace, 9);
    const places = [other.namespace, `/proc/self/fd/${other.namespace.fd}`, { nsid: 9 }];
    for (const [i, place] of places.entries()) {
      addLink(client, { kind: "ifb", name: `it${i}`, up: true });
      moveLink(client, `it${i}`, place);
      expect(findLink(client, `it${i}`)).toBeUndefined();
      expect(getLink(other.client, `it${i}`)).toMatchObject({ kind: "ifb", up: false });
    }
    moveLink(other.client, "it0", { pid: process.pid });
    expect(findLink(other.client, "it0")).toBeUndefined();
  });

  kernelTest("with another name and index there", () => {
    using lab = new Lab();
    using other = new Lab();
    const { client } = lab;
    addLink(client, { kind: "ifb", name: "it" });
    addLink(other.client, { kind: "ifb", name: "it" });
    expect(codeOf(() => moveLink(client, "it", other.namespace))).toBe("EEXIST");
    moveLink(client, "it", other.namespace, { name: "it2" });
    expect(getLink(other.client, "it2").kind).toBe("ifb");
    addLink(client, { kind: "ifb", name: "free" });
    moveLink(client, "free", other.namespace, { name: "renamed" });
    expect(getLink(other.client, "renamed").kind).toBe("ifb");
    expect(findLink(other.client, "free")).toBeUndefined();
  });

  kernelTest("refusals", () => {
    using lab = new Lab();
    const { client } = lab;
    addLink(client, { kind: "ifb", name: "it" });
    // Older kernels refuse it before they see that it stays where it is (6.1).
    expect(codeOf(() => moveLink(client, "lo", lab.namespace))).toMatch(/^(none|EINVAL)$/);
    using other = new Lab();
    expect(codeOf(() => moveLink(client, "lo", other.namespace))).toBe("EINVAL");
    expect(codeOf(() => moveLink(client, "it", "/dev/null"))).toBe("EINVAL");
    expect(codeOf(() => moveLink(client, "it", { fd: 999_999 }))).toMatch(/EBADF|EINVAL/);
    expect(codeOf(() => moveLink(client, "it", { pid: 0x3fffffff }))).toBe("ESRCH");
    expect(codeOf(() => moveLink(client, "it", { nsid: 4 }))).toBe("EINVAL");
    expect(codeOf(() => moveLink(client, "none", other.namespace))).toBe("ENODEV");
  });
});

describe("deleteLink", () => {
  kernelTest("by any name, if there is one", () => {
    using lab = new Lab();
    const { client } = lab;
    addLink(client, { kind: "veth", name: "near", altNames: [LONG], peer: { name: "far" } });
    expect(deleteLink(client, LONG)).toBe(true);
    expect(findLink(client, "far")).toBeUndefined();
    expect(deleteLink(client, "near", { ifExists: true })).toBe(false);
    expect(codeOf(() => deleteLink(client, "near"))).toBe("ENODEV");
    expect(codeOf(() => deleteLink(client, 4242))).toBe("ENODEV");
    expect(codeOf(() => deleteLink(client, "lo", { ifExists: true }))).toBe("EOPNOTSUPP");
    expect(() => deleteLink(client, 0)).toThrow(RangeError);
  });
});

describe("alternative names", () => {
  kernelTest("given and taken", () => {
    using lab = new Lab();
    const { client } = lab;
    addLink(client, { kind: "ifb", name: "it" });
    addLink(client, { kind: "ifb", name: "other", altNames: ["its"] });
    addAltNames(client, "it", ["one", LONG]);
    expect(getLink(client, "it").altNames).toEqual(["one", LONG]);
    expect(codeOf(() => addAltNames(client, "it", ["one"]))).toBe("EEXIST");
    expect(codeOf(() => addAltNames(client, "it", ["other"]))).toBe("EEXIST");
    expect(codeOf(() => addAltNames(client, "none", ["two"]))).toBe("ENODEV");
    expect(codeOf(() => deleteAltNames(client, "it", ["none"]))).toBe("ENOENT");
    expect(codeOf(() => deleteAltNames(client, "it", ["its"]))).toBe("EINVAL");
    expect(codeOf(() => deleteAltNames(client, "it", ["it"]))).toBe("EINVAL");
    deleteAltNames(client, "one", [LONG, "one"]);
    expect(getLink(client, "it").altNames).toEqual([]);
  });
});
