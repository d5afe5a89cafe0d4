/** MS_* from linux/mount.h, for mount(2). */
export const MS_RDONLY = 0x1;
export const MS_NOSUID = 0x2;
export const MS_NODEV = 0x4;
export const MS_NOEXEC = 0x8;
export const MS_REMOUNT = 0x20;
export const MS_BIND = 0x1000;
export const MS_MOVE = 0x2000;
export const MS_REC = 0x4000;
export const MS_SILENT = 0x8000;
export const MS_UNBINDABLE = 0x20000;
export const MS_PRIVATE = 0x40000;
export const MS_SLAVE = 0x80000;
export const MS_SHARED = 0x100000;
export const MS_RELATIME = 0x200000;

/** For umount2(2): even if it is in use; only some file systems can (NFS, FUSE). */
export const MNT_FORCE = 1;
/** For umount2(2): take the mount out of sight now, end it when nobody uses it any more. */
export const MNT_DETACH = 2;
/** For umount2(2): mark it, EAGAIN; unmount it when it is marked and was not used since. */
export const MNT_EXPIRE = 4;
/** For umount2(2): do not follow a symbolic link. */
export const UMOUNT_NOFOLLOW = 8;

/** File system types as statfs(2) reports them, from linux/magic.h. */
export const NSFS_MAGIC = 0x6e736673;
export const PROC_SUPER_MAGIC = 0x9fa0;
export const SYSFS_MAGIC = 0x62656572;
export const TMPFS_MAGIC = 0x01021994;

/** Flags of statfs(2), from sys/statvfs.h. */
export const ST_RDONLY = 1;
export const ST_NOSUID = 2;
export const ST_NODEV = 4;
export const ST_NOEXEC = 8;
