/** CLONE_NEW* from linux/sched.h: kinds of namespaces, as unshare(2) and setns(2) take them. */
export const CLONE_NEWNS = 0x20000;
export const CLONE_NEWUSER = 0x10000000;
export const CLONE_NEWNET = 0x40000000;

/** From linux/nsfs.h: an ioctl(2) on a namespace's descriptor that returns its CLONE_NEW* number. */
export const NS_GET_NSTYPE = 0xb703;
