/** For fcntl(2). */
export const F_GETFD = 1;
export const F_SETFD = 2;
export const F_GETFL = 3;
export const F_SETFL = 4;
export const FD_CLOEXEC = 1;

/** Signal numbers of x86_64 and aarch64, from asm-generic/signal.h. */
export const SIGPIPE = 13;
export const SIGXFSZ = 25;

/** Dispositions for signal(2). */
export const SIG_DFL = 0;
export const SIG_IGN = 1;

/** A resource for getrlimit(2): how many descriptors a process may have. */
export const RLIMIT_NOFILE = 7;
