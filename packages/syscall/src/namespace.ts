import { bind } from "./libc.js";

/**
 * setns(2): moves the calling thread, and only it, into the namespace behind a descriptor. Threads that it starts
 * later inherit the namespace. EINVAL: not a namespace of that type; EPERM: no CAP_SYS_ADMIN over its owner.
 */
export const setns = bind<[fd: number, nstype: number]>("int setns(int fd, int nstype)");

/** unshare(2): gives the calling thread, and only it, new namespaces. ENOSPC: the user's limit is reached. */
export const unshare = bind<[flags: number]>("int unshare(int flags)");

/** ioctl(2) without an argument, as namespaces take them (ioctl_ns(2)). ENOTTY: not a namespace. */
export const ioctl = bind<[fd: number, request: number]>("int ioctl(int fd, unsigned long request)");
