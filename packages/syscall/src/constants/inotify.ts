/** IN_* from sys/inotify.h, for inotify(7): what inotify_add_watch waits for, and what events report. */
export const IN_ACCESS = 0x1;
export const IN_MODIFY = 0x2;
export const IN_ATTRIB = 0x4;
export const IN_CLOSE_WRITE = 0x8;
export const IN_CLOSE_NOWRITE = 0x10;
export const IN_OPEN = 0x20;
export const IN_MOVED_FROM = 0x40;
export const IN_MOVED_TO = 0x80;
export const IN_CREATE = 0x100;
export const IN_DELETE = 0x200;
export const IN_DELETE_SELF = 0x400;
export const IN_MOVE_SELF = 0x800;

/** Events only. */
export const IN_UNMOUNT = 0x2000;
/** The kernel's queue was full: events are lost. */
export const IN_Q_OVERFLOW = 0x4000;
/** The watch is gone: it was removed, or its directory was, or its file system unmounted. */
export const IN_IGNORED = 0x8000;
/** The event is about a directory. */
export const IN_ISDIR = 0x40000000;

/** For inotify_add_watch only. ENOTDIR when the path is no directory. */
export const IN_ONLYDIR = 0x1000000;
export const IN_DONT_FOLLOW = 0x2000000;
/** No events about entries that have been unlinked and are still open. */
export const IN_EXCL_UNLINK = 0x4000000;
/** EEXIST rather than replace the mask of a watch that is there already. Since Linux 4.18. */
export const IN_MASK_CREATE = 0x10000000;
/** Add to the mask of a watch that is there already. */
export const IN_MASK_ADD = 0x20000000;
/** Remove the watch after one event. The top bit: `|` makes a negative number of it, and `>>> 0` the right one again. */
export const IN_ONESHOT = 0x80000000;

/** For inotify_init1. */
export const IN_NONBLOCK = 0x800;
export const IN_CLOEXEC = 0x80000;
