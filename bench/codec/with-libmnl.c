/*
 * with-libmnl TASK MEASURE FILE MILLISECONDS: a floor for decoders. Every attribute is visited, known nests are walked
 * into, and every value is read out of the message; no object is made. Writes "MINIMUM MEDIAN CHECK ATTRIBUTES", as
 * ours.mjs does, and the number of attributes that a message has on average.
 */
#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define REQUESTS 1000

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

static void everything(const struct nlmsghdr *message, size_t header)
{
	const char *payload = mnl_nlmsg_get_payload(message);
	uint16_t type = message->nlmsg_type;

	for (size_t at = 0; at < header; at += 4)
		sink += *(const uint32_t *)(payload + at);
	visit(payload + header, mnl_nlmsg_get_payload_len(message) - header,
	      type == RTM_NEWLINK ? LINK : type == RTM_NEWROUTE ? ROUTE : FLAT);
}

/* What a program reads that only wants to know which links there are. */
static void three(const struct nlmsghdr *message)
{
	const struct ifinfomsg *header = mnl_nlmsg_get_payload(message);
	const struct nlattr *attr;

	sink += header->ifi_index;
	mnl_attr_for_each(attr, message, sizeof(*header)) {
		switch (mnl_attr_get_type(attr)) {
		case IFLA_IFNAME:
		case IFLA_MTU:
			value(attr);
		}
	}
}

static size_t link_request(char *buffer)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct nlattr *info, *data;

	message->nlmsg_type = RTM_NEWLINK;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
	message->nlmsg_seq = 1;
	mnl_nlmsg_put_extra_header(message, sizeof(struct ifinfomsg));
	mnl_attr_put_strz(message, IFLA_IFNAME, "vxlan100");
	mnl_attr_put_u32(message, IFLA_MTU, 1450);
	info = mnl_attr_nest_start(message, IFLA_LINKINFO);
	mnl_attr_put_str(message, IFLA_INFO_KIND, "vxlan");
	data = mnl_attr_nest_start(message, IFLA_INFO_DATA);
	mnl_attr_put_u32(message, IFLA_VXLAN_ID, 100);
	mnl_attr_put_u32(message, IFLA_VXLAN_LINK, 2);
	mnl_attr_put_u32(message, IFLA_VXLAN_LOCAL, htonl(0xc0000201));
	mnl_attr_put_u32(message, IFLA_VXLAN_GROUP, htonl(0xef010101));
	mnl_attr_put_u8(message, IFLA_VXLAN_TTL, 64);
	mnl_attr_put_u8(message, IFLA_VXLAN_TOS, 0);
	mnl_attr_put_u8(message, IFLA_VXLAN_LEARNING, 1);
	mnl_attr_put_u8(message, IFLA_VXLAN_PROXY, 0);
	mnl_attr_put_u8(message, IFLA_VXLAN_RSC, 0);
	mnl_attr_put_u8(message, IFLA_VXLAN_L2MISS, 0);
	mnl_attr_put_u8(message, IFLA_VXLAN_L3MISS, 0);
	mnl_attr_put_u8(message, IFLA_VXLAN_UDP_ZERO_CSUM6_TX, 0);
	mnl_attr_put_u8(message, IFLA_VXLAN_UDP_ZERO_CSUM6_RX, 0);
	mnl_attr_put_u16(message, IFLA_VXLAN_PORT, htons(4789));
	mnl_attr_nest_end(message, data);
	mnl_attr_nest_end(message, info);
	return message->nlmsg_len;
}

static size_t route_request(char *buffer)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct rtmsg *header;

	message->nlmsg_type = RTM_NEWROUTE;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
	message->nlmsg_seq = 1;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->rtm_family = AF_INET;
	header->rtm_dst_len = 16;
	header->rtm_table = RT_TABLE_MAIN;
	header->rtm_protocol = RTPROT_BOOT;
	header->rtm_type = RTN_UNICAST;
	mnl_attr_put_u32(message, RTA_DST, htonl(0x0a010000));
	mnl_attr_put_u32(message, RTA_GATEWAY, htonl(0xc0000201));
	mnl_attr_put_u32(message, RTA_OIF, 2);
	return message->nlmsg_len;
}

static const char *task;
static char *dump;
static int dump_length;
static unsigned long count, check;

static void pass(void)
{
	size_t (*request)(char *) = !strcmp(task, "encode-link")    ? link_request
				    : !strcmp(task, "encode-route") ? route_request
								    : NULL;
	size_t header = !strcmp(task, "links")	     ? sizeof(struct ifinfomsg)
			: !strcmp(task, "routes")    ? sizeof(struct rtmsg)
			: !strcmp(task, "addresses") ? sizeof(struct ifaddrmsg)
			: !strcmp(task, "neighbors") ? sizeof(struct ndmsg)
						     : MNL_ALIGN(sizeof(struct rtgenmsg));
	int only_three = !strcmp(task, "three"), left = dump_length;

	count = attributes = 0;
	if (request) {
		char buffer[1024];

		for (; count < REQUESTS; count++) {
			check = request(buffer);
			__asm__ volatile("" : : "r"(buffer) : "memory");
		}
		return;
	}
	for (const struct nlmsghdr *message = (void *)dump; mnl_nlmsg_ok(message, left);
	     message = mnl_nlmsg_next(message, &left), count++) {
		if (only_three)
			three(message);
		else
			everything(message, header);
	}
	check = count;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

int main(int argc, char **argv)
{
	static double times[1 << 20];
	size_t passes = 0;
	double end;
	FILE *file;

	if (argc != 5)
		return 2;
	task = argv[1];
	if (*argv[3]) {
		if (!(file = fopen(argv[3], "r")))
			return 1;
		fseek(file, 0, SEEK_END);
		dump_length = ftell(file);
		rewind(file);
		dump = malloc(dump_length);
		if (fread(dump, 1, dump_length, file) != (size_t)dump_length)
			return 1;
	}
	end = now() + atof(argv[4]) * 1e6;
	do {
		double start = now();

		pass();
		times[passes++] = (now() - start) / count;
	} while (strcmp(argv[2], "cold") && passes < sizeof(times) / sizeof(*times) && (now() < end || passes < 3));
	qsort(times, passes, sizeof(*times), by_size);
	printf("%f %f %lu %f\n", times[0], times[passes / 2], check, (double)attributes / count);
	return 0;
}
