/** For fcntl(2), from asm-generic/fcntl.h and linux/fcntl.h: the commands whose argument is a number. */
export const F_DUPFD = 0;
export const F_GETFD = 1;
export const F_SETFD = 2;
export const F_GETFL = 3;
export const F_SETFL = 4;
export const F_SETOWN = 8;
export const F_GETOWN = 9;
export const F_SETSIG = 10;
export const F_GETSIG = 11;
export const F_SETLEASE = 1024;
export const F_GETLEASE = 1025;
export const F_NOTIFY = 1026;
export const F_DUPFD_CLOEXEC = 1030;
export const F_SETPIPE_SZ = 1031;
export const F_GETPIPE_SZ = 1032;
export const F_ADD_SEALS = 1033;
export const F_GET_SEALS = 1034;
export const FD_CLOEXEC = 1;

/** Resources for getrlimit(2), from asm-generic/resource.h. */
export const RLIMIT_CPU = 0;
export const RLIMIT_FSIZE = 1;
export const RLIMIT_DATA = 2;
export const RLIMIT_STACK = 3;
export const RLIMIT_CORE = 4;
export const RLIMIT_RSS = 5;
export const RLIMIT_NPROC = 6;
/** How many descriptors a process may have; Node raises the soft limit to the hard one at its start. */
export const RLIMIT_NOFILE = 7;
export const RLIMIT_MEMLOCK = 8;
export const RLIMIT_AS = 9;
/** What a limit is where there is none. */
export const RLIM_INFINITY = 2n ** 64n - 1n;

/** Options for waitpid(2) and waitid(2), from linux/wait.h. */
export const WNOHANG = 1;
/** For waitpid; waitid calls it WSTOPPED. */
export const WUNTRACED = 2;
export const WSTOPPED = 2;
/** For waitid only. */
export const WEXITED = 4;
export const WCONTINUED = 8;
/** For waitid only: leaves the child to be waited for again. */
export const WNOWAIT = 0x100_0000;
/** What waitid's id is: a process, or a descriptor from pidfd_open(2) (Linux 5.4). */
export const P_PID = 1;
export const P_PIDFD = 3;

/**
 * For prctl(2), from linux/prctl.h.
 *
 * PR_SET_PDEATHSIG: the signal that this process gets when the *thread* that started it ends; 0 for none. A parent that
 * is gone already is not noticed, so compare the parent's pid afterwards.
 */
export const PR_SET_PDEATHSIG = 1;
/** Whether a capability is in the calling thread's bounding set: 1 or 0. */
export const PR_CAPBSET_READ = 23;
/** 1: processes further down that lose their parent become children of this one. */
export const PR_SET_CHILD_SUBREAPER = 36;
/** 1, and never back: what the calling thread executes gets no more rights than it has itself. */
export const PR_SET_NO_NEW_PRIVS = 38;
export const PR_GET_NO_NEW_PRIVS = 39;

/** When tcsetattr(3) takes effect: at once. */
export const TCSANOW = 0;
