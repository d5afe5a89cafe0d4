// with-c TASK RUN_DIR COUNT MILLISECONDS: what ours.mjs does, by the same system calls, and the same line.
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <linux/net_namespace.h>
#include <linux/nsfs.h>
#include <linux/rtnetlink.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <time.h>
#include <unistd.h>

#define OWN "/proc/thread-self/ns/net"
#define NSFS 0x6e736673
#define WARM_UP 1000
#define MOST_RUNS 100000
#define REQUEST_ROOM 64
#define ANSWER_ROOM 32768

static const char *run_dir;
static int count, ids;

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

static double now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static const char *path_of(const char *kind, int number)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s%d", run_dir, kind, number);
	return path;
}

struct home {
	int fd;
	char identity[64];
};

static struct home leave(void)
{
	struct home home;
	struct stat status;

	home.fd = checked(open(OWN, O_RDONLY | O_CLOEXEC), "open");
	checked(fstat(home.fd, &status), "fstat");
	snprintf(home.identity, sizeof(home.identity), "net:[%lu]", (unsigned long)status.st_ino);
	return home;
}

static void go_home(struct home home)
{
	char arrived[64];
	ssize_t length;

	checked(setns(home.fd, CLONE_NEWNET), "setns");
	length = readlink(OWN, arrived, sizeof(arrived) - 1);
	arrived[length < 0 ? 0 : length] = 0;
	if (strcmp(arrived, home.identity) != 0)
		failed("not at home");
	close(home.fd);
}

static int is_namespace(int fd)
{
	struct statfs status;

	return fstatfs(fd, &status) == 0 && status.f_type == NSFS && ioctl(fd, NS_GET_NSTYPE) == CLONE_NEWNET;
}

static int open_entry(const char *path)
{
	return checked(open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), "open");
}

static void share_run_dir(void)
{
	int directory;

	mkdir(run_dir, 0755);
	directory = checked(open(run_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open");
	checked(flock(directory, LOCK_EX | LOCK_NB), "flock");
	if (mount("", run_dir, "none", MS_SHARED | MS_REC, NULL) < 0) {
		checked(mount(run_dir, run_dir, "none", MS_BIND | MS_REC, NULL), "mount");
		checked(mount(run_dir, run_dir, "none", MS_PRIVATE | MS_REC, NULL), "mount");
		checked(mount("", run_dir, "none", MS_SHARED | MS_REC, NULL), "mount");
	}
	close(directory);
}

static void create(const char *kind, int how_many)
{
	int i;

	share_run_dir();
	for (i = 0; i < how_many; i++) {
		const char *path = path_of(kind, i);
		struct home home;
		struct stat status;
		int made;

		close(checked(open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0), "open"));
		home = leave();
		checked(unshare(CLONE_NEWNET), "unshare");
		made = open_entry(OWN);
		checked(fstat(made, &status), "fstat");
		checked(mount(OWN, path, "none", MS_BIND, NULL), "mount");
		go_home(home);
		close(made);
	}
}

// Names of this process's own namespace: when they go, no namespace ends.
static void attach_own(const char *kind, int how_many)
{
	int i;

	share_run_dir();
	for (i = 0; i < how_many; i++) {
		const char *path = path_of(kind, i);

		close(checked(open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0), "open"));
		checked(mount(OWN, path, "none", MS_BIND, NULL), "mount");
	}
}

static void delete(const char *kind, int how_many)
{
	struct statfs status;
	int i;

	checked(access(run_dir, W_OK), "access");
	for (i = 0; i < how_many; i++) {
		const char *path = path_of(kind, i);
		int fd = checked(open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC), "open");

		checked(fstatfs(fd, &status), "fstatfs");
		if (status.f_type != NSFS)
			failed("no namespace");
		checked(umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW), "umount2");
		checked(unlink(path), "unlink");
		close(fd);
	}
}

// A request about an id, by the descriptor of a namespace or (-1) about all, and how many ids are in the answers.
static int ask(int client, int fd)
{
	static char answer[ANSWER_ROOM];
	static int sequence;
	struct {
		struct nlmsghdr header;
		struct rtgenmsg message;
		char attributes[REQUEST_ROOM];
	} request = { { NLMSG_LENGTH(sizeof(struct rtgenmsg)), RTM_GETNSID, NLM_F_REQUEST, ++sequence, 0 }, { AF_UNSPEC }, "" };
	struct sockaddr_nl kernel = { AF_NETLINK };
	int found = 0;

	if (fd < 0) {
		request.header.nlmsg_flags |= NLM_F_DUMP;
	} else {
		struct rtattr *attribute = (void *)((char *)&request + NLMSG_ALIGN(request.header.nlmsg_len));

		attribute->rta_type = NETNSA_FD;
		attribute->rta_len = RTA_LENGTH(sizeof(fd));
		memcpy(RTA_DATA(attribute), &fd, sizeof(fd));
		request.header.nlmsg_len = NLMSG_ALIGN(request.header.nlmsg_len) + attribute->rta_len;
	}
	checked(sendto(client, &request, request.header.nlmsg_len, 0, (void *)&kernel, sizeof(kernel)), "sendto");
	for (;;) {
		int length = checked(recv(client, answer, sizeof(answer), 0), "recv");
		struct nlmsghdr *message = (void *)answer;

		for (; NLMSG_OK(message, length); message = NLMSG_NEXT(message, length)) {
			struct rtattr *attribute = (void *)((char *)message + NLMSG_SPACE(sizeof(struct rtgenmsg)));
			int left = message->nlmsg_len - NLMSG_SPACE(sizeof(struct rtgenmsg));

			if (message->nlmsg_type == NLMSG_DONE)
				return found;
			if (message->nlmsg_type != RTM_NEWNSID)
				failed("ids");
			for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
				if (attribute->rta_type == NETNSA_NSID && *(int *)RTA_DATA(attribute) >= 0)
					found++;
		}
		if (fd >= 0)
			return found;
	}
}

static void list(void)
{
	struct sockaddr_nl address = { AF_NETLINK };
	int client = checked(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), "socket");
	DIR *directory = opendir(run_dir);
	struct dirent *entry;
	struct stat status;
	int found = 0, has_ids;
	dev_t nsfs;

	checked(bind(client, (void *)&address, sizeof(address)), "bind");
	checked(stat(OWN, &status), "stat");
	nsfs = status.st_dev;
	has_ids = ask(client, -1);
	ids = 0;
	while ((entry = readdir(directory))) {
		char path[4096];
		int fd;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", run_dir, entry->d_name);
		fd = open_entry(path);
		checked(fstat(fd, &status), "fstat");
		if (status.st_dev != nsfs || ioctl(fd, NS_GET_NSTYPE) != CLONE_NEWNET)
			failed(path);
		if (has_ids)
			ids += ask(client, fd);
		close(fd);
		found++;
	}
	closedir(directory);
	close(client);
	if (found != count)
		failed("names");
}

static void enter(void)
{
	struct stat status;
	int i;

	for (i = 0; i < count; i++) {
		int fd = open_entry(path_of("bench", i));
		struct home home;

		if (!is_namespace(fd))
			failed("no namespace");
		checked(fstat(fd, &status), "fstat");
		home = leave();
		checked(setns(fd, CLONE_NEWNET), "setns");
		go_home(home);
		close(fd);
	}
}

static void open_sockets(void)
{
	int i;

	for (i = 0; i < count; i++) {
		int fd = open_entry(path_of("bench", i)), made;
		struct home home = leave();

		checked(setns(fd, CLONE_NEWNET), "setns");
		made = checked(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
		go_home(home);
		close(fd);
		close(made);
	}
}

static void create_all(void)
{
	create("bench", count);
}

static void delete_all(void)
{
	delete("bench", count);
}

enum once { REPEATED, CREATING, DELETING };

static const struct {
	const char *name;
	void (*run)(void);
	enum once once;
} tasks[] = {
	{ "create", create_all, CREATING }, { "delete", delete_all, DELETING }, { "list", list, REPEATED },
	{ "enter", enter, REPEATED }, { "socket", open_sockets, REPEATED },
};

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
	static double runs[MOST_RUNS], cpu[MOST_RUNS];
	double end;
	unsigned task;
	int done = 0;

	if (argc != 5)
		return 2;
	run_dir = argv[2];
	count = atoi(argv[3]);
	for (task = 0; task < sizeof(tasks) / sizeof(*tasks); task++) {
		if (strcmp(tasks[task].name, argv[1]) != 0)
			continue;
		if (tasks[task].once == CREATING)
			create("warm-up", WARM_UP);
		if (tasks[task].once == DELETING) {
			attach_own("warm-up", WARM_UP);
			delete("warm-up", WARM_UP);
		}
		end = now(CLOCK_PROCESS_CPUTIME_ID) + atof(argv[4]) * 1e6;
		do {
			double start = now(CLOCK_MONOTONIC), busy = now(CLOCK_PROCESS_CPUTIME_ID);

			tasks[task].run();
			cpu[done] = (now(CLOCK_PROCESS_CPUTIME_ID) - busy) / count;
			runs[done++] = (now(CLOCK_MONOTONIC) - start) / count;
		} while (!tasks[task].once && now(CLOCK_PROCESS_CPUTIME_ID) < end && done < MOST_RUNS);
		// Not before: the kernel ends a namespace in its own time, which would be that of the measurement.
		if (tasks[task].once == CREATING)
			delete("warm-up", WARM_UP);
		qsort(runs, done, sizeof(*runs), by_size);
		qsort(cpu, done, sizeof(*cpu), by_size);
		printf("%.0f %.0f %.0f %d\n", runs[0], runs[done / 2], cpu[0], ids);
		return 0;
	}
	return 2;
}
