import { byLink, linkAddressesFields, multicastFields } from "./address.js";
import {
  bridgeLinkFields,
  globalVlansFields,
  type Mdb,
  mdbEntries,
  mdbFields,
  mstFields,
  portVlansFields,
  type Vlans,
  vlansOf,
  vlansOfLink,
  vniFields,
} from "./bridge.js";
import { compareAll, type Fields, type Matching, type Report, type Scene, type Shown } from "./compare.js";
import { type Link, linkFields } from "./link.js";
import { fdbFields, neighborFields } from "./neighbor.js";
import { bucketFields, nexthopFields } from "./nexthop.js";
import { addressLabelFields, neighborTableFields, netconfFields, nsidFields, qdiscFields } from "./others.js";
import { mrouteFields, routeFields } from "./route.js";
import { ruleFields } from "./rule.js";

/** What a tool was asked, and what it printed. */
export interface Answer {
  readonly command: string;
  readonly output: readonly unknown[];
}

/** How what a command shows is compared with the messages of a dump. */
interface View<M> {
  readonly commands: RegExp;
  compare(report: Report, answer: Answer, messages: readonly M[], scene: Scene): void;
}

interface How<M, T> {
  readonly key?: Matching<T>;
  /** Whether the tool leaves it out. */
  readonly hides?: (ours: T, scene: Scene, answer: Answer, messages: readonly M[]) => boolean;
  /** What the entries are, where those are not the messages. */
  readonly entries?: (messages: readonly M[], answer: Answer, scene: Scene) => readonly T[];
}

function view<T, M = T>(commands: RegExp, name: string, fields: Fields<T>, how: How<M, T> = {}): View<M> {
  return {
    commands,
    compare(report, answer, messages, scene) {
      const all = how.entries?.(messages, answer, scene) ?? (messages as readonly unknown[] as readonly T[]);
      const ours = all.filter((entry) => !how.hides?.(entry, scene, answer, messages));
      compareAll(report, name, answer.output, ours, scene, fields, how.key);
    },
  };
}

const byIfindex = {
  ofOurs: ({ header }: { header: { index: number } }) => header.index,
  ofShown: ({ ifindex }: Shown) => ifindex,
};
const byIndex = { ofOurs: ({ index }: { index: number }) => index, ofShown: ({ ifindex }: Shown) => ifindex };

/** Whether it is the link that the tools' lists are kept without. */
const isHidden = (index: number | undefined, scene: Scene) =>
  index !== undefined && scene.hidden !== undefined && scene.ifname(index) === scene.hidden;

/** Links without an address, which a dump of addresses does not tell. */
const bare = ({ output }: Answer) =>
  (output as Shown[])
    .filter(({ addr_info: list }) => Array.isArray(list) && list.length === 0)
    .map(({ ifindex }) => ({ index: ifindex as number, link: undefined, addresses: [] }));

// biome-ignore lint/suspicious/noExplicitAny: each has messages of its own family.
const views: ReadonlyArray<View<any>> = [
  view(/^ip .*link show$/, "link", linkFields, { key: byIfindex }),
  view(/^bridge .*link show$/, "bridge link", bridgeLinkFields, {
    key: byIfindex,
    // The bridge itself, which is in the dump as a port of its own.
    hides: ({ attributes }) => attributes.protinfo === undefined,
  }),
  view(/^ip .*maddr show$/, "maddr", multicastFields, {
    key: byIndex,
    hides: ({ index }, scene) => isHidden(index, scene),
    entries: (messages: Parameters<typeof byLink>[0]) => byLink(messages),
  }),
  view(/^ip .*addr show$/, "addr", linkAddressesFields, {
    key: byIndex,
    entries: (messages: Parameters<typeof byLink>[0], answer, { links }) => [
      ...byLink(messages, links),
      ...(links === undefined ? bare(answer) : []),
    ],
  }),
  view(/^ip .*mroute show$/, "mroute", mrouteFields),
  view(/^ip .*route show/, "route", routeFields, {
    // Older versions ask a route for its one link, and do not look at those of several.
    hides: ({ attributes: { multipath } }, _scene, { command, output }, messages) =>
      command.endsWith(" dev d1") && output.length < messages.length && multipath !== undefined,
  }),
  view(/^ip .*m?rule show$/, "rule", ruleFields),
  view(/^ip .*neigh show/, "neigh", neighborFields),
  view(/^bridge .*fdb show$/, "fdb", fdbFields),
  view(/^ip .*nexthop bucket show$/, "nexthop bucket", bucketFields),
  view(/^ip .*nexthop show/, "nexthop", nexthopFields),
  view(/^bridge .*vlan global show$/, "vlan global", globalVlansFields),
  view(/^bridge .*vlan show$/, "vlan", portVlansFields, {
    entries: (messages: ReadonlyArray<Link | Vlans>) =>
      messages.map((one) => ("ifindex" in one.header ? vlansOf(one as Vlans) : vlansOfLink(one as Link))),
    hides: ({ vlans }) => vlans.length === 0,
  }),
  view(/^bridge .*vlan tunnelshow$/, "vlan tunnel", portVlansFields, {
    entries: (messages: readonly Link[]) => messages.map(vlansOfLink),
    hides: ({ tunnels }) => tunnels.length === 0,
  }),
  view(/^bridge .*mst show$/, "mst", mstFields),
  {
    commands: /^bridge .*mdb show$/,
    compare(report, { output }, messages: readonly Mdb[], scene) {
      for (const { mdb, router: _, ...others } of output as Shown[]) {
        for (const name of Object.keys(others)) report.problem(`mdb.${name}`, "nobody has said what this is");
        compareAll(report, "mdb", mdb as Shown[], mdbEntries(messages), scene, mdbFields);
      }
    },
  },
  view(/^bridge .*vni show$/, "vni", vniFields),
  view(/^ip .*addrlabel list$/, "addrlabel", addressLabelFields),
  view(/^ip .*netconf show$/, "netconf", netconfFields),
  view(/^ip .*ntable show$/, "ntable", neighborTableFields, {
    hides: ({ attributes: { parms } }, scene) => isHidden(parms?.ifindex, scene),
  }),
  view(/^ip .*netns list-id/, "nsid", nsidFields),
  view(/^tc .*qdisc show$/, "qdisc", qdiscFields, { hides: ({ header }, scene) => isHidden(header.ifindex, scene) }),
];

/**
 * Compares what a command shows with the decoded messages of the dump of the same.
 *
 * @throws Error for a command that nobody has said that of.
 */
export function compareShown(report: Report, answer: Answer, messages: readonly object[], scene: Scene): void {
  const found = views.find(({ commands }) => commands.test(answer.command));
  if (found === undefined) throw new Error(`nobody has said what ${answer.command} is to be compared with`);
  found.compare(report, answer, messages, scene);
}
