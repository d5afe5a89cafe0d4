import type { Fields } from "../../src/stream/records.js";
import type { World, WorldNamespace } from "../../src/topology/world.js";
import { text } from "./format.js";
import { kindOf, stateOf } from "./link-state.js";

/** A line of the panel's upper part. */
export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** What is said of a namespace; lines with nothing to say are left out. */
export function namespaceFacts(world: World, namespace: WorldNamespace): Fact[] {
  const { names, device, inode, own } = namespace;
  return told([
    ["Other names", names.slice(1)],
    ["Identity", inode === undefined ? undefined : `net:[${inode}], device ${device}`],
    ["Its own", own ? "the monitor runs in it" : undefined],
    ["Ids in it", idsIn(world, namespace)],
  ]);
}

/** The ids that it has for other namespaces. */
function idsIn({ nsids }: World, { device, inode }: WorldNamespace): readonly number[] {
  return [...nsids.values()]
    .filter(
      ({ observer, targetNsid }) => targetNsid === undefined && observer.device === device && observer.inode === inode,
    )
    .map(({ nsid }) => nsid)
    .sort((one, other) => one - other);
}

export function linkFacts(link: Fields["link"]): Fact[] {
  return told([
    ["State", stateOf(link)],
    ["Kind", kindOf(link)],
    ["Index", link.ifindex],
    ["Set up", link.up ? "yes" : "no"],
    ["Operational state", link.operstate],
    ["MTU", link.mtu],
    ["Address", link.address],
    ["VLAN", link.vlanId],
    ["VNI", link.vni],
    ["Alias", link.alias],
    ["Other names", link.altNames],
    ["Other end's index", link.link],
    ["Other end's nsid", link.linkNetnsid],
    ["Other end's namespace", link.linkNetnsOwn ? "the monitor's own" : link.linkNetns],
  ]);
}

function told(facts: readonly (readonly [string, unknown])[]): Fact[] {
  return facts.map(([name, value]) => ({ name, text: text(value) })).filter((fact) => fact.text !== "");
}
