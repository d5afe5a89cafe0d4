/*
 * with-libmnl TASK MILLISECONDS IFINDEX: what is asked of the kernel through libmnl, as a floor. A message's attributes go
 * into a table, and every value is read out of it (../codec/visit.h); the collected dumps keep the messages and their
 * tables. Writes "FIRST MINIMUM MEDIAN CPU CHECK PEAK", as ours.mjs does.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include "../codec/visit.h"

#define NSIDS 2000
#define ADDRESSES 1000
/* The acknowledgements of so many requests have room in the socket. */
#define BATCH 100
#define DATAGRAM 32768
#define MOST 128 /* attributes of a level */

static struct mnl_socket *nl;
static unsigned int port, sequence, ifindex;
static unsigned long count;
static int keep, netns;
static char datagram[DATAGRAM];

struct table {
	const struct nlmsghdr *message;
	const struct nlattr *attrs[];
};

/* Dumps that are collected. */
static void **kept;
static size_t kept_length, kept_room;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void *keep_it(void *memory)
{
	if (!memory)
		fail("malloc");
	if (kept_length == kept_room) {
		kept_room = kept_room ? 2 * kept_room : 1024;
		if (!(kept = realloc(kept, kept_room * sizeof(*kept))))
			fail("realloc");
	}
	return kept[kept_length++] = memory;
}

static void forget(void)
{
	while (kept_length)
		free(kept[--kept_length]);
}

static int into_table(const struct nlattr *attr, void *data)
{
	uint16_t type = mnl_attr_get_type(attr);

	if (type < MOST)
		((const struct nlattr **)data)[type] = attr;
	return MNL_CB_OK;
}

static int on_entry(const struct nlmsghdr *message, void *data)
{
	int is_link = message->nlmsg_type == RTM_NEWLINK;
	size_t header = is_link ? sizeof(struct ifinfomsg) : sizeof(struct rtmsg);
	int most = is_link ? IFLA_MAX : RTA_MAX;
	const struct nlattr *attrs[MOST] = {0};
	const char *payload = mnl_nlmsg_get_payload(message);

	(void)data;
	if (mnl_attr_parse(message, header, into_table, attrs) < 0)
		fail("mnl_attr_parse");
	for (size_t at = 0; at < header; at += 4)
		sink += *(const uint32_t *)(payload + at);
	visit(payload + header, mnl_nlmsg_get_payload_len(message) - header, is_link ? LINK : ROUTE);
	if (keep) {
		struct table *table = keep_it(malloc(sizeof(*table) + (most + 1) * sizeof(*attrs)));

		table->message = message;
		memcpy(table->attrs, attrs, (most + 1) * sizeof(*attrs));
	}
	if (is_link || ((const struct rtmsg *)payload)->rtm_dst_len == 24)
		count++;
	return MNL_CB_OK;
}

static struct nlmsghdr *request(char *buffer, uint16_t type, uint16_t flags)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);

	message->nlmsg_type = type;
	message->nlmsg_flags = NLM_F_REQUEST | flags;
	message->nlmsg_seq = ++sequence;
	return message;
}

static void send_all(const void *from, size_t length)
{
	if (mnl_socket_sendto(nl, from, length) < 0)
		fail("sendto");
}

static void dump(uint16_t type, size_t header)
{
	char buffer[64];
	struct nlmsghdr *message = request(buffer, type, NLM_F_DUMP);
	char *body = mnl_nlmsg_put_extra_header(message, header);
	int going = MNL_CB_OK;

	if (type == RTM_GETROUTE) {
		((struct rtmsg *)body)->rtm_family = AF_INET;
		((struct rtmsg *)body)->rtm_table = RT_TABLE_MAIN;
	}
	count = 0;
	forget();
	send_all(message, message->nlmsg_len);
	while (going > MNL_CB_STOP) {
		ssize_t length = mnl_socket_recvfrom(nl, datagram, sizeof(datagram));
		const char *from = datagram;

		if (length < 0)
			fail("recvfrom");
		if (keep)
			from = memcpy(keep_it(malloc(length)), datagram, length);
		going = mnl_cb_run(from, length, message->nlmsg_seq, port, on_entry, NULL);
	}
	if (going < 0)
		fail("dump");
}

static int on_nsid(const struct nlmsghdr *message, void *data)
{
	const struct nlattr *attrs[MOST] = {0};

	(void)data;
	if (mnl_attr_parse(message, MNL_ALIGN(sizeof(struct rtgenmsg)), into_table, attrs) < 0)
		fail("mnl_attr_parse");
	if (attrs[NETNSA_NSID] && (int32_t)mnl_attr_get_u32(attrs[NETNSA_NSID]) >= 0)
		count++;
	return MNL_CB_STOP;
}

static void nsids(void)
{
	count = 0;
	for (int i = 0; i < NSIDS; i++) {
		char buffer[64];
		struct nlmsghdr *message = request(buffer, RTM_GETNSID, 0);
		ssize_t length;

		mnl_nlmsg_put_extra_header(message, sizeof(struct rtgenmsg));
		mnl_attr_put_u32(message, NETNSA_FD, netns);
		send_all(message, message->nlmsg_len);
		if ((length = mnl_socket_recvfrom(nl, datagram, sizeof(datagram))) < 0)
			fail("recvfrom");
		if (mnl_cb_run(datagram, length, message->nlmsg_seq, port, on_nsid, NULL) < 0)
			fail("nsid");
	}
}

static void addresses(uint16_t type, int batch)
{
	static char buffer[BATCH * 64];

	count = 0;
	for (int at = 0; at < ADDRESSES; at += batch) {
		char *end = buffer;
		unsigned int first = sequence + 1;

		for (int i = at; i < at + batch; i++) {
			struct nlmsghdr *message = request(
				end, type, NLM_F_ACK | (type == RTM_NEWADDR ? NLM_F_CREATE | NLM_F_EXCL : 0));
			struct ifaddrmsg *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
			uint32_t address = htonl(0xc6120000 + i);

			header->ifa_family = AF_INET;
			header->ifa_prefixlen = 32;
			header->ifa_index = ifindex;
			mnl_attr_put_u32(message, IFA_LOCAL, address);
			mnl_attr_put_u32(message, IFA_ADDRESS, address);
			end += message->nlmsg_len;
		}
		send_all(buffer, end - buffer);
		for (unsigned int due = first; due <= sequence; due++) {
			ssize_t length = mnl_socket_recvfrom(nl, datagram, sizeof(datagram));

			if (length < 0)
				fail("recvfrom");
			if (mnl_cb_run(datagram, length, due, port, NULL, NULL) < 0)
				fail("address");
			count++;
		}
	}
}

static double now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

int main(int argc, char **argv)
{
	static double times[1 << 16];
	struct rusage usage;
	size_t passes = 0;
	double first, end, least = 0;
	const char *task;

	if (argc != 4)
		return 2;
	task = argv[1];
	ifindex = atoi(argv[3]);
	keep = !strcmp(task, "links") || !strcmp(task, "routes");
	/* The kernel filters by table for nobody else. */
	int one = 1;
	if (!(nl = mnl_socket_open(NETLINK_ROUTE)) || mnl_socket_bind(nl, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    mnl_socket_setsockopt(nl, NETLINK_GET_STRICT_CHK, &one, sizeof(one)) < 0 ||
	    (netns = open("/proc/self/ns/net", O_RDONLY)) < 0)
		fail("open");
	port = mnl_socket_get_portid(nl);
	end = now(CLOCK_MONOTONIC) + atof(argv[2]) * 1e6;
	do {
		double before = now(CLOCK_PROCESS_CPUTIME_ID), start = now(CLOCK_MONOTONIC);

		if (!strcmp(task, "nsids"))
			nsids();
		else if (!strcmp(task, "links"))
			dump(RTM_GETLINK, sizeof(struct ifinfomsg));
		else if (!strncmp(task, "routes", 6))
			dump(RTM_GETROUTE, sizeof(struct rtmsg));
		else
			addresses(RTM_NEWADDR, !strcmp(task, "addresses-batch") ? BATCH : 1);
		times[passes++] = now(CLOCK_MONOTONIC) - start;
		before = now(CLOCK_PROCESS_CPUTIME_ID) - before;
		if (passes == 1 || before < least)
			least = before;
		if (!strncmp(task, "addresses", 9))
			addresses(RTM_DELADDR, BATCH);
	} while (passes < sizeof(times) / sizeof(*times) && (now(CLOCK_MONOTONIC) < end || passes < 3));
	first = times[0];
	if (!strncmp(task, "addresses", 9))
		count = ADDRESSES;
	qsort(times, passes, sizeof(*times), by_size);
	getrusage(RUSAGE_SELF, &usage);
	printf("%f %f %f %f %lu %ld\n", first / count, times[0] / count, times[passes / 2] / count, least / count, count,
	       usage.ru_maxrss);
	return 0;
}
