import { bind } from "./libc.js";

/** flock(2): waits, without limit, unless LOCK_NB is given; then EAGAIN says that somebody else holds the lock. */
export const flock = bind<[fd: number, operation: number]>("int flock(int fd, int operation)", { restart: true });
