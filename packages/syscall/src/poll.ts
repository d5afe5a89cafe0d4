import { checkFd, checkInt, invalidArgType } from "./arguments.js";
import { errno } from "./errno.js";
import { SyscallError } from "./errors.js";
import { bindQuiet, isInterruptible } from "./libc.js";

/** A descriptor and what to wait for there: POLL*, or-ed; 0 for errors and hang-ups alone. */
export interface PollRequest {
  readonly fd: number;
  readonly events: number;
}

const poll_ = bindQuiet<[requests: Uint8Array, count: number, timeout: number]>(
  "int poll(void *requests, unsigned long count, int timeout)",
);

/**
 * ```
 * struct pollfd: 0 fd (i32) | 4 events (i16) | 6 revents (i16)
 * ```
 */
const POLLFD_SIZE = 8;

/**
 * poll(2): blocks the thread, event loop and all, until one of the descriptors is ready or `timeout` milliseconds have
 * passed; -1 is without limit, 0 only looks. Returns what each is ready for, in the order of the requests: POLL* bits,
 * all 0 when the time was over. A descriptor that is not open is POLLNVAL and no error.
 *
 * A signal makes it wait again, for the time that is left; within `interruptible` it is EINTR. EINVAL: more descriptors
 * than the process may have.
 */
export function poll(requests: readonly PollRequest[], timeout: number): number[] {
  if (!Array.isArray(requests)) throw invalidArgType("requests", "an array", requests);
  checkInt("timeout", timeout, -1, 0x7fff_ffff);
  const bytes = Buffer.alloc(POLLFD_SIZE * requests.length);
  requests.forEach((request: PollRequest, index) => {
    bytes.writeInt32LE(checkFd(request?.fd, `requests[${index}].fd`), POLLFD_SIZE * index);
    bytes.writeUInt16LE(checkInt(`requests[${index}].events`, request.events, 0, 0xffff), POLLFD_SIZE * index + 4);
  });
  wait(bytes, requests.length, timeout);
  return requests.map((_, index) => bytes.readUInt16LE(POLLFD_SIZE * index + 6));
}

function wait(bytes: Buffer, count: number, timeout: number): void {
  const end = timeout > 0 ? performance.now() + timeout : undefined;
  for (let left = timeout; ; ) {
    const result = poll_(bytes, count, left);
    if (result >= 0) return;
    if (-result !== errno["EINTR"] || isInterruptible()) throw new SyscallError("poll", result);
    // Never 0 too early: poll(2) waits whole milliseconds.
    if (end !== undefined) left = Math.max(0, Math.ceil(end - performance.now()));
  }
}
