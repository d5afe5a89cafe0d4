import { linkFlags } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import type { TargetOptions } from "../nsid.js";
import { type NameIn, numberOf } from "../terms/names.js";
import type { LinkAttributesInput } from "./kinds.js";
import { checkLinkName } from "./name.js";
import { encodeVfs, type VfSettings } from "./vf.js";

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
  /** IFF_DYNAMIC: whether its addresses are lost when it goes down; a mark that the kernel itself does not look at. */
  readonly dynamic?: boolean | undefined;
  /** No IFF_NOTRAILERS; a mark that the kernel itself does not look at. */
  readonly trailers?: boolean | undefined;
  /** What state it goes to when it has carrier: to be told "up" by `operstate`, from "dormant" (802.1X) or "testing". */
  readonly linkMode?: NameIn<typeof linkModes> | undefined;
  /** RFC 2863: what a supplicant says of it. The kernel takes it from no other state than it can follow. */
  readonly operstate?: NameIn<typeof operstates> | undefined;
  /** Bytes of the largest packet that segmentation offload takes. `tsoMaxSize` is the driver's limit of it. */
  readonly gsoMaxSize?: number | undefined;
  /** Into how many segments it is cut at most. */
  readonly gsoMaxSegs?: number | undefined;
  /** Bytes of the largest packet that is put together of those received. */
  readonly groMaxSize?: number | undefined;
  /** The same for IPv4, which has a field of 16 bits for it: more than 65536 is BIG TCP. Linux 6.3. */
  readonly gsoIpv4MaxSize?: number | undefined;
  readonly groIpv4MaxSize?: number | undefined;
  /** Whatever else the codec knows of links; the settings beside it come first. */
  readonly attributes?: LinkAttributesInput | undefined;
}

/** What a link can be set to. */
export interface LinkSettings extends BasicLinkSettings {
  /** A description, up to 255 bytes; "" takes it away. */
  readonly alias?: string | undefined;
  /** The bridge, bond, VRF … that it is a port of; `false` takes it out. */
  readonly master?: LinkReference | false | undefined;
  /** How the host part of its own IPv6 addresses is made. Given while it goes up, it comes too late for the first one. */
  readonly addrGenMode?: NameIn<typeof addrGenModes> | undefined;
  /** Whether there is a cable: for kinds that let themselves be told, as dummy, ifb and macvlan do. */
  readonly carrier?: boolean | undefined;
  /** Whether a protocol holds it down: for kinds that know of it, as macvlan and vxlan do. */
  readonly protoDown?: boolean | undefined;
  /** Whose wish that is: bits whose meaning is user space's; those in `mask` are set to what `value` has. */
  readonly protoDownReason?: { readonly mask: number; readonly value: number } | undefined;
  /** `false` takes the XDP program away. */
  readonly xdp?: false | undefined;
  /** Virtual functions, where it is hardware that has some. */
  readonly vfs?: readonly VfSettings[] | undefined;
}

/** What a request says. */
export interface LinkRequestParts {
  readonly header: { readonly flags: number; readonly change: number };
  readonly attributes: LinkAttributesInput;
}

const { IFF_UP, IFF_NOARP, IFF_MULTICAST, IFF_ALLMULTI, IFF_PROMISC, IFF_DYNAMIC, IFF_NOTRAILERS } = linkFlags.names;

/** IF_LINK_MODE_* from linux/if.h. */
const linkModes = { default: 0, dormant: 1, testing: 2 } as const;

/** IF_OPER_* from linux/if.h, those that set_operstate (rtnetlink.c) lets user space say. */
const operstates = { unknown: 0, testing: 4, dormant: 5, up: 6 } as const;

/** IN6_ADDR_GEN_MODE_* from linux/if_link.h. */
const addrGenModes = { eui64: 0, none: 1, "stable-privacy": 2, random: 3 } as const;

/** The part that needs nobody to be asked. */
export function encodeBasicSettings(settings: BasicLinkSettings): LinkRequestParts {
  return { header: flagsOf(settings), attributes: attributesOver(settings.attributes, basicAttributes(settings)) };
}

function flagsOf(settings: BasicLinkSettings): LinkRequestParts["header"] {
  const header = { flags: 0, change: 0 };
  say(header, IFF_UP, settings.up);
  say(header, IFF_NOARP, settings.arp === undefined ? undefined : !settings.arp);
  say(header, IFF_MULTICAST, settings.multicast);
  say(header, IFF_ALLMULTI, settings.allmulticast);
  say(header, IFF_PROMISC, settings.promisc);
  say(header, IFF_DYNAMIC, settings.dynamic);
  say(header, IFF_NOTRAILERS, settings.trailers === undefined ? undefined : !settings.trailers);
  return header;
}

function say(header: { flags: number; change: number }, bit: number, isSet: boolean | undefined): void {
  if (isSet === undefined) return;
  header.change |= bit;
  if (isSet) header.flags |= bit;
}

function basicAttributes(settings: BasicLinkSettings) {
  const { name, mtu, address, broadcast, txqlen, group, linkMode, operstate } = settings;
  const { gsoMaxSize, gsoMaxSegs, groMaxSize, gsoIpv4MaxSize, groIpv4MaxSize } = settings;
  if (name !== undefined) checkLinkName(name);
  return {
    ifname: name,
    mtu,
    address,
    broadcast,
    txqlen,
    group,
    linkmode: linkMode === undefined ? undefined : numberOf("mode of a link", linkModes, linkMode),
    operstate: operstate === undefined ? undefined : numberOf("state that can be said", operstates, operstate),
    gsoMaxSize,
    gsoMaxSegs,
    groMaxSize,
    gsoIpv4MaxSize,
    groIpv4MaxSize,
  };
}

/** All of it. Links are named by their indexes, which are those of the target, where there is one. */
export function encodeSettings(
  client: RtnetlinkClient,
  settings: LinkSettings,
  options: TargetOptions = {},
): LinkRequestParts {
  const { attributes, alias, master, addrGenMode, carrier, protoDown, protoDownReason, xdp, vfs } = settings;
  const known = {
    ifalias: alias,
    master: indexOrNone(client, master, options),
    afSpec: addrGenMode === undefined ? undefined : withAddrGenMode(attributes?.afSpec, addrGenMode),
    carrier: carrier === undefined ? undefined : Number(carrier),
    protoDown: protoDown === undefined ? undefined : Number(protoDown),
    protoDownReason,
    xdp: xdp === undefined ? undefined : { fd: NO_PROGRAM },
    vfinfoList: vfs === undefined ? undefined : encodeVfs(vfs),
    // Last: V8 takes twenty times as long for an object that begins with another's fields.
    ...basicAttributes(settings),
  };
  return { header: flagsOf(settings), attributes: attributesOver(attributes, known) };
}

const NO_PROGRAM = -1;

/** What a new link gets in a request of its own: rtnl_newlink_create (rtnetlink.c) passes over it without a word. */
export const laterAttributes = [
  "ifalias",
  "afSpec",
  "carrier",
  "protoDown",
  "protoDownReason",
  "xdp",
  "vfinfoList",
  "vfPorts",
  "portSelf",
] as const satisfies readonly (keyof LinkAttributesInput)[];

function withAddrGenMode(
  afSpec: LinkAttributesInput["afSpec"],
  mode: NonNullable<LinkSettings["addrGenMode"]>,
): LinkAttributesInput["afSpec"] {
  const addrGenMode = numberOf("way to make addresses", addrGenModes, mode);
  const given = afSpec as { readonly inet6?: object } | undefined;
  return { ...given, inet6: { ...given?.inet6, addrGenMode } } as LinkAttributesInput["afSpec"];
}

/** 0 is none: IFLA_MASTER, IFLA_INFO_DATA's links. */
function indexOrNone(client: RtnetlinkClient, link: LinkReference | false | undefined, options: TargetOptions) {
  if (link === undefined) return undefined;
  return link === false ? 0 : resolveLink(client, link, options);
}

/** What is said comes before what `attributes` says; what is not said does not hide it. */
export function attributesOver(
  attributes: LinkAttributesInput | undefined,
  known: Readonly<Record<string, unknown>>,
): LinkAttributesInput {
  if (attributes === undefined) return known as LinkAttributesInput;
  const all: Record<string, unknown> = { ...attributes };
  for (const name in known) if (known[name] !== undefined) all[name] = known[name];
  // What TypeScript cannot see: all of these are attributes.
  return all as LinkAttributesInput;
}
