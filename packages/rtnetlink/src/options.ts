import { type HasFd, linux, type System } from "@netns/syscall";

/** Where a socket is opened, and by which system calls. */
export interface SocketOptions {
  /** The network namespace: a path, or anything that holds it open. Default: the calling thread's own. */
  readonly namespace?: string | HasFd | undefined;
  /** Default: the real ones. */
  readonly system?: System | undefined;
}

/** The system calls that options ask for. */
export function systemOf({ system = linux }: SocketOptions): System {
  return system;
}
