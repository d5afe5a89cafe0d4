import { type bridgePortAttributes, type InferInput, linkMessage, NLM_F_ACK, RTM_SETLINK } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { type NameIn, numberOf } from "../terms/names.js";
import { AF_BRIDGE } from "../terms/prefix.js";

/** BR_STATE_* from linux/if_bridge.h, by bridge(8)'s names. */
export const bridgePortStates = { disabled: 0, listening: 1, learning: 2, forwarding: 3, blocking: 4 } as const;
export type BridgePortState = NameIn<typeof bridgePortStates>;

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

type PortInput = Exclude<InferInput<typeof bridgePortAttributes>, readonly unknown[]>;
type Switch = (typeof switches)[number];

/** IFLA_BRPORT_*: the codec's names. Of them `mode` is hairpin mode, `guard` BPDU guard, `protect` root block. */
export type BridgePortSettings = Omit<PortInput, Switch | "state" | "backupPort"> & {
  readonly [S in Switch]?: boolean | undefined;
} & {
  /** Of the spanning tree. Without one a port that is not disabled goes to forwarding by itself. */
  readonly state?: BridgePortState | undefined;
  /** The port that takes over when this one has no carrier; `false`: none. */
  readonly backupPort?: LinkReference | false | undefined;
};

/**
 * RTM_SETLINK of AF_BRIDGE: sets how a link works as a bridge's port. What is not said stays as it is. What it is set to
 * a link tells in its `portData`, where its `portKind` is "bridge".
 *
 * @throws NetlinkError: ENODEV when there is no such link; EOPNOTSUPP when it is no bridge's port (EINVAL, where
 * it can be none); EINVAL for a value; ENETDOWN for a state while it is down; EPERM without CAP_NET_ADMIN.
 */
export function setBridgePort(client: RtnetlinkClient, link: LinkReference, settings: BridgePortSettings): void {
  const { state, backupPort, ...others } = settings;
  const protinfo: Record<string, unknown> = { ...others };
  for (const name of switches) {
    const isOn = settings[name];
    if (isOn !== undefined) protinfo[name] = isOn ? 1 : 0;
  }
  if (state !== undefined) protinfo["state"] = numberOf("state of a bridge's port", bridgePortStates, state);
  if (backupPort !== undefined) protinfo["backupPort"] = backupPort === false ? 0 : resolveLink(client, backupPort);
  const header = { family: AF_BRIDGE, index: resolveLink(client, link) };
  client.request({ codec: linkMessage, type: RTM_SETLINK, message: { header, attributes: { protinfo } } }, NLM_F_ACK);
}
