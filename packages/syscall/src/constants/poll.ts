/** POLL* from asm-generic/poll.h, for poll(2). */
export const POLLIN = 0x1;
export const POLLPRI = 0x2;
export const POLLOUT = 0x4;
/** Only in what poll(2) reports, whether asked for or not: an error, the other end gone, a descriptor not open. */
export const POLLERR = 0x8;
export const POLLHUP = 0x10;
export const POLLNVAL = 0x20;
/** The other end sends nothing more. */
export const POLLRDHUP = 0x2000;
