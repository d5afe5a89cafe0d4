/**
 * Signals that this package itself names, of x86_64 and aarch64, from asm-generic/signal.h. `constants.signals` of
 * node:os has all of them.
 */
export const SIGKILL = 9;
export const SIGPIPE = 13;
export const SIGSTOP = 19;
export const SIGTTOU = 22;
export const SIGXFSZ = 25;
/** The number of signals: `_NSIG` of the kernel. The C library keeps 32 and 33 for its threads, musl 34 as well. */
export const LAST_SIGNAL = 64;

/** Dispositions for signal(2) and sigaction(2). */
export const SIG_DFL = 0;
export const SIG_IGN = 1;
