import { NLM_F_ACK, neighborMessage, RTM_DELNEIGH } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { AF_BRIDGE } from "../terms/prefix.js";
import { databaseOf } from "./fdb.js";
import { type FdbFlush, neighborFlagNames, neighborStates } from "./types.js";

/** Of DEL requests, linux/netlink.h: all that match, not one. */
const NLM_F_BULK = 0x200;

const { use, extern_learn, sticky, offload } = neighborFlagNames;

/**
 * RTM_DELNEIGH of AF_BRIDGE with NLM_F_BULK: deletes many entries of a link's forwarding database at once, as `bridge fdb
 * flush` does. Bridges can since Linux 5.19, VXLANs since 6.7.
 *
 * @throws NetlinkError: ENODEV for an unknown link, EOPNOTSUPP for a link that cannot, EINVAL for a port that is not the
 * bridge's, EINVAL or ERANGE for a VLAN that is none, EPERM without CAP_NET_ADMIN.
 *
 * @example
 * flushFdbEntries(client, "br0", { static: false, port: "port1" }); // all that was learned from there
 */
export function flushFdbEntries(client: RtnetlinkClient, link: LinkReference, which: FdbFlush = {}): void {
  const { port, vlan } = which;
  const states = masked([
    [neighborStates.permanent, which.permanent],
    [neighborStates.noarp, which.static],
  ]);
  const flags = masked([
    [use, which.addedByUser],
    [extern_learn, which.externLearn],
    [sticky, which.sticky],
    [offload, which.offloaded],
  ]);
  const message = {
    header: {
      family: AF_BRIDGE,
      ifindex: resolveLink(client, link),
      state: states.value,
      flags: flags.value | databaseOf(which.of),
    },
    attributes: {
      ifindex: port === undefined ? undefined : resolveLink(client, port),
      vlan,
      ndmStateMask: states.mask === 0 ? undefined : states.mask,
      ndmFlagsMask: flags.mask === 0 ? undefined : flags.mask,
    },
  };
  client.request({ codec: neighborMessage, type: RTM_DELNEIGH, message }, NLM_F_ACK | NLM_F_BULK);
}

/** The bits that are asked about, and those of them that have to be set. */
function masked(bits: readonly (readonly [bit: number, wanted: boolean | undefined])[]) {
  let value = 0;
  let mask = 0;
  for (const [bit, wanted] of bits) {
    if (wanted === undefined) continue;
    mask |= bit;
    if (wanted) value |= bit;
  }
  return { value, mask };
}
