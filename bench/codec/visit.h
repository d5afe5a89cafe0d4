/*
 * A floor for decoders: every attribute is visited, known nests are walked into, and every value is read out of the
 * message; no object is made.
 */
#include <libmnl/libmnl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdint.h>
#include <string.h>

/* What has been read goes here, so that the compiler cannot leave the reading out. */
static volatile uint64_t sink;
static unsigned long attributes;

static void value(const struct nlattr *attr)
{
	uint64_t copy[512];
	uint16_t length = mnl_attr_get_payload_len(attr);

	switch (length) {
	case 0:
		break;
	case 1:
		sink += mnl_attr_get_u8(attr);
		break;
	case 2:
		sink += mnl_attr_get_u16(attr);
		break;
	case 4:
		sink += mnl_attr_get_u32(attr);
		break;
	case 8:
		sink += mnl_attr_get_u64(attr);
		break;
	default: /* a name, an address, a struct */
		if (length > sizeof(copy))
			length = sizeof(copy);
		memcpy(copy, mnl_attr_get_payload(attr), length);
		__asm__ volatile("" : : "r"(copy) : "memory");
	}
}

enum nest {
	LEAF,
	LINK,
	LINKINFO,
	INFO_DATA,
	BOND_DATA,
	BRIDGE_DATA,
	VLAN_DATA,
	MACVLAN_DATA,
	AF_SPEC,
	AF_INET4,
	VFINFO_LIST,
	VFINFO,
	ROUTE,
	NEXTHOPS,
	FLAT, /* a nest with no nest in it */
};

static enum nest data_of(const char *kind)
{
	if (!strcmp(kind, "bond"))
		return BOND_DATA;
	if (!strcmp(kind, "bridge"))
		return BRIDGE_DATA;
	if (!strcmp(kind, "vlan"))
		return VLAN_DATA;
	if (!strcmp(kind, "macvlan") || !strcmp(kind, "macvtap"))
		return MACVLAN_DATA;
	return FLAT;
}

/* What is inside an attribute. */
static enum nest inside(enum nest nest, uint16_t type, enum nest data)
{
	switch (nest) {
	case LINK:
		switch (type) {
		case IFLA_LINKINFO:
			return LINKINFO;
		case IFLA_AF_SPEC:
			return AF_SPEC;
		case IFLA_VFINFO_LIST:
			return VFINFO_LIST;
		case IFLA_XDP:
		case IFLA_PROP_LIST:
		case IFLA_PROTO_DOWN_REASON:
		case 62: /* IFLA_DEVLINK_PORT */
		case 65: /* IFLA_DPLL_PIN */
			return FLAT;
		}
		return LEAF;
	case LINKINFO:
		return type == IFLA_INFO_DATA ? data : type == IFLA_INFO_SLAVE_DATA ? FLAT : LEAF;
	case BOND_DATA:
		return type == IFLA_BOND_AD_INFO || type == IFLA_BOND_ARP_IP_TARGET || type == 31 /* NS_IP6_TARGET */
			       ? FLAT
			       : LEAF;
	case BRIDGE_DATA:
		return type == 47 /* IFLA_BR_MCAST_QUERIER_STATE */ ? FLAT : LEAF;
	case VLAN_DATA:
		return type == IFLA_VLAN_EGRESS_QOS || type == IFLA_VLAN_INGRESS_QOS ? FLAT : LEAF;
	case MACVLAN_DATA:
		return type == IFLA_MACVLAN_MACADDR_DATA ? FLAT : LEAF;
	case AF_SPEC:
		return FLAT;
	case VFINFO_LIST:
		return VFINFO;
	case VFINFO:
		return type == IFLA_VF_STATS || type == IFLA_VF_VLAN_LIST ? FLAT : LEAF;
	case ROUTE:
		return type == RTA_METRICS ? FLAT : type == RTA_MULTIPATH ? NEXTHOPS : LEAF;
	default:
		return LEAF;
	}
}

static void visit(const void *from, size_t length, enum nest nest);

static void nexthops(const char *from, size_t length)
{
	while (length >= sizeof(struct rtnexthop)) {
		const struct rtnexthop *hop = (const struct rtnexthop *)from;

		if (hop->rtnh_len < sizeof(*hop) || hop->rtnh_len > length)
			break;
		sink += hop->rtnh_ifindex + hop->rtnh_flags + hop->rtnh_hops;
		visit(from + sizeof(*hop), hop->rtnh_len - sizeof(*hop), ROUTE);
		if ((size_t)MNL_ALIGN(hop->rtnh_len) >= length)
			break;
		from += MNL_ALIGN(hop->rtnh_len);
		length -= MNL_ALIGN(hop->rtnh_len);
	}
}

static void visit(const void *from, size_t length, enum nest nest)
{
	enum nest data = FLAT;
	const struct nlattr *attr;

	mnl_attr_for_each_payload(from, length) {
		uint16_t type = mnl_attr_get_type(attr);
		enum nest child = inside(nest, type, data);

		attributes++;
		if (nest == LINKINFO && type == IFLA_INFO_KIND)
			data = data_of(mnl_attr_get_str(attr));
		if (child == LEAF)
			value(attr);
		else if (child == NEXTHOPS)
			nexthops(mnl_attr_get_payload(attr), mnl_attr_get_payload_len(attr));
		else
			visit(mnl_attr_get_payload(attr), mnl_attr_get_payload_len(attr), child);
	}
}
