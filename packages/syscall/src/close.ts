import { errno } from "./errno.js";
import { SyscallError } from "./errors.js";
import { bindQuiet } from "./libc.js";

const close_ = bindQuiet<[fd: number]>("int close(int fd)");

/**
 * close(2), for what `fs.openSync` has not opened: in a Worker Node keeps a list of those, and takes a closing of
 * anything else for a mistake. Never made again, because the number is free whatever it says, EINTR included, which is
 * therefore no error. EBADF: not open; EIO, ENOSPC, EDQUOT: something that was written before is lost.
 */
export function close(fd: number): void {
  const result = close_(fd);
  if (result < 0 && -result !== errno["EINTR"]) throw new SyscallError("close", result);
}
