import { CodecError } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { isPermission } from "../../predicates.js";
import { powerlessClient } from "../../through-kernel/powerless.js";
import { codeOf, failure } from "../../through-kernel/refusal.js";
import { BridgeLab } from "./bridge-lab.js";
import { type BridgePortSettings, setBridgePort } from "./bridge-port.js";
import {
  addBridgeVlan,
  type BridgeVlanSettings,
  deleteBridgeVlan,
  listBridgeVlans,
  setBridgeVlan,
} from "./bridge-vlan.js";

type Kind = new (...some: never[]) => Error;

const wrongSettings: readonly (readonly [settings: object, kind: Kind, message: string | RegExp])[] = [
  [{ cost: 0 }, RangeError, "cost of a bridge's port is a whole number from 1 to 65535, not 0"],
  [{ cost: Number.NaN }, RangeError, "cost of a bridge's port"],
  [{ priority: 64 }, RangeError, "priority of a bridge's port is a whole number from 0 to 63, not 64"],
  [{ learning: "off" }, TypeError, 'learning is true or false, not "off"'],
  [{ state: "standing" }, RangeError, '"standing" is no state of a bridge\'s port: disabled, listening'],
  [{ hairpin: true }, CodecError, 'has no attribute "hairpin"'],
  [{ groupFwdMask: 65_536 }, CodecError, "link.protinfo.groupFwdMask"],
  [{ multicastRouter: -1 }, CodecError, "link.protinfo.multicastRouter"],
  [{ backupPort: "" }, TypeError, "a link is named by its index or its name"],
];

const wrongVlans: readonly (readonly [vlan: BridgeVlanSettings, message: string])[] = [
  [{ vid: 0 }, "vid is a VLAN's number, 1 to 4094, not 0"],
  [{ vid: 4095 }, "vid is a VLAN's number, 1 to 4094, not 4095"],
  [{ vid: 4096 }, "vid is a VLAN's number"],
  [{ vid: Number.NaN }, "vid is a VLAN's number, 1 to 4094, not NaN"],
  [{ vid: 1, vidEnd: 4095 }, "vidEnd is a VLAN's number"],
  [{ vid: 20, vidEnd: 10 }, "vidEnd is the last VLAN of the range: 10 comes before vid, 20"],
];

kernelTest("what is wrong is said by name", () => {
  using lab = new BridgeLab();
  const { client } = lab;
  for (const [settings, kind, message] of wrongSettings) {
    const error = failure(() => setBridgePort(client, "near", settings as BridgePortSettings));
    expect(error, error.message).toBeInstanceOf(kind);
    expect(error.message).toMatch(message);
  }
  for (const [vlan, message] of wrongVlans) {
    expect(() => addBridgeVlan(client, "near", vlan)).toThrow(message);
    expect(() => deleteBridgeVlan(client, "near", vlan)).toThrow(message);
    expect(() => setBridgeVlan(client, "near", vlan, { state: 0 })).toThrow(message);
  }
  expect(() => addBridgeVlan(client, "near", { vid: 1, vidEnd: 2, pvid: true })).toThrow("pvid is of one VLAN");
  expect(() => setBridgeVlan(client, "near", { vid: 1 }, { state: "on" as "learning" })).toThrow('"on" is no state');
  expect(() => listBridgeVlans(client, { vid: 0 })).toThrow("vid is a VLAN's number");
});

kernelTest("refusals of a port's settings", () => {
  using lab = new BridgeLab();
  const { client } = lab;
  expect(codeOf(() => setBridgePort(client, "none", { cost: 1 }))).toBe("ENODEV");
  expect(codeOf(() => setBridgePort(client, 4242, { cost: 1 }))).toBe("ENODEV");
  expect(codeOf(() => setBridgePort(client, "near-peer", { cost: 1 }))).toBe("EOPNOTSUPP");
  expect(codeOf(() => setBridgePort(client, "lo", { cost: 1 }))).toMatch(/EINVAL|EOPNOTSUPP/);
  expect(codeOf(() => setBridgePort(client, "near", { groupFwdMask: 2 }))).toBe("EINVAL");
  expect(codeOf(() => setBridgePort(client, "near", { backupPort: "near" }))).toBe("EINVAL");
  expect(codeOf(() => setBridgePort(client, "near", { backupPort: "near-peer" }))).toBe("ENOENT");
  expect(codeOf(() => setBridgePort(client, "near", { state: 5 }))).toBe("EINVAL");
  lab.setLink(lab.near, {}, { flags: 0, change: 1 });
  expect(codeOf(() => setBridgePort(client, "near", { state: "forwarding" }))).toBe("ENETDOWN");
});

kernelTest("refusals of VLANs", () => {
  using lab = new BridgeLab();
  const { client } = lab;
  expect(codeOf(() => addBridgeVlan(client, "none", { vid: 1 }))).toBe("ENODEV");
  expect(codeOf(() => addBridgeVlan(client, "near-peer", { vid: 1 }))).toBe("EOPNOTSUPP");
  expect(codeOf(() => deleteBridgeVlan(client, "none", { vid: 1 }))).toBe("ENODEV");
  expect(codeOf(() => deleteBridgeVlan(client, "near-peer", { vid: 1 }))).toBe("EOPNOTSUPP");
  if (!lab.hasVlans) {
    expect(codeOf(() => addBridgeVlan(client, "near", { vid: 1 }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => setBridgeVlan(client, "near", { vid: 1 }, { state: 0 }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => listBridgeVlans(client))).toBe("EOPNOTSUPP");
    return;
  }
  addBridgeVlan(client, "near", { vid: 10, vidEnd: 12 });
  expect(codeOf(() => addBridgeVlan(client, "near", { vid: 10, tunnelId: 1 }))).toBe("EINVAL");
  expect(codeOf(() => setBridgeVlan(client, "near", { vid: 99 }, { state: 0 }))).toBe("ENOENT");
  expect(codeOf(() => setBridgeVlan(client, "near-peer", { vid: 10 }, { state: 0 }))).toBe("EINVAL");
  expect(codeOf(() => setBridgeVlan(client, 4242, { vid: 10 }, { state: 0 }))).toBe("ENODEV");
  deleteBridgeVlan(client, "near", { vid: 99 });
  expect(codeOf(() => listBridgeVlans(client, { link: "near-peer" }))).toBe("EINVAL");
  expect(codeOf(() => listBridgeVlans(client, { link: 4242 }))).toBe("ENODEV");
  const [counted] = listBridgeVlans(client, { link: "near", vid: 11 }, { statistics: true }).entries;
  expect(counted).toMatchObject({ vid: 11, vidEnd: 11, statistics: { rxBytes: expect.any(BigInt) } });
});

kernelTest("without rights", async () => {
  using lab = new BridgeLab();
  using client = await powerlessClient(lab.namespace);
  for (const work of [
    () => setBridgePort(client, "near", { cost: 1 }),
    () => addBridgeVlan(client, "near", { vid: 1 }),
    () => deleteBridgeVlan(client, "near", { vid: 1 }),
    () => setBridgeVlan(client, "near", { vid: 1 }, { state: 0 }),
  ]) {
    expect(codeOf(work)).toMatch(lab.hasVlans ? /EPERM/ : /EPERM|EOPNOTSUPP/);
  }
  expect(failure(() => setBridgePort(client, "near", { cost: 1 }))).toSatisfy(isPermission);
});
