// latency NAMESPACE LINK COUNT PAUSE KEY COMMAND ARG…
// latency NAMESPACE LINK COUNT PAUSE KEY @SOCKET
//
// Gives a link in a namespace COUNT other MTUs by netlink, PAUSE microseconds behind the one before was told of, and
// prints for each how many microseconds after its request was sent a monitor had told of it: the number stood behind
// KEY. The monitor is a command with a terminal as its output, since ip(8) keeps lines back from a pipe; or a server's
// events, on a unix socket.
#include "../latency.h"
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#define EVENTS "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
#define FIRST_MTU 20000
#define FIRST_EARLY_MTU 10000

struct arrival {
	double time;
	int mtu;
};

static const char *key;
static int arrivals, netlink, link_index;

static int open_netlink(const char *namespace)
{
	int home = checked(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC), "open");
	int there = checked(open(namespace, O_RDONLY | O_CLOEXEC), namespace);
	int fd;

	checked(setns(there, CLONE_NEWNET), "setns");
	fd = checked(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), "socket");
	checked(setns(home, CLONE_NEWNET), "setns");
	close(there);
	close(home);
	return fd;
}

// Returns when the request was sent.
static double set_mtu(unsigned int mtu)
{
	struct {
		struct nlmsghdr header;
		struct ifinfomsg link;
		struct rtattr attribute;
		unsigned int mtu;
	} request = {
		.header = { sizeof(request), RTM_NEWLINK, NLM_F_REQUEST | NLM_F_ACK, 1, 0 },
		.link = { .ifi_index = link_index },
		.attribute = { RTA_LENGTH(sizeof(mtu)), IFLA_MTU },
		.mtu = mtu,
	};
	char answer[4096];
	const struct nlmsghdr *header = (const void *)answer;
	double start = now();

	checked(send(netlink, &request, sizeof(request), 0), "send");
	checked(recv(netlink, answer, sizeof(answer), 0), "recv");
	if (header->nlmsg_type != NLMSG_ERROR || *(const int *)NLMSG_DATA(header) != 0) {
		fprintf(stderr, "the MTU cannot be %u\n", mtu);
		exit(1);
	}
	return start;
}

// What may be the beginning of another one stays, for the next time: how long it is is returned.
static size_t tell_numbers(char *text, size_t length, double time, int to)
{
	char *from = text, *end = text + length, *found, *behind;
	size_t most = strlen(key);

	*end = 0;
	while ((found = memmem(from, end - from, key, most)) != NULL) {
		struct arrival arrival = { .time = time, .mtu = strtol(found + most, &behind, 10) };

		if (behind == end)
			break;
		if (write(to, &arrival, sizeof(arrival)) != sizeof(arrival))
			_exit(0);
		from = behind;
	}
	if (found == NULL)
		found = end - from > (ssize_t)most ? end - most : from;
	memmove(text, found, end - found);
	return end - found;
}

// In a process of its own, so that it is noticed while the kernel still answers.
static void read_numbers(int from, int to)
{
	static char text[1 << 20];
	size_t rest = 0;
	ssize_t length;

	while ((length = read(from, text + rest, sizeof(text) - 1 - rest)) > 0)
		rest = tell_numbers(text, rest + length, now(), to);
	_exit(0);
}

// When it was told of the MTU; 0 when it was not in time.
static double arrival_of(int mtu, int milliseconds)
{
	struct pollfd ready = { .fd = arrivals, .events = POLLIN };
	struct arrival arrival;

	while (poll(&ready, 1, milliseconds) > 0) {
		if (read(arrivals, &arrival, sizeof(arrival)) != sizeof(arrival))
			return 0;
		if (arrival.mtu == mtu)
			return arrival.time;
	}
	return 0;
}

static double latency(int mtu, int milliseconds)
{
	double start = set_mtu(mtu), end = arrival_of(mtu, milliseconds);

	return end == 0 ? 0 : end - start;
}

static int ask_for_events(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = checked(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	checked(connect(fd, (struct sockaddr *)&address, sizeof(address)), path);
	checked(write(fd, EVENTS, strlen(EVENTS)), "write");
	return fd;
}

int main(int argc, char **argv)
{
	int pipe_ends[2], output, i, count, pause, misses = 0;
	pid_t monitor = 0, reader;

	if (argc < 7)
		return 2;
	netlink = open_netlink(argv[1]);
	link_index = atoi(argv[2]);
	count = atoi(argv[3]);
	pause = atoi(argv[4]);
	key = argv[5];
	checked(pipe2(pipe_ends, O_CLOEXEC), "pipe2");
	arrivals = pipe_ends[0];
	if (argv[6][0] == '@')
		output = ask_for_events(argv[6] + 1);
	else
		monitor = start(argv + 6, &output);
	reader = checked(fork(), "fork");
	if (reader == 0)
		read_numbers(output, pipe_ends[1]);

	// Until it watches it says nothing.
	for (i = 0; i < MOST_TRIES; i++) {
		if (latency(FIRST_EARLY_MTU + i, READY_MS) != 0)
			break;
	}
	for (i = 0; i < count; i++) {
		double time;

		usleep(pause);
		time = latency(FIRST_MTU + i, LINE_MS);
		if (time == 0)
			misses++;
		printf("%.1f\n", time);
	}
	if (monitor != 0)
		kill(monitor, SIGTERM);
	kill(reader, SIGTERM);
	while (wait(NULL) > 0)
		;
	return misses != 0;
}
