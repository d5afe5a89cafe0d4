import { closeSync, openSync } from "node:fs";
import { Socket } from "node:net";
import { AF_UNIX, Fd, SOCK_CLOEXEC, SOCK_STREAM, type System } from "@netns/syscall";

/** What a child's descriptor is: as node:child_process has it. */
export type StdioEntry = "pipe" | "inherit" | "ignore" | null | undefined | number | { readonly fd: number };
export type StdioOption = "pipe" | "inherit" | "ignore" | readonly StdioEntry[];

/** A child's descriptors: its own ends, and the streams at ours. */
export class Stdio {
  /** What becomes the child's descriptors 0, 1, 2, …. */
  readonly descriptors: readonly number[];
  /** One for each; null where there is no pipe. */
  readonly streams: readonly (Socket | null)[];
  readonly #theirs: Fd[] = [];

  /** @throws TypeError for an entry that cannot be; SyscallError EMFILE, ENFILE */
  constructor(option: StdioOption = "pipe", system: System) {
    const entries = typeof option === "string" ? [option, option, option] : [...option];
    while (entries.length < 3) entries.push(undefined);
    const descriptors: number[] = [];
    const streams: (Socket | null)[] = [];
    try {
      for (const [number, entry] of entries.entries()) {
        const { fd, stream } = this.#open(entry ?? (number < 3 ? "pipe" : "ignore"), number, system);
        descriptors.push(fd);
        streams.push(stream);
      }
    } catch (error) {
      for (const stream of streams) stream?.destroy();
      this.closeTheirs();
      throw error;
    }
    this.descriptors = descriptors;
    this.streams = streams;
  }

  /** Once the child has them. */
  closeTheirs(): void {
    for (const fd of this.#theirs.splice(0)) fd.close();
  }

  #open(
    entry: Exclude<StdioEntry, null | undefined>,
    number: number,
    system: System,
  ): { fd: number; stream: Socket | null } {
    if (entry === "inherit") return { fd: number, stream: null };
    if (entry === "ignore") {
      const file = new Fd(openSync("/dev/null", number === 0 ? "r" : number < 3 ? "w" : "r+"), { closeSync });
      this.#theirs.push(file);
      return { fd: file.fd, stream: null };
    }
    if (entry === "pipe") {
      // What node:child_process has for pipes as well: each end can be read and written.
      const [ours, theirs] = system.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
      this.#theirs.push(new Fd(theirs, system));
      const stream = new Socket({ fd: ours, readable: number !== 0, writable: number === 0 || number > 2 });
      return { fd: theirs, stream };
    }
    const fd = typeof entry === "number" ? entry : entry.fd;
    if (Number.isInteger(fd) && fd >= 0) return { fd, stream: null };
    throw new TypeError(`stdio[${number}] must be "pipe", "inherit", "ignore", or an open descriptor`);
  }
}
