import { linkFlags } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import type { TargetOptions } from "../nsid.js";
import type { LinkAttributesInput } from "./kinds.js";

/** What both ends of a pair can be born with. */
export interface BasicLinkSettings {
  /** Up to 15 bytes. With "%d" in it the kernel puts the first free number there. */
  readonly name?: string | undefined;
  /** Bytes. */
  readonly mtu?: number | undefined;
  /** Of the link layer: "02:00:00:00:00:01". */
  readonly address?: string | undefined;
  readonly broadcast?: string | undefined;
  /** How many packets may wait to be sent. */
  readonly txqlen?: number | undefined;
  readonly group?: number | undefined;
  /** IFF_UP. */
  readonly up?: boolean | undefined;
  /** Whether it resolves addresses: no IFF_NOARP. */
  readonly arp?: boolean | undefined;
  /** IFF_MULTICAST. */
  readonly multicast?: boolean | undefined;
  /** IFF_ALLMULTI: whether it takes all multicast. */
  readonly allmulticast?: boolean | undefined;
  /** IFF_PROMISC: whether it takes everything. */
  readonly promisc?: boolean | undefined;
  /** Whatever else the codec knows of links; the settings beside it come first. */
  readonly attributes?: LinkAttributesInput | undefined;
}

/** What a link can be set to. */
export interface LinkSettings extends BasicLinkSettings {
  /** A description, up to 255 bytes; "" takes it away. */
  readonly alias?: string | undefined;
  /** The bridge, bond, VRF … that it is a port of; `false` takes it out. */
  readonly master?: LinkReference | false | undefined;
}

/** What a request says. */
export interface LinkRequestParts {
  readonly header: { readonly flags: number; readonly change: number };
  readonly attributes: LinkAttributesInput;
}

const { IFF_UP, IFF_NOARP, IFF_MULTICAST, IFF_ALLMULTI, IFF_PROMISC } = linkFlags.names;

/** The part that needs nobody to be asked. */
export function encodeBasicSettings(settings: BasicLinkSettings): LinkRequestParts {
  const { name, mtu, address, broadcast, txqlen, group, attributes } = settings;
  const flags: [bits: number, isSet: boolean | undefined][] = [
    [IFF_UP, settings.up],
    [IFF_NOARP, settings.arp === undefined ? undefined : !settings.arp],
    [IFF_MULTICAST, settings.multicast],
    [IFF_ALLMULTI, settings.allmulticast],
    [IFF_PROMISC, settings.promisc],
  ];
  const known = { ifname: name, mtu, address, broadcast, txqlen, group };
  return {
    header: {
      flags: flags.reduce((sum, [bits, isSet]) => (isSet === true ? sum | bits : sum), 0),
      change: flags.reduce((sum, [bits, isSet]) => (isSet === undefined ? sum : sum | bits), 0),
    },
    attributes: { ...attributes, ...withoutUndefined(known) } as LinkAttributesInput,
  };
}

/** All of it. Links are named by their indexes, which are those of the target, where there is one. */
export function encodeSettings(
  client: RtnetlinkClient,
  settings: LinkSettings,
  options: TargetOptions = {},
): LinkRequestParts {
  const { header, attributes } = encodeBasicSettings(settings);
  const known = { ifalias: settings.alias, master: indexOrNone(client, settings.master, options) };
  return { header, attributes: { ...attributes, ...withoutUndefined(known) } as LinkAttributesInput };
}

/** 0 is none: IFLA_MASTER, IFLA_INFO_DATA's links. */
function indexOrNone(client: RtnetlinkClient, link: LinkReference | false | undefined, options: TargetOptions) {
  if (link === undefined) return undefined;
  return link === false ? 0 : resolveLink(client, link, options);
}

/** So that what is not said does not hide what `attributes` says. */
function withoutUndefined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
