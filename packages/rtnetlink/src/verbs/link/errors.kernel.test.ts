import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { NetlinkError } from "../../errors.js";
import { Lab } from "../../through-kernel/lab.js";
import { codeOf } from "../../through-kernel/refusal.js";
import { addLink } from "./add.js";
import { addAltNames, deleteAltNames } from "./alt-names.js";
import { deleteLink } from "./delete.js";
import { getLink } from "./get.js";
import { listLinks } from "./list.js";
import { isKindMissing } from "./oracle/missing.js";
import { replaceLink } from "./replace.js";
import { moveLink, setLink } from "./set.js";
import { getLinkStatistics } from "./statistics.js";

const names = (lab: Lab) => listLinks(lab.client).entries.map(({ name }) => name);

/** A namespace with a link of each sort that refusals need. */
function furnish(lab: Lab): void {
  const { client } = lab;
  addLink(client, { kind: "bridge", name: "br" });
  addLink(client, { kind: "ifb", name: "it", altNames: ["its"] });
  addLink(client, { kind: "veth", name: "port", master: "br", peer: { name: "port-far" } });
  addLink(client, { kind: "veth", name: "low", peer: { name: "low-far" } });
  addLink(client, { kind: "macvlan", name: "mv", link: "low" });
  addLink(client, { kind: "vxlan", name: "vx", data: { id: 5, port: 4789 } });
}

describe("each refusal that is documented", () => {
  kernelTest("of addLink", () => {
    using lab = new Lab();
    furnish(lab);
    const { client } = lab;
    const before = names(lab);
    const x = { kind: "ifb", name: "x" } as const;
    expect(codeOf(() => addLink(client, { ...x, name: "it" }))).toBe("EEXIST");
    expect(codeOf(() => addLink(client, { ...x, name: "its" }))).toBe("EEXIST");
    expect(codeOf(() => addLink(client, { ...x, ifindex: 1 }))).toBe("EEXIST");
    expect(codeOf(() => addLink(client, { kind: "vxlan", name: "x", data: { id: 5, port: 4789 } }))).toBe("EEXIST");
    expect(codeOf(() => addLink(client, { kind: "veth", name: "x", peer: { name: "it" } }))).toBe("EEXIST");
    expect(codeOf(() => addLink(client, { ...x, altNames: ["fine", "it"] }))).toBe("EEXIST");
    expect(codeOf(() => addLink(client, { ...x, master: "none" }))).toBe("ENODEV");
    expect(codeOf(() => addLink(client, { kind: "macvlan", name: "x", link: "none" }))).toBe("ENODEV");
    expect(codeOf(() => addLink(client, { kind: "macvlan", name: "x", link: 4242 }))).toBe("ENODEV");
    expect(codeOf(() => addLink(client, { ...x, master: "low" }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => addLink(client, { kind: "macvlan", name: "x", link: "port" }))).toBe("EBUSY");
    expect(codeOf(() => addLink(client, { kind: "veth", name: "x", ifindex: 90, peer: { ifindex: 1 } }))).toBe("EBUSY");
    expect(codeOf(() => addLink(client, { kind: "veth", name: "x", mtu: 1 }))).toBe("EINVAL");
    expect(codeOf(() => addLink(client, { kind: "macvlan", name: "x" }))).toBe("EINVAL");
    expect(codeOf(() => addLink(client, { ...x, namespace: { nsid: 77 } }))).toBe("EINVAL");
    expect(codeOf(() => addLink(client, { ...x, namespace: "/dev/null" }))).toBe("EINVAL");
    expect(codeOf(() => addLink(client, { ...x, namespace: { pid: 0x3fffffff } }))).toBe("ESRCH");
    const shared = "03:00:00:00:00:01";
    expect(codeOf(() => addLink(client, { kind: "veth", name: "x", address: shared }))).toBe("EADDRNOTAVAIL");
    expect(names(lab)).toEqual(before);
  });

  kernelTest("of a link that is to be up on one that is down", () => {
    using lab = new Lab();
    const { client } = lab;
    addLink(client, { kind: "veth", name: "low", peer: { name: "far" } });
    const vlan = { kind: "vlan", name: "x", link: "low", data: { id: 5 } } as const;
    if (isKindMissing("vlan")) {
      expect(codeOf(() => addLink(client, vlan))).toBe("EOPNOTSUPP");
      return;
    }
    expect(codeOf(() => addLink(client, { ...vlan, up: true }))).toBe("ENETDOWN");
    expect(names(lab).includes("x")).toBe(false);
    // As another request, after which it is taken away again.
    expect(codeOf(() => addLink(client, { ...vlan, up: true, alias: "raised later" }))).toBe("ENETDOWN");
    expect(names(lab).includes("x")).toBe(false);
    addLink(client, vlan);
    expect(codeOf(() => setLink(client, "x", { up: true }))).toBe("ENETDOWN");
  });

  kernelTest("of replaceLink", () => {
    using lab = new Lab();
    furnish(lab);
    const { client } = lab;
    const message = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        if (error instanceof NetlinkError && error.code === "EEXIST") return error.extack.message;
        throw error;
      }
      return "none";
    };
    expect(message(() => replaceLink(client, { kind: "bridge", name: "it" }))).toBe(
      "it is there, and is of the kind ifb",
    );
    const [low, port] = [getLink(client, "low").ifindex, getLink(client, "port").ifindex];
    const moved = { kind: "macvlan", name: "mv", link: "port" } as const;
    expect(message(() => replaceLink(client, moved))).toBe(`mv is there, and stands on link ${low}, not ${port}`);
    expect(message(() => replaceLink(client, { kind: "ifb", name: "it", numTxQueues: 7 }))).toMatch(
      /^it is there, and has \d+ for numTxQueues, not 7$/,
    );
    const other = { kind: "vxlan", name: "vx", data: { id: 6 } } as const;
    expect(codeOf(() => replaceLink(client, other))).toBe("EOPNOTSUPP");
    // What it is already can be said again, also of what cannot be changed.
    const same = { kind: "vxlan", name: "vx", data: { id: 5, port: 4789 } } as const;
    expect(replaceLink(client, same)).toMatchObject({ ifindex: getLink(client, "vx").ifindex });
    if (isKindMissing("vlan")) return;
    const vlan = { kind: "vlan", name: "v", link: "low", data: { id: 5 } } as const;
    replaceLink(client, vlan);
    expect(replaceLink(client, { ...vlan, mtu: 1400 })).toMatchObject({ mtu: 1400 });
    const renumbered = { ...vlan, data: { id: 6 } };
    expect(message(() => replaceLink(client, renumbered))).toBe("v is there, and has 5 for its id, not 6");
    const vrf = { kind: "vrf", name: "red", data: { table: 10 } } as const;
    replaceLink(client, vrf);
    expect(replaceLink(client, { ...vrf, up: true })).toMatchObject({ up: true, data: { table: 10 } });
    expect(codeOf(() => replaceLink(client, { ...vrf, data: { table: 11 } }))).toBe("EOPNOTSUPP");
  });

  kernelTest("of setLink", () => {
    using lab = new Lab();
    furnish(lab);
    const { client } = lab;
    expect(codeOf(() => setLink(client, "none", { mtu: 1400 }))).toBe("ENODEV");
    expect(codeOf(() => setLink(client, 4242, { mtu: 1400 }))).toBe("ENODEV");
    expect(codeOf(() => setLink(client, "it", { master: "none" }))).toBe("ENODEV");
    expect(codeOf(() => setLink(client, "low", { master: "br" }))).toBe("EBUSY");
    expect(codeOf(() => setLink(client, "it", { name: "low" }))).toBe("EEXIST");
    expect(codeOf(() => setLink(client, "low", { mtu: 1 }))).toBe("EINVAL");
    expect(codeOf(() => setLink(client, "lo", { master: "br" }))).toBe("EINVAL");
    expect(codeOf(() => setLink(client, "br", { master: "br" }))).toBe("ELOOP");
    expect(codeOf(() => setLink(client, "low", { address: "03:00:00:00:00:01" }))).toBe("EADDRNOTAVAIL");
    expect(codeOf(() => setLink(client, "it", { master: "low" }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => setLink(client, "low", { carrier: false }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => setLink(client, "low", { kind: "bridge", data: { ageingTime: 5 } }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => setLink(client, "low", { portKind: "bridge", portData: { cost: 5 } }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => setLink(client, "low", { vfs: [{ index: 0, trust: true }] }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => setLink(client, "low", { vfs: [{ index: 0, vlan: { id: 5 } }] }))).toBe("EOPNOTSUPP");
  });

  kernelTest("of moveLink", () => {
    using lab = new Lab();
    using other = new Lab();
    furnish(lab);
    const { client } = lab;
    addLink(other.client, { kind: "ifb", name: "low", ifindex: 555 });
    expect(codeOf(() => moveLink(client, "lo", other.namespace))).toBe("EINVAL");
    expect(codeOf(() => moveLink(client, "low", other.namespace))).toBe("EEXIST");
    expect(codeOf(() => moveLink(client, "it", other.namespace, { ifindex: 555 }))).toBe("EBUSY");
    expect(codeOf(() => moveLink(client, "it", { fd: 999_999 }))).toBe("EBADF");
    expect(codeOf(() => moveLink(client, "it", "/dev/null"))).toBe("EINVAL");
    expect(codeOf(() => moveLink(client, "it", { pid: 0x3fffffff }))).toBe("ESRCH");
    expect(codeOf(() => moveLink(client, "it", { nsid: 4 }))).toBe("EINVAL");
    expect(codeOf(() => moveLink(client, "none", other.namespace))).toBe("ENODEV");
    expect(names(other).sort()).toEqual(["lo", "low"]);
    moveLink(client, "it", other.namespace, { name: "there", ifindex: 556 });
    expect(getLink(other.client, "there")).toMatchObject({ ifindex: 556, kind: "ifb" });
    // do_setlink (net/core/rtnetlink.c) moves it first, and gives it its new name there.
    addLink(client, { kind: "ifb", name: "late" });
    expect(codeOf(() => moveLink(client, "late", other.namespace, { name: "low" }))).toBe("EEXIST");
    expect(getLink(other.client, "late").kind).toBe("ifb");
  });

  kernelTest("of deleteLink, getLink, listLinks, statistics and alternative names", () => {
    using lab = new Lab();
    furnish(lab);
    const { client } = lab;
    expect(codeOf(() => deleteLink(client, "none"))).toBe("ENODEV");
    expect(codeOf(() => deleteLink(client, "lo"))).toBe("EOPNOTSUPP");
    expect(codeOf(() => deleteLink(client, "it", { targetNsid: 66 }))).toBe("EINVAL");
    expect(codeOf(() => getLink(client, "none"))).toBe("ENODEV");
    expect(codeOf(() => getLink(client, "it", { targetNsid: 66 }))).toBe("EINVAL");
    expect(codeOf(() => listLinks(client, { master: "none" }))).toBe("ENODEV");
    expect(codeOf(() => listLinks(client, {}, { targetNsid: 66 }))).toBe("EINVAL");
    expect(codeOf(() => getLinkStatistics(client, "none"))).toBe("ENODEV");
    expect(codeOf(() => getLinkStatistics(client, "it", { targetNsid: 66 }))).toBe("EINVAL");
    expect(codeOf(() => addAltNames(client, "it", ["one", "low"]))).toBe("EEXIST");
    expect(getLink(client, "it").altNames).toEqual(["its", "one"]);
    expect(codeOf(() => addAltNames(client, "none", ["two"]))).toBe("ENODEV");
    expect(codeOf(() => deleteAltNames(client, "none", ["two"]))).toBe("ENODEV");
    expect(codeOf(() => deleteAltNames(client, "it", ["two"]))).toBe("ENOENT");
    expect(codeOf(() => deleteAltNames(client, "low", ["its"]))).toBe("EINVAL");
  });
});
