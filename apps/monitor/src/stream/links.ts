import { type Items, toLink } from "@netns/rtnetlink";

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
  /** The ifindex of the link beneath, or of the other end of a pair, in the namespace that has the id `linkNetnsid`. */
  readonly link: number | undefined;
  readonly linkNetnsid: number | undefined;
}

export function linkFields(item: Items["link"]): LinkFields {
  const { ifindex, name, kind, up, operstate, mtu, address, alias, altNames, master, link, linkNetnsid } = toLink(item);
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
    link,
    linkNetnsid,
  };
}

/** `2: eth0@if3: up mtu 1500 state up kind veth address 02:00:00:00:00:01 master if5 link-netnsid 0` */
export function linkText(fields: LinkFields): string {
  const { ifindex, ifname, kind, up, operstate, mtu, address, alias, master, link, linkNetnsid } = fields;
  const at = link === undefined ? "" : `@if${link}`;
  const words = [
    up ? "up" : "down",
    ...option("mtu", mtu),
    ...option("state", operstate),
    ...option("kind", kind),
    ...option("address", address === "" ? undefined : address),
    ...option("master", master && `if${master}`),
    ...option("link-netnsid", linkNetnsid),
    ...option("alias", alias),
  ];
  return `${ifindex}: ${ifname}${at}: ${words.join(" ")}`;
}

/** A word and its value; nothing where there is none. */
export function option(word: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [word, String(value)];
}
