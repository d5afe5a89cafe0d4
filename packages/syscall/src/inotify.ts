import { checkBytes, invalidArgValue } from "./arguments.js";
import { bind } from "./libc.js";

/**
 * inotify_init1(2): a new descriptor. EINVAL: a flag that is not IN_NONBLOCK or IN_CLOEXEC; EMFILE: the user has too
 * many (fs.inotify.max_user_instances), or the process too many descriptors.
 */
export const inotifyInit1 = bind<[flags: number]>("int inotify_init1(int flags)");

/**
 * inotify_add_watch(2): the watch's number, the old one when the path is watched already. ENOSPC: the user has too many
 * (fs.inotify.max_user_watches); ENOENT, EACCES (not readable); ENOTDIR: not a directory, with IN_ONLYDIR; EINVAL: no
 * events asked for, or not an inotify descriptor.
 */
export const inotifyAddWatch = bind<[fd: number, path: string | Uint8Array, mask: number]>(
  "int inotify_add_watch(int fd, const char *path, uint32_t mask)",
);

/** inotify_rm_watch(2); an event with IN_IGNORED follows. EINVAL: no such watch, or not an inotify descriptor. */
export const inotifyRmWatch = bind<[fd: number, watch: number]>("int inotify_rm_watch(int fd, int watch)");

/** One struct inotify_event. */
export interface InotifyEvent {
  /** The number that inotify_add_watch returned; -1 when the queue overflowed. */
  readonly watch: number;
  /** IN_* bits. */
  readonly mask: number;
  /** The same, and not 0, in the two events of a rename: IN_MOVED_FROM and IN_MOVED_TO. */
  readonly cookie: number;
  /** The entry's name as bytes; empty when the event is about the watched path itself. */
  readonly name: Uint8Array;
}

/** What stands before an event's name. */
const HEADER = 16;

/**
 * The events in what a read of an inotify descriptor returned. The names are copies, without their NULs. A read needs
 * room for one event with the longest name, 16 + 255 + 1 bytes; with less the kernel says EINVAL.
 * ```
 * 0 wd (i32) | 4 mask (u32) | 8 cookie (u32) | 12 len (u32) | 16 name, padded with NULs to len
 * ```
 * @throws TypeError ERR_INVALID_ARG_VALUE when the bytes end within an event. The kernel only returns whole ones, so
 * something was cut off; to leave it out would be to lose an event without a word.
 */
export function parseInotifyEvents(bytes: Uint8Array): InotifyEvent[] {
  checkBytes("bytes", bytes);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: InotifyEvent[] = [];
  for (let offset = 0; offset < view.length; ) {
    const start = offset + HEADER;
    const end = start <= view.length ? start + view.readUInt32LE(offset + 12) : start;
    if (end > view.length) {
      throw invalidArgValue("bytes", `is cut off: an event from ${offset} to ${end}, but only ${view.length} bytes`);
    }
    const padded = view.subarray(start, end);
    const nul = padded.indexOf(0);
    events.push({
      watch: view.readInt32LE(offset),
      mask: view.readUInt32LE(offset + 4),
      cookie: view.readUInt32LE(offset + 8),
      name: Uint8Array.from(nul === -1 ? padded : padded.subarray(0, nul)),
    });
    offset = end;
  }
  return events;
}
