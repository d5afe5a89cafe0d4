import { checkBytes, outOfRange } from "../arguments.js";
import { bind, libc } from "../libc.js";

/** struct termios of libc; on both machines, in both libcs. */
const TERMIOS_SIZE = 60;

const tcgetattr_ = bind<[fd: number, attributes: Uint8Array]>("int tcgetattr(int fd, void *attributes)");
const tcsetattr_ = bind<[fd: number, when: number, attributes: Uint8Array]>(
  "int tcsetattr(int fd, int when, const void *attributes)",
);

const isatty_ = bind<[fd: number]>("int isatty(int fd)");

/** isatty(3): whether a descriptor is a terminal. Loading node:tty for it takes longer than the call. */
export function isatty(fd: number): boolean {
  return isatty_(fd) === 1;
}

/**
 * tcgetattr(3): a terminal's attributes, to be set again: struct termios as its bytes.
 *
 * @throws SyscallError ENOTTY: no terminal; EBADF; EIO: the other side has hung up
 */
export function tcgetattr(fd: number): Uint8Array {
  const attributes = new Uint8Array(TERMIOS_SIZE);
  tcgetattr_(fd, attributes);
  return attributes;
}

/**
 * tcsetattr(3): gives a terminal attributes that `tcgetattr` has returned. In the background of its terminal a process
 * is stopped by that, with SIGTTOU, unless it blocks or ignores the signal.
 *
 * @param when TCSANOW
 * @throws SyscallError ENOTTY, EBADF, EIO as `tcgetattr`; EINVAL
 */
export function tcsetattr(fd: number, when: number, attributes: Uint8Array): void {
  const { length } = checkBytes("attributes", attributes);
  if (length !== TERMIOS_SIZE) throw outOfRange("attributes.length", String(TERMIOS_SIZE), length);
  tcsetattr_(fd, when, attributes);
}

let reset: (() => number) | undefined;

/**
 * uv_tty_reset_mode() of the libuv in this process, which Node calls when it ends: a terminal that setRawMode(true) was
 * called for gets the attributes back that it had. Nothing when there is none, or where Node hides libuv's functions.
 */
export function resetTerminalMode(): void {
  reset ??= resetFunction();
  // What it returns does not matter, as to Node: the terminal may be gone.
  reset();
}

function resetFunction(): () => number {
  const { libc: library } = libc();
  try {
    return library.func("int uv_tty_reset_mode()");
  } catch {
    return () => 0;
  }
}
