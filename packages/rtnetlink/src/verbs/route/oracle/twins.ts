import { expect } from "vitest";
import type { Shown, Tool } from "../../../oracle/tool.js";
import { Twins } from "../../../oracle/twins.js";
import type { Lab } from "../../../through-kernel/lab.js";
import { Roads } from "../../../through-kernel/roads.js";
import { listRoutes, type Route, type RouteFilter } from "../index.js";
import { shown } from "./shown.js";

/** Two namespaces that are the same: what our verbs do in one, ip's words do in the other. */
export class RouteTwins extends Twins<Roads> {
  constructor() {
    super(() => new Roads());
    // What goes nowhere goes by lo in IPv6.
    for (const { lab } of this.both) lab.up(1);
  }

  /** Both have the same routes, as ip shows them and as we tell them. @returns Those of `ours`. */
  async sameRoutes(about: string): Promise<readonly Route[]> {
    const [ours, theirs] = [routesOf(this.ours.lab), routesOf(this.theirs.lab)];
    const [oursShown, theirsShown] = [await shownRoutes(this.ours.ip), await shownRoutes(this.theirs.ip)];
    expect(oursShown, `${about}: as ip shows them`).toEqual(theirsShown);
    expect(ours.map(lasting), `${about}: as we tell them`).toEqual(theirs.map(lasting));
    const names = namesOf(this.theirs.lab);
    expect(
      theirs.map((route) => shown(route, names)),
      `${about}: what ip shows, as we tell it`,
    ).toEqual(theirsShown);
    return ours;
  }
}

/** Those that the kernel makes by itself come and go in their own time. */
export function routesOf(lab: Lab, filter: RouteFilter = {}): readonly Route[] {
  return listRoutes(lab.client, filter).entries.filter(({ protocol }) => protocol !== "kernel");
}

/** Seconds that pass while the one namespace waits for the other; what encapsulations show is compared elsewhere. */
export async function shownRoutes(ip: Tool, words = "table all"): Promise<readonly Shown[]> {
  const all = await ip.show(`route show ${words}`);
  return all.filter(({ protocol }) => protocol !== "kernel").map(({ expires, nh_info, ...rest }) => rest);
}

function lasting({ expires, ...rest }: Route): Omit<Route, "expires"> {
  return rest;
}

/** The names of the links of roads. */
export function namesOf(lab: Lab): (ifindex: number) => string {
  const names = new Map(["lo", "near", "near-peer", "other", "other-peer"].map((n) => [lab.link(n).header.index, n]));
  return (ifindex) => names.get(ifindex) ?? String(ifindex);
}
