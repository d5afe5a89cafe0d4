import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { AF_UNIX, F_GETFL, F_SETFL, Fd, SOCK_CLOEXEC, SOCK_STREAM, type System } from "@netns/syscall";
import { quietly } from "../errors.js";

/** What is open, or a stream that is: process.stdout, a socket, a file's stream after "open". */
export type OpenStream = { readonly fd?: number | null } | NodeJS.ReadableStream | NodeJS.WritableStream;

/** What a child's descriptor is: as node:child_process has it. */
export type StdioEntry = "pipe" | "overlapped" | "inherit" | "ignore" | null | undefined | number | OpenStream;
export type StdioOption = "pipe" | "overlapped" | "inherit" | "ignore" | readonly StdioEntry[];

/** A child's descriptors: its own ends, and the streams at ours. */
export class Stdio {
  /** What becomes the child's descriptors 0, 1, 2, …. */
  readonly descriptors: readonly number[];
  /** One for each; null where there is no pipe. */
  readonly streams: readonly (Socket | null)[];
  readonly #theirs: Fd[] = [];

  /** @throws TypeError for an entry that cannot be; SyscallError EMFILE, ENFILE */
  constructor(option: StdioOption = "pipe", system: System) {
    const entries: StdioEntry[] = typeof option === "string" ? [option, option, option] : [...option];
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

  /** Once the child has them. What close(2) may report changes nothing then: it has closed all the same. */
  closeTheirs(): void {
    for (const fd of this.#theirs.splice(0)) quietly(() => fd.close());
  }

  #open(
    entry: Exclude<StdioEntry, null | undefined>,
    number: number,
    system: System,
  ): { fd: number; stream: Socket | null } {
    if (entry === "inherit") return { fd: blocking(number, number, system), stream: null };
    if (entry === "ignore") {
      const file = new Fd(openSync("/dev/null", number === 0 ? "r" : number < 3 ? "w" : "r+"), { closeSync });
      this.#theirs.push(file);
      return { fd: file.fd, stream: null };
    }
    if (entry === "pipe" || entry === "overlapped") {
      // What node:child_process has for pipes as well: each end can be read and written.
      const [ours, theirs] = system.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
      this.#theirs.push(new Fd(theirs, system));
      const stream = new Socket({ fd: ours, readable: number !== 0, writable: number === 0 || number > 2 });
      return { fd: theirs, stream };
    }
    const fd = typeof entry === "number" ? entry : descriptorOf(entry);
    if (fd !== undefined && Number.isInteger(fd) && fd >= 0) {
      return { fd: blocking(fd, number, system), stream: null };
    }
    const what = entry as unknown;
    const reason = what === "ipc" ? ": there are no message channels here" : "";
    throw new TypeError(`stdio[${number}] is "pipe", "inherit", "ignore", a descriptor, or an open stream${reason}`);
  }
}

/** Sockets keep theirs to themselves, and node:child_process finds it there as well. */
function descriptorOf(entry: unknown): number | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  if ("fd" in entry && typeof entry.fd === "number") return entry.fd;
  if ("_handle" in entry) return descriptorOf(entry._handle);
  return undefined;
}

/** Programs expect their standard descriptors to block: Node's streams on the same pipe make it otherwise. */
function blocking(fd: number, number: number, system: System): number {
  if (number > 2) return fd;
  const flags = system.fcntl(fd, F_GETFL, 0);
  if ((flags & constants.O_NONBLOCK) !== 0) system.fcntl(fd, F_SETFL, flags & ~constants.O_NONBLOCK);
  return fd;
}
