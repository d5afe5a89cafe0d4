// What the programs that measure monitors share: a clock, and a command with a terminal as its output.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define READY_MS 50
#define MOST_TRIES 400
#define LINE_MS 20000

static int checked(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(1);
	}
	return result;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int open_terminal(int *other_end)
{
	int terminal = checked(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), "posix_openpt");
	struct termios mode;

	checked(grantpt(terminal), "grantpt");
	checked(unlockpt(terminal), "unlockpt");
	*other_end = checked(open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC), "open");
	checked(tcgetattr(*other_end, &mode), "tcgetattr");
	cfmakeraw(&mode);
	checked(tcsetattr(*other_end, TCSANOW, &mode), "tcsetattr");
	return terminal;
}

static pid_t start(char **command, int *output)
{
	int other_end;
	pid_t child;

	*output = open_terminal(&other_end);
	child = checked(fork(), "fork");
	if (child == 0) {
		dup2(other_end, STDOUT_FILENO);
		execvp(command[0], command);
		perror(command[0]);
		_exit(127);
	}
	return child;
}
