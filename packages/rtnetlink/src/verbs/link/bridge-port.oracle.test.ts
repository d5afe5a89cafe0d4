import { expect } from "vitest";
import { oracleTest } from "../../oracle/tool.js";
import { type Twin, Twins } from "../../oracle/twins.js";
import { BridgeLab } from "./bridge-lab.js";
import { type BridgePortSettings, bridgePortStates, setBridgePort } from "./bridge-port.js";
import { getLink } from "./get.js";

type Fields = Readonly<Record<string, unknown>>;

/** ip(8)'s names of the settings, which bridge(8) mostly has too. */
const names = {
  cost: "cost",
  priority: "priority",
  multicastRouter: "multicast_router",
  mode: "hairpin",
  guard: "guard",
  protect: "root_block",
  fastLeave: "fastleave",
  learning: "learning",
  unicastFlood: "flood",
  mcastFlood: "mcast_flood",
  bcastFlood: "bcast_flood",
  mcastToUcast: "mcast_to_unicast",
  neighSuppress: "neigh_suppress",
  vlanTunnel: "vlan_tunnel",
  isolated: "isolated",
  locked: "locked",
  proxyarp: "proxy_arp",
  proxyarpWifi: "proxy_arp_wifi",
} as const;

const numbers = new Set<string>(["cost", "priority", "multicastRouter"]);
const states = Object.entries(bridgePortStates);

/** A port as `ip -j -d link` shows it, but for what runs by itself. */
async function shown(twin: Twin<BridgeLab>, name: string): Promise<Fields> {
  const [link] = await twin.show(`ip link show dev ${name}`);
  const { linkinfo } = link as { readonly linkinfo: { readonly info_slave_data: Fields } };
  return Object.fromEntries(Object.entries(linkinfo.info_slave_data).filter(([field]) => !field.endsWith("_timer")));
}

/** The same of ours, in ip(8)'s words: of what can be set. */
function told({ client, lab }: Twin<BridgeLab>, name: string): Fields {
  const data = getLink(client, name).portData as Fields;
  const fields = Object.entries(names).map(([ours, theirs]) => {
    const value = data[ours];
    return [theirs, numbers.has(ours) ? value : value === 1];
  });
  const { backupPort } = data;
  return {
    ...Object.fromEntries(fields),
    state: states.find(([, number]) => number === data["state"])?.[0],
    group_fwd_mask: data["groupFwdMask"] === 0 ? "0" : `0x${Number(data["groupFwdMask"]).toString(16)}`,
    ...(backupPort === undefined ? {} : { backup_port: backupPort === lab.other ? "other" : backupPort }),
  };
}

/** What is seen of both ports, by either, is the same; and in both namespaces; and bridge(8) sees it as well. */
async function expectEqual(twins: Twins<BridgeLab>, about: string) {
  for (const name of ["near", "other"]) {
    const all = [];
    for (const twin of twins.both) {
      const port = await shown(twin, name);
      expect(port, about).toMatchObject(told(twin, name));
      all.push([port, await twin.show(`bridge link show dev ${name}`)]);
    }
    expect(all[0], about).toEqual(all[1]);
  }
}

const asSwitch = (isOn: boolean) => (isOn ? "on" : "off");

/** Of ip(8): bridge(8) has not all of them. */
const ofIp = "ip link set dev near type bridge_slave";
const ofBridge = "bridge link set dev near";

/** bridge(8) can set all switches of ours that have a name, but these, which only ip(8) can. */
const onlyOfIp = new Set<string>(["proxyarp", "proxyarpWifi"]);

const switches = Object.entries(names)
  .filter(([name]) => !numbers.has(name))
  .flatMap(([name, word]) =>
    // The last one is what it was.
    (["learning", "unicastFlood", "mcastFlood", "bcastFlood"].includes(name) ? [false, true] : [true, false]).map(
      (isOn): Step => [
        `${onlyOfIp.has(name) ? ofIp : ofBridge} ${word} ${asSwitch(isOn)}`,
        { [name]: isOn } as BridgePortSettings,
      ],
    ),
  );

type Step = readonly [command: string, settings: BridgePortSettings];

const steps: readonly Step[] = [
  ...switches,
  [`${ofBridge} cost 77`, { cost: 77 }],
  [`${ofBridge} cost 65535 priority 63`, { cost: 65_535, priority: 63 }],
  [`${ofBridge} priority 0 cost 1`, { cost: 1, priority: 0 }],
  ...[2, 0, 1].map((value): Step => [`${ofBridge} mcast_router ${value}`, { multicastRouter: value }]),
  [`${ofIp} group_fwd_mask 16`, { groupFwdMask: 16 }],
  [`${ofIp} group_fwd_mask 0xfffd`, { groupFwdMask: 0xfffd }],
  [`${ofBridge} backup_port other`, { backupPort: "other" }],
  [`${ofBridge} nobackup_port`, { backupPort: false }],
  ...states.map(([state, number]): Step => [`${ofBridge} state ${number}`, { state } as BridgePortSettings]),
  [
    `${ofBridge} cost 9 hairpin on learning off isolated on guard on`,
    { cost: 9, mode: true, learning: false, isolated: true, guard: true },
  ],
];

oracleTest("each setting of a bridge's port is what bridge(8) sets, and all tell the same", async () => {
  await using twins = new Twins(() => new BridgeLab());
  for (const { client } of twins.both) {
    for (const name of ["near", "other"]) {
      // The carrier comes a little later, and changes the state.
      await expect.poll(() => getLink(client, name).portData, { timeout: 60_000 }).toMatchObject({ state: 3 });
    }
  }
  await expectEqual(twins, "at first");
  for (const [command, settings] of steps) {
    setBridgePort(twins.ours.client, "near", settings);
    await twins.theirs.run(command);
    await expectEqual(twins, command);
  }
});
