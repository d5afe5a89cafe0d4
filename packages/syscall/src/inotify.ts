import { bind } from "./libc.js";

/** inotify_init1(2). EMFILE: the user has too many (fs.inotify.max_user_instances). */
export const inotifyInit1 = bind<[flags: number]>("int inotify_init1(int flags)");

/** inotify_add_watch(2): returns the watch's number. ENOSPC: too many watches (fs.inotify.max_user_watches). */
export const inotifyAddWatch = bind<[fd: number, path: string | Uint8Array, mask: number]>(
  "int inotify_add_watch(int fd, const char *path, uint32_t mask)",
);

/** inotify_rm_watch(2). */
export const inotifyRmWatch = bind<[fd: number, watch: number]>("int inotify_rm_watch(int fd, int watch)");

/** One struct inotify_event. */
export interface InotifyEvent {
  /** The number that inotify_add_watch returned; -1 when the queue overflowed. */
  readonly watch: number;
  /** IN_* bits. */
  readonly mask: number;
  /** The entry's name as bytes; empty when the event is about the watched directory itself. */
  readonly name: Uint8Array;
}

/**
 * The events in what a read of an inotify descriptor returned. The name is padded with NULs.
 * ```
 * 0 wd (i32) | 4 mask (u32) | 8 cookie (u32) | 12 len (u32) | 16 name
 * ```
 */
export function parseInotifyEvents(bytes: Uint8Array): InotifyEvent[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: InotifyEvent[] = [];
  for (let offset = 0; offset + 16 <= view.length; ) {
    const length = view.readUInt32LE(offset + 12);
    const padded = view.subarray(offset + 16, offset + 16 + length);
    const end = padded.indexOf(0);
    events.push({
      watch: view.readInt32LE(offset),
      mask: view.readUInt32LE(offset + 4),
      name: Uint8Array.from(end === -1 ? padded : padded.subarray(0, end)),
    });
    offset += 16 + length;
  }
  return events;
}
