import type { MessageInput, nexthopAttributes, nexthopMessage, nhmsg } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { resolveLink } from "../link-reference.js";
import { encapAttributes, encapOf } from "../terms/encap.js";
import { namer, namesOfBits, numberOf } from "../terms/names.js";
import { AF_INET, familyOf, familyOfVersion, versionOf } from "../terms/prefix.js";
import { hopFlags, protocols, scopes } from "../terms/route-terms.js";
import type { Nexthop, NexthopBucket, NexthopInput, ResilientInput } from "./types.js";

type Message = ReturnType<typeof nexthopMessage.decode>;
type Input = MessageInput<typeof nhmsg, typeof nexthopAttributes>;

const RESILIENT = 1;
/** Timers are counted in USER_HZ. */
const HZ = 100;

const nameScope = namer(scopes);
const nameProtocol = namer(protocols);

/** A nexthop as users see it. */
export function toNexthop(message: Message): Nexthop {
  const { header, attributes } = message;
  const { gateway, group, resGroup } = attributes;
  return {
    id: attributes.id ?? 0,
    version: header.family === 0 ? undefined : versionOf(header.family),
    via: gateway === undefined ? undefined : String(gateway),
    ifindex: attributes.oif,
    scope: nameScope(header.scope),
    protocol: nameProtocol(header.protocol),
    flags: namesOfBits(hopFlags, header.flags),
    blackhole: attributes.blackhole ?? false,
    fdb: attributes.fdb ?? false,
    encap: encapOf(attributes),
    group: group?.map(({ id, weight, weightHigh }) => ({ id, weight: weightHigh * 256 + weight + 1 })),
    resilient: resGroup && {
      buckets: resGroup.buckets ?? 0,
      idleTimer: (resGroup.idleTimer ?? 0) / HZ,
      unbalancedTimer: (resGroup.unbalancedTimer ?? 0) / HZ,
      unbalancedTime: Number(resGroup.unbalancedTime ?? 0) / HZ,
    },
    message,
  };
}

/** A bucket as users see it. */
export function toBucket({ header, attributes: { id = 0, resBucket } }: Message): NexthopBucket {
  return {
    id,
    index: resBucket?.index ?? 0,
    nexthopId: resBucket?.nhId ?? 0,
    idleTime: Number(resBucket?.idleTime ?? 0) / HZ,
    flags: namesOfBits(hopFlags, header.flags),
  };
}

/** The whole of a request that makes one. @throws RangeError, TypeError */
export function toMessage(client: RtnetlinkClient, nexthop: NexthopInput): Input {
  const { version, via, link, group, resilient, encap } = nexthop;
  if (resilient !== undefined && group === undefined) throw new TypeError("resilient is of a group: group is missing");
  const beside = via === undefined ? AF_INET : familyOf(via);
  const own = version === undefined ? beside : familyOfVersion(version);
  return {
    header: {
      family: group === undefined ? own : 0,
      protocol: numberOf("protocol", protocols, nexthop.protocol ?? "unspec"),
      flags: nexthop.onlink ? hopFlags.onlink : 0,
    },
    attributes: {
      id: nexthop.id,
      gateway: via,
      oif: link === undefined ? undefined : resolveLink(client, link),
      // A flag's absence is its false.
      blackhole: nexthop.blackhole || undefined,
      fdb: nexthop.fdb || undefined,
      group: group?.map(toMember),
      groupType: resilient === undefined ? undefined : RESILIENT,
      resGroup: resilient && toResGroup(resilient),
      ...(encapAttributes(encap) as object),
    },
  };
}

type Member = NonNullable<NexthopInput["group"]>[number];

function toMember(member: Member, i: number) {
  const { id, weight = 1 } = typeof member === "number" ? { id: member } : member;
  if (!Number.isInteger(weight) || weight < 1 || weight > 65_536) {
    throw new RangeError(`group[${i}].weight is a whole number from 1 to 65536, not ${weight}`);
  }
  return { id, weight: (weight - 1) & 0xff, weightHigh: (weight - 1) >>> 8 };
}

function toResGroup({ buckets, idleTimer, unbalancedTimer }: ResilientInput) {
  const ticks = (seconds: number | undefined) => (seconds === undefined ? undefined : Math.round(seconds * HZ));
  return { buckets, idleTimer: ticks(idleTimer), unbalancedTimer: ticks(unbalancedTimer) };
}
