import { checkFd } from "./arguments.js";
import { PIDFD_GET_NET_NAMESPACE } from "./constants/pidfd.js";
import { SYS_pidfd_getfd, SYS_pidfd_open, SYS_pidfd_send_signal } from "./constants/syscall.js";
import { ioctl } from "./ioctl.js";
import { bind } from "./libc.js";

const pidfdOpen_ = bind<[pid: number, flags: number]>("int pidfd_open(int pid, unsigned int flags)", {
  number: SYS_pidfd_open,
});
const pidfdGetfd_ = bind<[pidfd: number, targetFd: number, flags: number]>(
  "int pidfd_getfd(int fd, int targetFd, unsigned int flags)",
  { number: SYS_pidfd_getfd },
);
const pidfdSendSignal_ = bind<[pidfd: number, signal: number, info: null, flags: number]>(
  "int pidfd_send_signal(int fd, int signal, void *info, unsigned int flags)",
  { number: SYS_pidfd_send_signal },
);

/**
 * pidfd_open(2), Linux 5.3: a descriptor that stands for a process, however soon its number is somebody else's; it can
 * be read when the process has ended. Close-on-exec. `flags` is PIDFD_*.
 *
 * ESRCH: no such process; EINVAL: a flag that the kernel does not know, a number below 1, or (without PIDFD_THREAD) a
 * thread that does not lead its process (ENOENT on newer kernels: 6.18).
 */
export function pidfdOpen(pid: number, flags = 0): number {
  return pidfdOpen_(pid, flags);
}

/**
 * pidfd_getfd(2), Linux 5.6: a descriptor of our own, close-on-exec, for what that process has open as `targetFd`.
 *
 * EPERM: the caller may not trace the process (ptrace(2)'s rules); EBADF: not a pidfd, or nothing open there; ESRCH: the
 * process has ended.
 */
export function pidfdGetfd(pidfd: number, targetFd: number): number {
  return pidfdGetfd_(pidfd, checkFd(targetFd, "targetFd"), 0);
}

/**
 * pidfd_send_signal(2), Linux 5.1: kill(2) that cannot hit another process. Signal 0 only asks. `flags` is one of
 * PIDFD_SIGNAL_*.
 *
 * ESRCH: the process has ended and was waited for; EPERM: not ours to signal; EINVAL: no such signal, or flags that the
 * kernel does not know.
 */
export function pidfdSendSignal(pidfd: number, signal: number, flags = 0): void {
  pidfdSendSignal_(pidfd, signal, null, flags);
}

/**
 * A descriptor of the network namespace of a process, close-on-exec, without /proc. EPERM: the caller may not trace the
 * process; ESRCH: it has ended; ENOTTY: not a pidfd, or Linux before 6.11.
 */
export function pidfdGetNetNamespace(pidfd: number): number {
  return ioctl(pidfd, PIDFD_GET_NET_NAMESPACE);
}
