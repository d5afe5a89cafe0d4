import { bind } from "./libc.js";

/**
 * flock(2): LOCK_SH, LOCK_EX or LOCK_UN on an open file. The lock belongs to the open file, not to the descriptor or
 * the process: whoever has it by dup, fork or exec holds it too, and it ends with the last of them; opening the file
 * once more competes with ourselves. A shared lock that becomes exclusive is given up in between.
 *
 * It waits without limit, and the calling thread with it, unless LOCK_NB is or-ed: then EAGAIN (which is EWOULDBLOCK)
 * says that somebody else holds it. A signal does not end the waiting, except within `interruptible`, where it is EINTR.
 *
 * EBADF: not open; EINVAL: no such operation; ENOLCK: no memory for locks left.
 */
export const flock = bind<[fd: number, operation: number]>("int flock(int fd, int operation)", { restart: true });
