/** For pidfd_open(2), from linux/pidfd.h: waitid(2) on it does not wait (5.10); it stands for one thread (6.9). */
export const PIDFD_NONBLOCK = 0x800;
export const PIDFD_THREAD = 0x80;

/** Whom pidfd_send_signal(2) means, if not what the descriptor stands for. Linux 6.9. */
export const PIDFD_SIGNAL_THREAD = 1;
export const PIDFD_SIGNAL_THREAD_GROUP = 2;
export const PIDFD_SIGNAL_PROCESS_GROUP = 4;

/** A request of ioctl(2) on a pidfd, from linux/pidfd.h: a descriptor of the process's network namespace. Linux 6.11. */
export const PIDFD_GET_NET_NAMESPACE = 0xff04;
