import { byteLengthOf, checkBytes } from "./arguments.js";
import type { Bytes } from "./c-string.js";
import { bind } from "./libc.js";
import { withFlag } from "./socket/flags.js";

// What node:fs could do as well, for those who do it thousands of times in a row. Beside a bare call of the same function
// (Node 20) `fs.openSync` and `fs.closeSync` take 0.3 µs more, `fs.fstatSync` 0.6 µs more, because it makes dates of times
// that nobody asked for, and a directory's entry 0.4 µs more. All that the kernel does to tell what a name is takes 1.2 µs.
// What is opened here `close` closes, never node:fs (see `Closer`).

const open_ = bind<[path: Bytes, flags: number, mode: number]>(
  "int open(const char *path, int flags, unsigned int mode)",
  { restart: true },
);

/**
 * open(2): a descriptor, close-on-exec and the caller's to close with `close`. `flags` are O_*, `mode` is that of a file
 * that is made, less the umask.
 */
export function open(path: Bytes, flags: number, mode = 0): number {
  return open_(path, withFlag(flags, O_CLOEXEC), mode);
}

/** asm-generic/fcntl.h; node:fs does not name it. */
const O_CLOEXEC = 0x8_0000;

// By its number: glibc has a function for it only since 2.33.
const fstat_ = bind<[fd: number, status: BigUint64Array]>("int fstat(int fd, void *status)", {
  number: { x64: 5, arm64: 80 },
});

/** What we read of struct stat: what tells one file from another. */
export interface FileStatus {
  readonly device: bigint;
  readonly inode: bigint;
}

/** fstat(2) of an open descriptor. */
export function fstat(fd: number): FileStatus {
  fstat_(fd, status);
  return { device: status[0] as bigint, inode: status[1] as bigint };
}

/**
 * struct stat: 0 st_dev (unsigned long) | 8 st_ino (unsigned long) …, 144 bytes on x86_64, 128 on aarch64. One for all
 * calls, each of which is read before the next.
 */
const status = new BigUint64Array(18);

const getdents64_ = bind<[fd: number, buffer: Uint8Array, size: number]>(
  "int getdents64(int fd, void *buffer, unsigned int size)",
  { number: { x64: 217, arm64: 61 } },
);

/** getdents64(2): how many bytes of an open directory's next entries are in the buffer now; 0 at its end. */
export function getdents64(fd: number, buffer: Uint8Array): number {
  checkBytes("buffer", buffer);
  return getdents64_(fd, buffer, byteLengthOf(buffer));
}
