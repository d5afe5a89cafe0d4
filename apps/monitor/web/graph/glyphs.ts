import type { LinkState, Palette } from "./palette.js";

/** What a link is drawn as. */
export type Glyph =
  | "loopback"
  | "physical"
  | "veth"
  | "bridge"
  | "bond"
  | "vrf"
  | "vlan"
  | "macvlan"
  | "vxlan"
  | "tunnel"
  | "tun"
  | "dummy"
  | "other"
  | "elsewhere";

/** The side of a link's square. */
export const TILE = 30;

/** The corners say a little too: what has ports is cut off, what is made of software round, hardware sharp. */
export type Shape = "rectangle" | "round-rectangle" | "cut-rectangle" | "ellipse";

/** Lines of 1.6 in a square of 24. */
const glyphs: Readonly<Record<Glyph, { readonly shape: Shape; readonly path: string }>> = {
  loopback: { shape: "ellipse", path: "M17.5 9A6.5 6.5 0 1 0 18.5 12M18 5v4.5h-4.5" },
  physical: { shape: "rectangle", path: "M4 18V9h4V6h8v3h4v9zM8.5 18v-3M12 18v-3M15.5 18v-3" },
  veth: {
    shape: "round-rectangle",
    path: "M9.5 12h5M9.5 12a3 3 0 1 1-6 0a3 3 0 1 1 6 0M20.5 12a3 3 0 1 1-6 0a3 3 0 1 1 6 0",
  },
  bridge: { shape: "cut-rectangle", path: "M3 16h18M6 16V8M18 16V8M6 8c2 5 10 5 12 0M12 12v4" },
  bond: { shape: "cut-rectangle", path: "M4 9h16M4 15h16M8 6.5v11M16 6.5v11" },
  vrf: {
    shape: "cut-rectangle",
    path: "M4 12h6l6-6h4M10 12l6 6h4M17.5 3.5L20 6l-2.5 2.500M17.5 15.500L20 18l-2.5 2.5",
  },
  vlan: { shape: "round-rectangle", path: "M4 7h9l6 5-6 5H4zM8 12h.01" },
  macvlan: { shape: "round-rectangle", path: "M12 20v-7M12 13L5 5M12 13l7-8M12 13V5" },
  vxlan: { shape: "round-rectangle", path: "M7.5 17a4 4 0 0 1-.3-8A5.5 5.5 0 0 1 17.6 10.200A3.5 3.5 0 0 1 17 17z" },
  tunnel: { shape: "round-rectangle", path: "M3 9h12M3 15h12M15 9c3 0 3 6 0 6c-3 0-3-6 0-6M17.5 12H21" },
  tun: { shape: "round-rectangle", path: "M4 6h16v12H4zM8 10l2.5 2L8 14M12.5 14.500H16" },
  dummy: {
    shape: "round-rectangle",
    path: "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01",
  },
  other: { shape: "round-rectangle", path: "M12 5l7 7-7 7-7-7z" },
  elsewhere: { shape: "ellipse", path: "M9 9.500a3 3 0 1 1 4.5 2.600c-1 .6-1.5 1.1-1.5 2.400M12 18h.01" },
};

/** At the lower right corner, in a square of 30: a full disc, a cross, an arrow onto a bar, a ring. */
const marks: Readonly<Record<LinkState, string>> = {
  up: "M23.5 25.500h.01",
  down: "M21.5 21.500l5 5M26.5 21.500l-5 5",
  "no-carrier": "M24 19.500v5M21.7 22.500l2.3 2.300l2.3-2.300M21 27.200h6",
  unknown: "M26 24.500a2 2 0 1 1-4 0a2 2 0 1 1 4 0",
};

export function shapeOf(glyph: Glyph): Shape {
  return glyphs[glyph].shape;
}

/** What is inside a link's square, as SVG: its kind, and its state. */
export function glyphSvg(glyph: Glyph, state: LinkState, palette: Palette): string {
  const color = palette.state[state];
  const stroke = 'fill="none" stroke-linecap="round" stroke-linejoin="round"';
  const kind = `<path transform="translate(4 3) scale(.82)" d="${glyphs[glyph].path}" ${stroke} stroke="${palette.text}" stroke-width="1.9"/>`;
  const mark = `<path d="${marks[state]}" ${stroke} stroke="${color}" stroke-width="${state === "up" ? 5.5 : 1.7}"/>`;
  return kind + mark;
}

/** The same as an image. */
export function glyphImage(glyph: Glyph, state: LinkState, palette: Palette): string {
  const size = `width="${TILE * 2}" height="${TILE * 2}" viewBox="0 0 ${TILE} ${TILE}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${glyphSvg(glyph, state, palette)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const tunnels =
  /^(gre|gretap|ip6gre|ip6gretap|erspan|ip6erspan|ipip|sit|ip6tnl|vti|vti6|xfrm|wireguard|geneve|gtp|amt|bareudp|ipsec)$/;

const byKind: Readonly<Record<string, Glyph>> = {
  veth: "veth",
  netkit: "veth",
  vxcan: "veth",
  bridge: "bridge",
  bond: "bond",
  team: "bond",
  vrf: "vrf",
  vlan: "vlan",
  macvlan: "macvlan",
  macvtap: "macvlan",
  ipvlan: "macvlan",
  ipvtap: "macvlan",
  vxlan: "vxlan",
  tun: "tun",
  dummy: "dummy",
  ifb: "dummy",
};

/** `kind`: the kernel's word; none for hardware, and for `lo`, which is what a loopback is known by here. */
export function glyphOf(kind: string | undefined, ifname: string): Glyph {
  if (kind === undefined) return ifname === "lo" ? "loopback" : "physical";
  return byKind[kind] ?? (tunnels.test(kind) ? "tunnel" : "other");
}
