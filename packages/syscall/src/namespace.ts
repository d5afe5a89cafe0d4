import { bind } from "./libc.js";

export { ioctl } from "./ioctl.js";

/**
 * setns(2): moves the calling thread, and only it, into the namespace behind a descriptor. Threads that it starts
 * later inherit the namespace. `nstype` is the CLONE_NEW* kind that it must be; 0 takes any kind, and so whatever
 * somebody put there.
 *
 * With a pidfd (Linux 5.8), `nstype` is one kind or some or-ed, and the thread moves into those of that process, into
 * all of them or none.
 *
 * EINVAL: not a namespace of that kind, or (mount, user) the thread shares its working directory, or its process has
 * other threads; EBADF: not open, or opened with O_PATH; EPERM: no CAP_SYS_ADMIN over its owner; ESRCH: the process has
 * ended.
 */
export const setns = bind<[fd: number, nstype: number]>("int setns(int fd, int nstype)");

/**
 * unshare(2): gives the calling thread, and only it, new namespaces: CLONE_NEW*, one or some or-ed. Of the others,
 * CLONE_FS takes the thread's working directory, root and umask away from what the rest of the process shares.
 *
 * EPERM: no CAP_SYS_ADMIN; ENOSPC: the user's limit is reached (user.max_*_namespaces); EINVAL: an unknown flag, or
 * CLONE_NEWUSER in a process with several threads, as Node's is.
 */
export const unshare = bind<[flags: number]>("int unshare(int flags)");
