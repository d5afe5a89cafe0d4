import { type bridgePortAttributes, type InferInput, linkMessage, NLM_F_ACK, RTM_SETLINK } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { type NameIn, numberOf } from "../terms/names.js";
import { AF_BRIDGE } from "../terms/prefix.js";

/** BR_STATE_* from linux/if_bridge.h, by bridge(8)'s names. */
export const bridgePortStates = { disabled: 0, listening: 1, learning: 2, forwarding: 3, blocking: 4 } as const;
export type BridgePortState = NameIn<typeof bridgePortStates>;

type PortInput = Exclude<InferInput<typeof bridgePortAttributes>, readonly unknown[]>;

/** What is on or off of a port. */
const switches = [
  "bcastFlood",
  "fastLeave",
  "guard",
  "isolated",
  "learning",
  "learningSync",
  "locked",
  "mab",
  "mcastFlood",
  "mcastToUcast",
  "mode",
  "neighForwardGrat",
  "neighSuppress",
  "neighVlanSuppress",
  "protect",
  "proxyarp",
  "proxyarpWifi",
  "unicastFlood",
  "vlanTunnel",
] as const satisfies readonly (keyof PortInput)[];

/** The kernel says ERANGE of these, and not of what: what they may be (br_private_stp.h). */
const ranges = { cost: [1, 65_535], priority: [0, 63] } as const satisfies Partial<Record<keyof PortInput, unknown>>;

/**
 * IFLA_BRPORT_* that can be set, by the codec's names. Of them `mode` is hairpin mode, `guard` BPDU guard, `protect` root
 * block. What its kernel does not know it passes over without a word: `locked` is there since Linux 5.18, `mab` since 6.2,
 * `mcastMaxGroups` since 6.3, `neighVlanSuppress` since 6.4, `backupNhid` since 6.6, `neighForwardGrat` since 6.13.
 */
export type BridgePortSettings = { readonly [S in (typeof switches)[number]]?: boolean | undefined } & {
  /** Of the spanning tree. Without one a port that is not disabled goes to forwarding by itself. */
  readonly state?: BridgePortState | undefined;
  /** Of the spanning tree: 1 to 65535. */
  readonly cost?: number | undefined;
  /** Of the spanning tree: 0 to 63. */
  readonly priority?: number | undefined;
  /** The port that takes over when this one has no carrier; `false`: none. */
  readonly backupPort?: LinkReference | false | undefined;
  /** Which nexthop frames take that go to a VXLAN as the backup port; 0: none. */
  readonly backupNhid?: number | undefined;
  /** Which of 01:80:c2:00:00:00 to 01:80:c2:00:00:0f are forwarded, a bit for each; pause frames, bit 1, never are. */
  readonly groupFwdMask?: number | undefined;
  /** Whether multicast routers are there: MDB_RTR_TYPE_* from linux/if_bridge.h, 0 to 3. */
  readonly multicastRouter?: number | undefined;
  readonly mcastEhtHostsLimit?: number | undefined;
  /** 0: as many groups as there may be. */
  readonly mcastMaxGroups?: number | undefined;
  /** Forgets what was learned from the port. */
  readonly flush?: true | undefined;
};

/**
 * RTM_SETLINK of AF_BRIDGE: sets how a link works as a bridge's port. What is not said stays as it is. What it is set to
 * a link tells in its `portData`, where its `portKind` is "bridge".
 *
 * @throws NetlinkError: ENODEV when there is no such link; EOPNOTSUPP when it is no bridge's port (EINVAL, where
 * it can be none); EINVAL for a value, or a backup port that is the port itself or another bridge's; ENOENT for a backup
 * port that is none; ENETDOWN for a state while it is down; EPERM without CAP_NET_ADMIN.
 * @throws RangeError, TypeError for a value that cannot be, CodecError for a setting that there is not.
 *
 * @example
 * setBridgePort(client, "port1", { isolated: true, learning: false, cost: 10 });
 */
export function setBridgePort(client: RtnetlinkClient, link: LinkReference, settings: BridgePortSettings): void {
  const { state, backupPort, ...others } = settings;
  for (const [name, [min, max]] of Object.entries(ranges)) {
    const value = others[name as keyof typeof ranges];
    if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) continue;
    throw new RangeError(`${name} of a bridge's port is a whole number from ${min} to ${max}, not ${String(value)}`);
  }
  const protinfo: Record<string, unknown> = { ...others };
  for (const name of switches) {
    const isOn = settings[name];
    if (isOn === undefined) continue;
    if (typeof isOn !== "boolean") throw new TypeError(`${name} is true or false, not ${JSON.stringify(isOn)}`);
    protinfo[name] = Number(isOn);
  }
  if (state !== undefined) protinfo["state"] = numberOf("state of a bridge's port", bridgePortStates, state);
  if (backupPort !== undefined) protinfo["backupPort"] = backupPort === false ? 0 : resolveLink(client, backupPort);
  const header = { family: AF_BRIDGE, index: resolveLink(client, link) };
  client.request({ codec: linkMessage, type: RTM_SETLINK, message: { header, attributes: { protinfo } } }, NLM_F_ACK);
}
