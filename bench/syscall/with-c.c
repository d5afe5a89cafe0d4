// with-c TASK MILLISECONDS: the same system calls as ours.mjs makes, and the same line: "MINIMUM MEDIAN", nanoseconds.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/netlink.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define OWN "/proc/thread-self/ns/net"
#define DATAGRAM 32768
#define MOST_RUNS 1000000

static int home, there, receiver, sender;
static struct sockaddr_nl to;
static char buffer[DATAGRAM];

static void failed(const char *what)
{
	perror(what);
	exit(1);
}

static int checked(int result, const char *what)
{
	if (result < 0)
		failed(what);
	return result;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static void open_both(void)
{
	home = checked(open(OWN, O_RDONLY | O_CLOEXEC), "open");
	checked(unshare(CLONE_NEWNET), "unshare");
	there = checked(open(OWN, O_RDONLY | O_CLOEXEC), "open");
	checked(setns(home, CLONE_NEWNET), "setns");
}

static void open_pair(void)
{
	int size = 1 << 20;
	socklen_t length = sizeof(to);

	receiver = checked(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_USERSOCK), "socket");
	sender = checked(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_USERSOCK), "socket");
	checked(setsockopt(receiver, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)), "setsockopt");
	to.nl_family = AF_NETLINK;
	checked(bind(receiver, (struct sockaddr *)&to, sizeof(to)), "bind");
	checked(getsockname(receiver, (struct sockaddr *)&to, &length), "getsockname");
}

static void nothing(void)
{
}

static void send_one(void)
{
	checked(sendto(sender, buffer, DATAGRAM, 0, (struct sockaddr *)&to, sizeof(to)), "sendto");
}

static void socket_and_close(void)
{
	close(checked(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), "socket"));
}

static void there_and_back(void)
{
	checked(setns(there, CLONE_NEWNET), "setns");
	checked(setns(home, CLONE_NEWNET), "setns");
}

static void scoped(void)
{
	struct stat status;
	char before[64], after[64];
	int fd = checked(open(OWN, O_RDONLY | O_CLOEXEC), "open");
	ssize_t length;

	checked(fstat(fd, &status), "fstat");
	snprintf(before, sizeof(before), "net:[%lu]", (unsigned long)status.st_ino);
	checked(setns(there, CLONE_NEWNET), "setns");
	checked(setns(fd, CLONE_NEWNET), "setns");
	length = readlink(OWN, after, sizeof(after) - 1);
	after[length < 0 ? 0 : length] = 0;
	if (strcmp(before, after) != 0)
		failed("not at home");
	close(fd);
}

static void receive(void)
{
	struct sockaddr_nl from;
	char control[2048];
	struct iovec iovec = { buffer, DATAGRAM };
	struct msghdr message = { &from, sizeof(from), &iovec, 1, control, sizeof(control), 0 };

	if (recvmsg(receiver, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != DATAGRAM)
		failed("recvmsg");
}

// What is made ready once, then before each call of a run, and what is timed.
static const struct {
	const char *name;
	void (*open)(void), (*prepare)(void), (*call)(void);
	int count;
} tasks[] = {
	{ "socket", nothing, nothing, socket_and_close, 500 },
	{ "setns", open_both, nothing, there_and_back, 500 },
	{ "scoped", open_both, nothing, scoped, 200 },
	{ "recvmsg", open_pair, send_one, receive, 8 },
};

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
	static double runs[MOST_RUNS];
	double end;
	unsigned task;
	int count = 0, i;

	if (argc != 3)
		return 2;
	for (task = 0; task < sizeof(tasks) / sizeof(*tasks); task++) {
		if (strcmp(tasks[task].name, argv[1]) != 0)
			continue;
		tasks[task].open();
		end = now() + atof(argv[2]) * 1e6;
		while (now() < end && count < MOST_RUNS) {
			double start;

			for (i = 0; i < tasks[task].count; i++)
				tasks[task].prepare();
			start = now();
			for (i = 0; i < tasks[task].count; i++)
				tasks[task].call();
			runs[count++] = (now() - start) / tasks[task].count;
		}
		qsort(runs, count, sizeof(*runs), by_size);
		printf("%.1f %.1f\n", runs[0], runs[count / 2]);
		return 0;
	}
	return 2;
}
