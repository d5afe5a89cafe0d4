import type { Bytes } from "./c-string.js";
import { bind } from "./libc.js";

/** mount(2). EINVAL: not a mount point (when changing propagation), or a locked mount. */
export const mount = bind<[source: Bytes, target: Bytes, type: string | null, flags: number, data: string | null]>(
  "int mount(const char *path, const char *dest, const char *type, unsigned long flags, const char *data)",
);

/** umount2(2). EINVAL: not a mount point, or a locked mount. */
export const umount2 = bind<[target: Bytes, flags: number]>("int umount2(const char *path, int flags)");

const statfs_ = bind<[path: Bytes, buffer: Uint8Array]>("int statfs(const char *path, void *buffer)");
const fstatfs_ = bind<[fd: number, buffer: Uint8Array]>("int fstatfs(int fd, void *buffer)");

/** What we read of struct statfs: the file system's magic number, and its mount flags (ST_*). */
export interface FileSystemStatus {
  readonly type: number;
  readonly flags: number;
}

/** statfs(2) of a path. */
export function statfs(path: Bytes): FileSystemStatus {
  const buffer = Buffer.alloc(STATFS_SIZE);
  statfs_(path, buffer);
  return readStatfs(buffer);
}

/** fstatfs(2) of an open descriptor. */
export function fstatfs(fd: number): FileSystemStatus {
  const buffer = Buffer.alloc(STATFS_SIZE);
  fstatfs_(fd, buffer);
  return readStatfs(buffer);
}

const STATFS_SIZE = 120;

function readStatfs(buffer: Buffer): FileSystemStatus {
  return { type: Number(buffer.readBigInt64LE(0)), flags: Number(buffer.readBigInt64LE(80)) };
}
