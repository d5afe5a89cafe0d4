import { type Items, type Link, toLink } from "@netns/rtnetlink";
import { visibleName } from "../visible.js";

/** A link, with rtnetlink's own words for its fields. */
export interface LinkFields {
  readonly ifindex: number;
  readonly ifname: string;
  readonly kind: string | undefined;
  readonly up: boolean;
  readonly operstate: string | undefined;
  readonly mtu: number | undefined;
  readonly address: string | undefined;
  readonly alias: string | undefined;
  readonly altNames: readonly string[] | undefined;
  /** The ifindex of the bridge, bond, … */
  readonly master: number | undefined;
  /** Its name, where it is known. */
  readonly masterIfname?: string | undefined;
  /** The ifindex of the link beneath, or of the other end of a pair, in the namespace that has the id `linkNetnsid`. */
  readonly link: number | undefined;
  readonly linkNetnsid: number | undefined;
  /** The first name of that namespace, where it has one: U+FFFD for what is not UTF-8, and then its bytes as well. */
  readonly linkNetns: string | undefined;
  readonly linkNetnsRaw: string | undefined;
  /** It is the one that the monitor runs in. */
  readonly linkNetnsOwn: true | undefined;
  /** Its identity, where it is known. */
  readonly linkNetnsDevice: number | undefined;
  readonly linkNetnsInode: number | undefined;
  /** The ifindex of the link beneath a VXLAN, which the kernel does not tell as `link`; of the same namespace as that. */
  readonly lower: number | undefined;
  /** Of a VLAN. */
  readonly vlanId: number | undefined;
  /** Of a VXLAN, GENEVE: its network's number. */
  readonly vni: number | undefined;
}

/** What is known of the namespace that a link refers to. */
export type LinkNamespaceFields = Pick<
  LinkFields,
  "linkNetns" | "linkNetnsRaw" | "linkNetnsOwn" | "linkNetnsDevice" | "linkNetnsInode"
>;

export const UNKNOWN_NAMESPACE: LinkNamespaceFields = {
  linkNetns: undefined,
  linkNetnsRaw: undefined,
  linkNetnsOwn: undefined,
  linkNetnsDevice: undefined,
  linkNetnsInode: undefined,
};

/** @param namespaceOf What is known of the namespace that has an id there. */
export function linkFields(
  item: Items["link"],
  namespaceOf: (nsid: number) => LinkNamespaceFields | undefined,
  nameOf: (ifindex: number) => string | undefined,
): LinkFields {
  const told = toLink(item);
  const { ifindex, name, kind, up, operstate, mtu, address, alias, altNames, master } = told;
  const { link, linkNetnsid } = whereTo(told);
  return {
    ifindex,
    ifname: name,
    kind,
    up,
    operstate,
    mtu,
    address,
    alias,
    altNames: altNames.length > 0 ? altNames : undefined,
    master,
    masterIfname: master === undefined ? undefined : nameOf(master),
    link,
    linkNetnsid,
    ...((linkNetnsid === undefined ? undefined : namespaceOf(linkNetnsid)) ?? UNKNOWN_NAMESPACE),
    ...detailsOf(told),
  };
}

/**
 * Where a link leads, as the kernel tells it. The id is -1 when that namespace is about to end, and the link with it: then
 * it leads nowhere.
 */
export function whereTo({ link, linkNetnsid }: Link): Pick<Link, "link" | "linkNetnsid"> {
  return linkNetnsid !== undefined && linkNetnsid < 0
    ? { link: undefined, linkNetnsid: undefined }
    : { link, linkNetnsid };
}

/**
 * The ifindex of the link beneath, where the kernel tells it in another place: of a VXLAN. In another namespace than that
 * one, IFLA_LINK is its own index (dev_get_iflink()).
 */
export function lowerOf(link: Link): number | undefined {
  // 0: none.
  return link.kind === "vxlan" ? link.data?.link || undefined : undefined;
}

function detailsOf(link: Link): Pick<LinkFields, "lower" | "vlanId" | "vni"> {
  return {
    lower: lowerOf(link),
    vlanId: link.kind === "vlan" ? link.data?.id : undefined,
    vni: link.kind === "vxlan" || link.kind === "geneve" ? link.data?.id : undefined,
  };
}

/** `2: eth0@if3: up mtu 1500 state up kind veth address 02:00:00:00:00:01 master br0 link-netnsid 0` */
export function linkText(fields: LinkFields): string {
  const { ifindex, ifname, kind, up, operstate, mtu, address, alias, altNames, master, link, linkNetnsid } = fields;
  const at = link === undefined ? "" : `@if${link}`;
  const netns = nameOfNetns(fields);
  const words = [
    up ? "up" : "down",
    ...option("mtu", mtu),
    ...option("state", operstate),
    ...option("kind", kind),
    ...option("address", address === "" ? undefined : address),
    ...option("master", fields.masterIfname ?? (master && `if${master}`)),
    ...(netns === undefined ? option("link-netnsid", linkNetnsid) : option("link-netns", netns)),
    ...option("alias", alias),
    ...(altNames ?? []).flatMap((name) => ["altname", name]),
  ];
  return `${ifindex}: ${ifname}${at}: ${words.join(" ")}`;
}

function nameOfNetns({ linkNetns, linkNetnsRaw }: LinkFields): string | undefined {
  if (linkNetns === undefined) return undefined;
  const rawName = linkNetnsRaw === undefined ? Buffer.from(linkNetns) : Buffer.from(linkNetnsRaw, "hex");
  return visibleName({ name: linkNetns, rawName });
}

/** A word and its value; nothing where there is none. */
export function option(word: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [word, String(value)];
}
