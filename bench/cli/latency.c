// latency RUN_DIR COUNT COMMAND ARG…: starts a monitor of names with a terminal as its output, since ip(8) keeps lines
// back from a pipe, adds COUNT names as ip(8) does, and prints for each how many microseconds after its beginning the
// line about it was there.
#include "../latency.h"
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>

#define OWN "/proc/thread-self/ns/net"

struct arrival {
	double time;
	char line[64];
};

static const char *run_dir;
static int arrivals;

static const char *path_of(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", run_dir, name);
	return path;
}

// The file comes first, as in ip(8).
static void add(const char *name)
{
	const char *path = path_of(name);
	int home = checked(open(OWN, O_RDONLY | O_CLOEXEC), "open");

	close(checked(open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0), path));
	checked(unshare(CLONE_NEWNET), "unshare");
	checked(mount(OWN, path, "none", MS_BIND, NULL), "mount");
	checked(setns(home, CLONE_NEWNET), "setns");
	close(home);
}

static void delete(const char *name)
{
	const char *path = path_of(name);

	checked(umount2(path, MNT_DETACH), "umount2");
	checked(unlink(path), "unlink");
}

// In a process of its own, so that a line is noticed while the name is still being made.
static void read_lines(int terminal, int to)
{
	FILE *lines = fdopen(terminal, "r");
	struct arrival arrival = { 0 };

	while (fgets(arrival.line, sizeof(arrival.line), lines) != NULL) {
		arrival.time = now();
		arrival.line[strcspn(arrival.line, "\r\n")] = 0;
		if (write(to, &arrival, sizeof(arrival)) != sizeof(arrival))
			break;
	}
	_exit(0);
}

// When the line about the name came; 0 when it has not come in time.
static double arrival_of(const char *name, int milliseconds)
{
	struct pollfd ready = { .fd = arrivals, .events = POLLIN };
	struct arrival arrival;
	char line[64];

	snprintf(line, sizeof(line), "add %s", name);
	while (poll(&ready, 1, milliseconds) > 0) {
		if (read(arrivals, &arrival, sizeof(arrival)) != sizeof(arrival))
			return 0;
		if (strcmp(arrival.line, line) == 0)
			return arrival.time;
	}
	return 0;
}

static double latency(const char *name, int milliseconds)
{
	double start = now(), end;

	add(name);
	end = arrival_of(name, milliseconds);
	delete(name);
	return end == 0 ? 0 : end - start;
}

int main(int argc, char **argv)
{
	int pipe_ends[2], terminal, i, count, misses = 0;
	pid_t monitor, reader;
	char name[32];

	if (argc < 4)
		return 2;
	run_dir = argv[1];
	count = atoi(argv[2]);
	checked(pipe2(pipe_ends, O_CLOEXEC), "pipe2");
	arrivals = pipe_ends[0];
	monitor = start(argv + 3, &terminal);
	reader = checked(fork(), "fork");
	if (reader == 0)
		read_lines(terminal, pipe_ends[1]);

	// Until it watches it says nothing.
	for (i = 0; i < MOST_TRIES; i++) {
		snprintf(name, sizeof(name), "early%d", i);
		if (latency(name, READY_MS) != 0)
			break;
	}
	for (i = 0; i < count; i++) {
		double time;

		snprintf(name, sizeof(name), "bench%d", i);
		time = latency(name, LINE_MS);
		if (time == 0)
			misses++;
		printf("%.1f\n", time);
	}
	kill(monitor, SIGTERM);
	kill(reader, SIGTERM);
	while (wait(NULL) > 0)
		;
	return misses != 0;
}
