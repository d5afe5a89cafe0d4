/** CLONE_NEW* from linux/sched.h: kinds of namespaces, as unshare(2) and setns(2) take them; some may be or-ed. */
export const CLONE_NEWTIME = 0x80;
export const CLONE_NEWNS = 0x20000;
export const CLONE_NEWCGROUP = 0x2000000;
export const CLONE_NEWUTS = 0x4000000;
export const CLONE_NEWIPC = 0x8000000;
export const CLONE_NEWUSER = 0x10000000;
export const CLONE_NEWPID = 0x20000000;
export const CLONE_NEWNET = 0x40000000;

/** For unshare(2): a working directory, root and umask of the thread's own; a descriptor table of its own. */
export const CLONE_FS = 0x200;
export const CLONE_FILES = 0x400;

/**
 * Requests of ioctl(2) on a namespace's descriptor, from linux/nsfs.h and ioctl_ns(2). `nsfs.ts` has a function for
 * each. The first four are as old as Linux 4.11; behind the others stands the release that brought them.
 */
export const NS_GET_USERNS = 0xb701;
export const NS_GET_PARENT = 0xb702;
export const NS_GET_NSTYPE = 0xb703;
export const NS_GET_OWNER_UID = 0xb704;
export const NS_GET_MNTNS_ID = 0x8008b705; // 6.11
export const NS_GET_PID_FROM_PIDNS = 0x8004b706; // 6.11
export const NS_GET_TGID_FROM_PIDNS = 0x8004b707; // 6.11
export const NS_GET_PID_IN_PIDNS = 0x8004b708; // 6.11
export const NS_GET_TGID_IN_PIDNS = 0x8004b709; // 6.11
export const NS_MNT_GET_INFO = 0x8010b70a; // 6.12
export const NS_MNT_GET_NEXT = 0x8010b70b; // 6.12
export const NS_MNT_GET_PREV = 0x8010b70c; // 6.12
export const NS_GET_ID = 0x8008b70d; // 6.18

/** A request of ioctl(2) on a socket, from linux/sockios.h: a descriptor of its network namespace. Linux 4.10. */
export const SIOCGSKNS = 0x894c;

/** For listns(2), from linux/nsfs.h: owned by the caller's user namespace. Linux 6.19. */
export const LISTNS_CURRENT_USER = 0xffff_ffff_ffff_ffffn;
