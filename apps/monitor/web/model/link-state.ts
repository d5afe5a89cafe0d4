import type { Fields } from "../../src/stream/records.js";

type Link = Fields["link"];

/**
 * How a link is, in one word. "down": nobody set it up; "no carrier": it is set up and does not work, for want of a cable,
 * a peer, or the link beneath.
 */
export type LinkState = "up" | "no carrier" | "down";

/** The kernel does not know of a loopback, a tunnel … whether it works: they do. */
const working: ReadonlySet<string | undefined> = new Set(["up", "unknown", undefined]);

export function stateOf(link: Pick<Link, "up" | "operstate">): LinkState {
  if (!link.up) return "down";
  return working.has(link.operstate) ? "up" : "no carrier";
}

/** The loopback that each namespace has from the beginning. It has no kind. */
export function isLoopback(link: Pick<Link, "ifname" | "kind">): boolean {
  return link.ifname === "lo" && link.kind === undefined;
}

/** The link's kind as people are shown it: a link without one is a device, or the loopback. */
export function kindOf(link: Pick<Link, "ifname" | "kind">): string {
  return link.kind ?? (isLoopback(link) ? "loopback" : "device");
}
