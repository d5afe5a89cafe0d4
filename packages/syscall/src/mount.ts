import type { Bytes } from "./c-string.js";
import { bind } from "./libc.js";

/**
 * mount(2): a new mount, or with MS_BIND, MS_MOVE, MS_REMOUNT or one of the propagation flags something done to one
 * that is there; then `source`, `type` and `data` are ignored where they make no sense, as the manual page says.
 *
 * EINVAL: not a mount point (propagation, remount, move), a locked mount, or an option that the file system does not
 * know; ENOTDIR: a file on a directory or the reverse; ENODEV: the kernel has no such file system; EPERM; EBUSY;
 * ENOSPC: the limit of mounts (fs.mount-max).
 */
export const mount = bind<[source: Bytes, target: Bytes, type: string | null, flags: number, data: string | null]>(
  "int mount(const char *path, const char *dest, const char *type, unsigned long flags, const char *data)",
);

/**
 * umount2(2). EINVAL: not a mount point, or a locked mount; EBUSY: in use, without MNT_DETACH; EAGAIN: MNT_EXPIRE has
 * marked it.
 */
export const umount2 = bind<[target: Bytes, flags: number]>("int umount2(const char *path, int flags)");

const statfs_ = bind<[path: Bytes, buffer: Uint32Array]>("int statfs(const char *path, void *buffer)", {
  restart: true,
});
const fstatfs_ = bind<[fd: number, buffer: Uint32Array]>("int fstatfs(int fd, void *buffer)", { restart: true });

/** What we read of struct statfs: what Node's statfsSync leaves out, and what tells one file system from another. */
export interface FileSystemStatus {
  /** The file system's magic number: NSFS_MAGIC and the like. */
  readonly type: number;
  /** ST_* bits: how it is mounted. */
  readonly flags: number;
}

/** statfs(2) of a path: symbolic links are followed. */
export function statfs(path: Bytes): FileSystemStatus {
  statfs_(path, status);
  return readStatfs();
}

/** fstatfs(2) of an open descriptor. */
export function fstatfs(fd: number): FileSystemStatus {
  fstatfs_(fd, status);
  return readStatfs();
}

/**
 * struct statfs, 120 bytes: 0 f_type (long) … 80 f_flags (long); as 32-bit words. One for all calls, each of which is read
 * before the next: to make one takes longer than the call.
 */
const status = new Uint32Array(30);

function readStatfs(): FileSystemStatus {
  return { type: long(0), flags: long(20) };
}

/** A magic number may have more than 31 bits, and none is negative. */
function long(word: number): number {
  return (status[word] as number) + (status[word + 1] as number) * 2 ** 32;
}
