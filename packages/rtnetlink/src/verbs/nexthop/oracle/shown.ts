import type { Shown } from "../../../oracle/tool.js";
import { withoutAbsent } from "../../route/oracle/shown.js";
import type { Nexthop } from "../index.js";

/** An element of `ip -d -j nexthop`, of a nexthop as our verbs tell it; encapsulations are left out. */
export function shownNexthop(nexthop: Nexthop, nameOf: (ifindex: number) => string): Shown {
  const { id, via, ifindex, scope, protocol, flags, blackhole, fdb, group, resilient } = nexthop;
  return withoutAbsent({
    id,
    gateway: via,
    dev: ifindex && nameOf(ifindex),
    // A weight of 1 is not shown.
    group: group?.map((member) =>
      withoutAbsent({ ...member, weight: member.weight === 1 ? undefined : member.weight }),
    ),
    type: resilient && "resilient",
    resilient_args: resilient && {
      buckets: resilient.buckets,
      idle_timer: resilient.idleTimer,
      unbalanced_timer: resilient.unbalancedTimer,
      unbalanced_time: resilient.unbalancedTime,
    },
    scope: String(scope),
    // Words without a value.
    blackhole: blackhole ? null : undefined,
    protocol: String(protocol),
    flags,
    fdb: fdb ? null : undefined,
  });
}
