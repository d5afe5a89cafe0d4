import { invalidArgValue } from "../arguments.js";
import * as constants from "../constants/process.js";
import { bind } from "../libc.js";

const fcntl_ = bind<[fd: number, command: number, argument: number]>("int fcntl(int fd, int command, int argument)");

/** Whose argument is a number. For the others it is an address, where the kernel reads or writes. */
const commands: ReadonlySet<number> = new Set([
  constants.F_DUPFD,
  constants.F_GETFD,
  constants.F_SETFD,
  constants.F_GETFL,
  constants.F_SETFL,
  constants.F_SETOWN,
  constants.F_GETOWN,
  constants.F_SETSIG,
  constants.F_GETSIG,
  constants.F_SETLEASE,
  constants.F_GETLEASE,
  constants.F_NOTIFY,
  constants.F_DUPFD_CLOEXEC,
  constants.F_SETPIPE_SZ,
  constants.F_GETPIPE_SZ,
  constants.F_ADD_SEALS,
  constants.F_GET_SEALS,
]);

/**
 * fcntl(2) with a number as its argument; what it returns depends on the command.
 *
 * @throws SyscallError EBADF: not open, or opened with O_PATH and not to be changed; EINVAL; EMFILE from F_DUPFD
 */
export function fcntl(fd: number, command: number, argument: number): number {
  if (!commands.has(command)) throw invalidArgValue("command", "must be an F_… constant of this package");
  return fcntl_(fd, command, argument);
}
