/** MS_* from linux/mount.h, for mount(2). */
export const MS_RDONLY = 0x1;
export const MS_BIND = 0x1000;
export const MS_REC = 0x4000;
export const MS_PRIVATE = 0x40000;
export const MS_SLAVE = 0x80000;
export const MS_SHARED = 0x100000;

/** For umount2(2): take the mount out of sight now, end it when nobody uses it any more. */
export const MNT_DETACH = 2;
/** For umount2(2): do not follow a symbolic link. */
export const UMOUNT_NOFOLLOW = 8;

/** File system types as statfs(2) reports them, from linux/magic.h. */
export const NSFS_MAGIC = 0x6e736673;
/** A flag of statfs(2): the file system is mounted read-only. */
export const ST_RDONLY = 1;
