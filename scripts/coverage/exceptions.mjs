/** @typedef {Readonly<Record<string, string>>} Reasons By the kernel's name. */

/** @type {(names: string[], reason: string) => Reasons} */
const all = (names, reason) => Object.fromEntries(names.map((name) => [name, reason]));

/**
 * What the tables have otherwise on purpose, and why. An exception that is none is reported as well.
 *
 * @type {{ missing: Reasons, misnumbered: Reasons, mistyped: Reasons, constants: Reasons }}
 */
export const exceptions = {
  /** Attributes that no table has. */
  missing: all(
    ["IFLA_COST", "IFLA_PRIORITY", "IFLA_INET6_MCAST", "RTA_PROTOINFO", "RTA_SESSION", "RTA_MP_ALGO"],
    "the kernel neither sends nor reads it",
  ),
  /** Attributes that a source numbers otherwise than the kernel does. */
  misnumbered: all(
    ["NL_POLICY_TYPE_ATTR_PAD", "NL_POLICY_TYPE_ATTR_MASK"],
    "nlctrl.yaml has the two the wrong way round; linux/netlink.h is what is on the wire",
  ),
  /** Attributes whose type a specification has otherwise than the kernel. */
  mistyped: {
    IFLA_WIRELESS: "a struct iw_event, no text",
    IFLA_PROTO_DOWN_REASON: "a nest of IFLA_PROTO_DOWN_REASON_*, no text",
    IFLA_IPTUN_FLAGS: "32 bits for ip6tnl; for sit and ipip declared as __be16, but filled with the host's order",
    IFLA_STATS_LINK_OFFLOAD_XSTATS: "a u32 in IFLA_STATS_GET_FILTERS, a nest in answers",
    IFLA_OFFLOAD_XSTATS_HW_S_INFO: "what is inside is numbered by IFLA_OFFLOAD_XSTATS_*, not by its place",
    ...all(
      ["IFLA_BR_VLAN_PROTOCOL", "NDA_PORT", "RTA_SPORT", "RTA_DPORT", "FRA_TUN_ID"],
      "in network order, which the specification does not say",
    ),
    ...all(
      ["GRE", "VTI", "IPTUN"].flatMap((kind) => [`IFLA_${kind}_LOCAL`, `IFLA_${kind}_REMOTE`]),
      "sixteen bytes for the kinds over IPv6",
    ),
    ...all(
      [
        "MODE",
        "GUARD",
        "PROTECT",
        "FAST_LEAVE",
        "LEARNING",
        "UNICAST_FLOOD",
        "PROXYARP",
        "LEARNING_SYNC",
        "PROXYARP_WIFI",
        "MCAST_FLOOD",
        "MCAST_TO_UCAST",
        "VLAN_TUNNEL",
        "BCAST_FLOOD",
        "NEIGH_SUPPRESS",
        "ISOLATED",
        "MRP_RING_OPEN",
        "MRP_IN_OPEN",
        "LOCKED",
        "MAB",
        "NEIGH_VLAN_SUPPRESS",
      ].map((name) => `IFLA_BRPORT_${name}`),
      "a byte in both directions: off is sent as well",
    ),
  },
  /** Numbers that the tables give another meaning than the headers. */
  constants: all(
    ["BR_BOOLOPT_NO_LL_LEARN", "BR_BOOLOPT_MCAST_VLAN_SNOOPING", "BR_BOOLOPT_MST_ENABLE"],
    "the header numbers the bits; the table names them",
  ),
};
