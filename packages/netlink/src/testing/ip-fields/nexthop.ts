import type { Infer } from "../../codec/codec.js";
import { namesOf } from "../../codec/numbers.js";
import { nexthopGroupType } from "../../nexthop/attributes.js";
import { nexthopFlags } from "../../nexthop/header.js";
import type { nexthopMessage } from "../../nexthop/message.js";
import type { nexthopResBucketAttributes, nexthopResGroupAttributes } from "../../nexthop/resilient.js";
import { routeProtocol, routeScope } from "../../route/header.js";
import { about, anyOrder, each, type Fields, inside, present } from "./compare.js";
import { withEncap } from "./encap.js";
import { named, namedUnless } from "./names.js";

export type Nexthop = ReturnType<typeof nexthopMessage.decode>;

/** Seconds that pass between two looks at a timer, at most. */
const TOLERANCE = 10;

const seconds = (ticks: number | bigint | undefined) => (ticks === undefined ? undefined : Number(ticks) / 100);

/** Scopes have other names for people. */
export const scopeNames = { RT_SCOPE_UNIVERSE: "global" };

const resilientFields: Fields<Infer<typeof nexthopResGroupAttributes>> = {
  buckets: ({ buckets }) => buckets,
  idle_timer: ({ idleTimer }) => seconds(idleTimer),
  unbalanced_timer: ({ unbalancedTimer }) => seconds(unbalancedTimer),
  unbalanced_time: about(({ unbalancedTime }) => seconds(unbalancedTime), TOLERANCE),
};

const resilientBucketFields: Fields<Infer<typeof nexthopResBucketAttributes>> = {
  index: ({ index }) => index,
  idle_time: about(({ idleTime }) => seconds(idleTime), TOLERANCE),
  nhid: ({ nhId }) => nhId,
};

const base: Fields<Nexthop> = {
  id: ({ attributes }) => attributes.id,
  group: each(({ attributes }) => attributes.group, {
    id: ({ id }) => id,
    // On the wire it is one less, in two parts.
    weight: ({ weight, weightHigh }) => weightHigh * 256 + weight + 1,
  }),
  type: ({ attributes }) =>
    named(nexthopGroupType, "NEXTHOP_GRP_TYPE_", attributes.groupType, { NEXTHOP_GRP_TYPE_RES: "resilient" }),
  resilient_args: inside(({ attributes }) => attributes.resGroup, resilientFields),
  gateway: ({ attributes }) => attributes.gateway,
  dev: ({ attributes: { oif } }, scene) => oif && scene.ifname(oif),
  scope: ({ header }, scene) => namedUnless(scene, routeScope, "RT_SCOPE_", header.scope, scopeNames),
  blackhole: present(({ attributes }) => attributes.blackhole),
  protocol: ({ header }, scene) => namedUnless(scene, routeProtocol, "RTPROT_", header.protocol),
  flags: anyOrder(({ header }) => hopFlags(header.flags)),
  fdb: present(({ attributes }) => attributes.fdb),
  master: ({ attributes: { master } }, scene) => master && scene.ifname(master),
};

/** RTNH_F_* in small letters. */
export function hopFlags(flags: number): string[] {
  return namesOf(nexthopFlags, flags).map((name) => name.replace("RTNH_F_", "").toLowerCase());
}

/** An element of `ip -d -j nexthop`. */
export const nexthopFields: Fields<Nexthop> = withEncap(base, ["id"], ({ attributes }) => attributes);

/** An element of `ip -j nexthop bucket`. */
export const bucketFields: Fields<Nexthop> = {
  id: ({ attributes }) => attributes.id,
  bucket: inside(({ attributes }) => attributes.resBucket, resilientBucketFields),
  flags: anyOrder(({ header }) => hopFlags(header.flags)),
};
