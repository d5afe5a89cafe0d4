import { type HasFd, linux, type System } from "@netns/syscall";

/** Where a socket is opened, and by which system calls. */
export interface SocketOptions {
  /** The network namespace: a path, or anything that holds it open. Default: the calling thread's own. */
  readonly namespace?: string | HasFd | undefined;
  /**
   * A socket that the caller has made (AF_NETLINK, NETLINK_ROUTE), bound or not, in place of one in `namespace`. It is
   * given away: `fd.release()`. Whoever takes it closes it, also when opening fails.
   */
  readonly fd?: number | undefined;
  /** Default: the real ones. */
  readonly system?: System | undefined;
}

/** What a socket for events listens to. */
export interface EventSocketOptions extends SocketOptions {
  /** RTNLGRP_*: the groups whose events it gets, also those above 32. */
  readonly groups: readonly number[];
  /** More of them, that older kernels may lack: those are left out then. */
  readonly optionalGroups?: readonly number[] | undefined;
  /** Events also of every namespace that has an nsid in this one. It takes CAP_NET_BROADCAST. Default: no. */
  readonly allNsid?: boolean | undefined;
  /**
   * Bytes that may wait in the kernel until they are read, as it counts them: about 1 to 3 KiB an event. What comes when
   * they are full is lost. Without CAP_NET_ADMIN net.core.rmem_max is the limit. Default: 1 MiB.
   */
  readonly receiveBuffer?: number | undefined;
}

/** The system calls that options ask for. */
export function systemOf({ system = linux }: SocketOptions): System {
  return system;
}
