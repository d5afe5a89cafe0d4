/*
 * with-libmnl TASK MEASURE FILE MILLISECONDS: a floor for decoders (visit.h). Writes "MINIMUM MEDIAN CHECK ATTRIBUTES",
 * as ours.mjs does, and the number of attributes that a message has on average.
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

#include "visit.h"

#define REQUESTS 1000

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
