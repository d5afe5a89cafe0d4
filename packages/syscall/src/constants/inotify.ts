/** IN_* from sys/inotify.h, for inotify(7). */
export const IN_ATTRIB = 0x4;
export const IN_MOVED_FROM = 0x40;
export const IN_MOVED_TO = 0x80;
export const IN_CREATE = 0x100;
export const IN_DELETE = 0x200;
export const IN_DELETE_SELF = 0x400;
export const IN_MOVE_SELF = 0x800;
export const IN_UNMOUNT = 0x2000;
/** The kernel's queue was full: events are lost. */
export const IN_Q_OVERFLOW = 0x4000;
/** The watch is gone: its directory was removed or its file system unmounted. */
export const IN_IGNORED = 0x8000;
export const IN_ONLYDIR = 0x1000000;
export const IN_NONBLOCK = 0x800;
export const IN_CLOEXEC = 0x80000;
