import type { Bytes } from "../c-string.js";
import { bind } from "../libc.js";
import { checkText } from "./argument-list.js";

/**
 * fchdir(2): the working directory, of all threads that share it with the calling one. Node caches process.cwd() and
 * does not notice.
 *
 * @throws SyscallError EBADF, ENOTDIR, EACCES
 */
export const fchdir = bind<[fd: number]>("int fchdir(int fd)");

const chroot_ = bind<[path: Bytes]>("int chroot(const char *path)");

/**
 * chroot(2): the root directory, of all threads that share it with the calling one.
 *
 * @throws SyscallError EPERM without CAP_SYS_CHROOT; ENOENT, ENOTDIR, EACCES
 */
export function chroot(path: Bytes): number {
  return chroot_(checkText("path", path));
}
