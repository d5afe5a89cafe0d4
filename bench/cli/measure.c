// measure COMMAND ARG…: runs it with its output to nowhere, and says what it took: microseconds of CPU time, its own and
// that of what it waited for, and by the clock; the most memory it had, in KiB; and its status, as a shell gives it.
// Node does not tell this of a child. And a child's peak begins with what its parent had (getrusage(2)), so that the
// parent must be small.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void start(char **command)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	dup2(nowhere, STDOUT_FILENO);
	execvp(command[0], command);
	perror(command[0]);
	_exit(127);
}

static long microseconds(struct timeval time)
{
	return time.tv_sec * 1000000L + time.tv_usec;
}

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000L + time.tv_nsec / 1000;
}

int main(int argc, char **argv)
{
	struct rusage used;
	long begin = now(), end;
	int status;
	pid_t child;

	if (argc < 2)
		return 2;
	child = fork();
	if (child == 0)
		start(argv + 1);
	if (child < 0 || wait4(child, &status, 0, &used) < 0) {
		perror("measure");
		return 1;
	}
	end = now();
	printf("%ld %ld %ld %d\n", microseconds(used.ru_utime) + microseconds(used.ru_stime), end - begin, used.ru_maxrss,
	       WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
