import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { Lab } from "../../through-kernel/lab.js";
import { addLink } from "./add.js";
import { addAltNames } from "./alt-names.js";
import { listLinks } from "./list.js";
import type { NewLink } from "./new-link.js";
import { moveLink, setLink } from "./set.js";

/** What plain JavaScript could say. */
type Anything = Readonly<Record<string, unknown>>;

/** What is wrong, and what the error says of it: it names the attribute, or what it is about. */
type Wrong = readonly [input: Anything, message: string | RegExp];

const ifb = (wrong: Anything): Anything => ({ kind: "ifb", name: "x", ...wrong });
const veth = (wrong: Anything): Anything => ({ kind: "veth", name: "x", ...wrong });
const vxlan = (data: Anything): Anything => ({ kind: "vxlan", name: "x", data });

const newLinks: readonly Wrong[] = [
  [ifb({ name: "" }), '"" is no name for a link: it is empty'],
  [ifb({ name: "sixteen-bytes-xx" }), "16 bytes, at most 15 fit"],
  [ifb({ name: "zwölf-ö-und-ö-x" }), "18 bytes, at most 15 fit"],
  [ifb({ name: "a/b" }), '"a/b" is no name for a link: "/" may not be in it'],
  [ifb({ name: "a b" }), '" " may not be in it'],
  [ifb({ name: "a:b" }), '":" may not be in it'],
  [ifb({ name: "a\u00a0b" }), "may not be in it"],
  [ifb({ name: "voilà" }), '"à" may not be in it'],
  [ifb({ name: "a\udca0" }), '"\\udca0" may not be in it'],
  [ifb({ name: "a\u{1f020}" }), '"\u{1f020}" may not be in it'],
  [ifb({ name: ".." }), "it would be a directory"],
  [ifb({ name: "a%d%d" }), '"%" may only be in one "%d"'],
  [ifb({ name: 5 }), "a link's name is a text, not 5"],
  [ifb({ altNames: ["fine", ""] }), '"" is no alternative name: 0 bytes'],
  [ifb({ altNames: ["a".repeat(128)] }), "128 bytes, not 1 to 127"],
  [veth({ peer: { name: "a/b" } }), '"a/b" is no name for a link'],
  [veth({ peer: { address: "02:00" } }), "peer.address: 02:00 has 2 bytes, and the link's have 6"],
  [veth({ address: "02:00:00:00:00" }), "address: 02:00:00:00:00 has 5 bytes"],
  [veth({ broadcast: "ff:ff:ff:ff:ff:ff:ff" }), "broadcast: ff:ff:ff:ff:ff:ff:ff has 7 bytes"],
  [veth({ address: "zz:00:00:00:00:00" }), 'link.address at byte 44: "zz:00:00:00:00:00" is not a link-layer address'],
  [{ kind: "brigde", name: "x" }, "EOPNOTSUPP: Unknown device type"],
  [{ name: "x" }, "EOPNOTSUPP: Unknown device type"],
  [veth({ mtu: -1 }), "cannot encode link.mtu at byte 44: -1 is not a u32"],
  [veth({ mtu: Number.NaN }), "link.mtu at byte 44: NaN is not a u32"],
  [veth({ mtu: 1.5 }), "link.mtu at byte 44: 1.5 is not a u32"],
  [ifb({ group: -1 }), "link.group at byte 44: -1 is not a u32"],
  [ifb({ txqlen: -1 }), "link.txqlen at byte 44: -1 is not a u32"],
  [ifb({ ifindex: Number.NaN }), "link.index at byte 20: NaN is not a s32"],
  [ifb({ ifindex: -1 }), "ifindex can't be negative"],
  [ifb({ numTxQueues: 5000 }), "Invalid number of transmit queues"],
  [ifb({ alias: "a".repeat(256) }), "link.ifalias at byte 36: 256 bytes of text, at most 255 fit"],
  [ifb({ addrGenMode: "at random" }), '"at random" is no way to make addresses: eui64, none, stable-privacy, random'],
  [ifb({ linkMode: "asleep" }), '"asleep" is no mode of a link: default, dormant, testing'],
  [ifb({ operstate: "down" }), '"down" is no state that can be said: unknown, testing, dormant, up'],
  [{ kind: "bridge", name: "x", data: { id: 5 } }, 'link.linkinfo.data at byte 60: IFLA_BR has no attribute "id"'],
  [ifb({ data: { id: 5 } }), 'link.linkinfo.data at byte 56: IFLA_INFO_DATA has no attribute "id"'],
  [vxlan({ id: 1 << 25 }), "ERANGE at link.linkinfo.data.id"],
  [vxlan({ id: 9, local: "192.0.2" }), 'link.linkinfo.data.local at byte 72: "192.0.2" is not an IPv4 address'],
  [vxlan({ id: 9, local: "192.0.2.1", group6: "2001:db8::1" }), "must be from the same family"],
  [vxlan({ id: 9, link: "none" }), "ENODEV"],
  [vxlan({ id: 9, link: 0 }), "a link's index is a whole number from 1"],
  [ifb({ master: "" }), 'a link is named by its index or its name, not by ""'],
  [
    ifb({ namespace: "blue" }),
    'a namespace is given by its path, and "blue" is none: ip(8) has named ones in /run/netns',
  ],
  [ifb({ namespace: "/nowhere/blue" }), "ENOENT: no such file or directory, open '/nowhere/blue'"],
  [veth({ peer: { namespace: "blue" } }), '"blue" is none'],
  [ifb({ namespace: { fd: -1 } }), "link.netNsFd"],
];

const changes: readonly Wrong[] = [
  [{ name: "" }, "it is empty"],
  [{ address: "02:00:00:00:00" }, "address: 02:00:00:00:00 has 5 bytes, and the link's have 6"],
  // The kernel would take the beginning of it.
  [{ address: "02:00:00:00:00:01:02" }, "has 7 bytes, and the link's have 6"],
  [{ broadcast: "ff:ff" }, "broadcast: ff:ff has 2 bytes"],
  [{ mtu: 1 }, "EINVAL: mtu less than device minimum"],
  [{ mtu: 100_000 }, "EINVAL: mtu greater than device maximum"],
  [{ mtu: -5 }, "link.mtu at byte 44: -5 is not a u32"],
  [{ master: 0 }, "a link's index is a whole number from 1"],
  [{ protoDown: true }, "EOPNOTSUPP: Protodown not supported by device"],
  [{ attributes: { tsoMaxSize: 5 } }, "EINVAL at link.tsoMaxSize"],
  [{ vfs: [{ index: -1, trust: true }] }, "link.vfinfoList"],
  [{ namespace: "blue" }, '"blue" is none'],
];

const state = (lab: Lab) => listLinks(lab.client).entries.map(({ name, mtu, address }) => ({ name, mtu, address }));

describe("what is wrong is named, and nothing is left of it", () => {
  kernelTest("in a new link", () => {
    using lab = new Lab();
    const before = state(lab);
    for (const [input, message] of newLinks) {
      expect(() => addLink(lab.client, input as unknown as NewLink), JSON.stringify(input)).toThrow(message);
      expect(state(lab), JSON.stringify(input)).toEqual(before);
    }
  });

  kernelTest("in a change", () => {
    using lab = new Lab();
    addLink(lab.client, { kind: "veth", name: "it", peer: { name: "far" } });
    const before = state(lab);
    for (const [input, message] of changes) {
      expect(() => setLink(lab.client, "it", input), JSON.stringify(input)).toThrow(message);
      expect(state(lab), JSON.stringify(input)).toEqual(before);
    }
  });

  kernelTest("in a move, and in alternative names", () => {
    using lab = new Lab();
    using other = new Lab();
    const { client } = lab;
    addLink(client, { kind: "ifb", name: "it" });
    const before = state(lab);
    expect(() => moveLink(client, "it", "blue")).toThrow('"blue" is none');
    expect(() => moveLink(client, "it", "")).toThrow("given by its path");
    expect(() => moveLink(client, "it", other.namespace, { name: "a/b" })).toThrow("no name for a link");
    expect(() => moveLink(client, "it", other.namespace, { ifindex: -4 })).toThrow("ERANGE at link.newIfindex");
    expect(() => addAltNames(client, "it", ["fine", ""])).toThrow("no alternative name");
    expect(listLinks(client).entries.find(({ name }) => name === "it")?.altNames).toEqual([]);
    expect(state(lab)).toEqual(before);
  });
});
