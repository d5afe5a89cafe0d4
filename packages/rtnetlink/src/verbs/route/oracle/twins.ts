import { expect } from "vitest";
import type { NetlinkError } from "../../../errors.js";
import { type Shown, Tool } from "../../../oracle/tool.js";
import type { Lab } from "../../../through-kernel/lab.js";
import { Roads } from "../../../through-kernel/roads.js";
import { listRoutes, type Route, type RouteFilter } from "../index.js";
import { shown } from "./shown.js";

/** A namespace with roads, and ip(8) in it. */
export interface Twin {
  readonly lab: Lab;
  readonly ip: Tool;
}

/** What a refused request is refused with. */
export function refusal(work: () => unknown, code: string): NetlinkError {
  try {
    work();
  } catch (error) {
    expect(error).toMatchObject({ name: "NetlinkError", code });
    return error as NetlinkError;
  }
  throw new Error(`not refused, but should be with ${code}`);
}

/** Two namespaces that are the same: what our verbs do in one, ip's words do in the other. */
export class Twins implements AsyncDisposable {
  readonly ours: Twin;
  readonly theirs: Twin;

  private constructor(ours: Roads, theirs: Roads) {
    this.ours = { lab: ours, ip: new Tool("ip", ours.namespace) };
    this.theirs = { lab: theirs, ip: new Tool("ip", theirs.namespace) };
  }

  static make(): Twins {
    const twins = new Twins(new Roads(), new Roads());
    // What goes nowhere goes by lo in IPv6.
    for (const { lab } of [twins.ours, twins.theirs]) lab.up(1);
    return twins;
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

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { ip, lab } of [this.ours, this.theirs]) {
      await ip[Symbol.asyncDispose]();
      lab[Symbol.dispose]();
    }
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
