import { constants } from "node:fs";
import {
  F_GETFD,
  F_GETFL,
  F_SETFD,
  F_SETFL,
  FD_CLOEXEC,
  hasCode,
  RLIMIT_NOFILE,
  SIG_DFL,
  SIG_IGN,
  SIGPIPE,
  SIGXFSZ,
  type System,
} from "@netns/syscall";

/** A descriptor that a process was started with. */
export interface InheritedDescriptor {
  readonly fd: number;
  readonly nonBlocking: boolean;
}

/**
 * What a Node process was started with and no longer shows: Node marks descriptors close-on-exec, resets signal
 * dispositions and mask, and raises the soft limit of open files. Someone must have looked before Node started.
 */
export interface InheritedState {
  readonly descriptors: readonly InheritedDescriptor[];
  /** Bit n - 1 is signal n: SigIgn of /proc/PID/status. */
  readonly ignoredSignals: bigint;
  /** Bit n - 1 is signal n: SigBlk of /proc/PID/status. */
  readonly blockedSignals: bigint;
  /** Soft limit of open files; `undefined` leaves it as it is. */
  readonly openFilesLimit?: bigint | undefined;
}

/** What is certain without a record: the three standard descriptors, and nothing ignored or blocked. */
export const ordinaryState: InheritedState = {
  descriptors: [0, 1, 2].map((fd) => ({ fd, nonBlocking: false })),
  ignoredSignals: 0n,
  blockedSignals: 0n,
};

/**
 * Puts the process back to the state it was started in, for a command that is to inherit it. Node itself hardly
 * notices, except that it dies of SIGPIPE from now on, as a C program does.
 */
export function restoreProcess(state: InheritedState, system: System): void {
  for (const descriptor of state.descriptors) inherit(descriptor, system);
  // A standard descriptor that the caller had closed (`>&-`) was opened by Node, on /dev/null: the command shall not see it.
  for (const fd of [0, 1, 2]) {
    if (!state.descriptors.some((descriptor) => descriptor.fd === fd)) system.fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
  restoreSignals(state, system);
  const { openFilesLimit } = state;
  if (openFilesLimit !== undefined) {
    const { hard } = system.getrlimit(RLIMIT_NOFILE);
    system.setrlimit(RLIMIT_NOFILE, { soft: openFilesLimit < hard ? openFilesLimit : hard, hard });
  }
}

function inherit({ fd, nonBlocking }: InheritedDescriptor, system: System): void {
  try {
    system.fcntl(fd, F_SETFD, system.fcntl(fd, F_GETFD, 0) & ~FD_CLOEXEC);
    const flags = system.fcntl(fd, F_GETFL, 0);
    const wanted = nonBlocking ? flags | constants.O_NONBLOCK : flags & ~constants.O_NONBLOCK;
    if (wanted !== flags) system.fcntl(fd, F_SETFL, wanted);
  } catch (error) {
    // The caller had closed it (`>&-`), or it was closed since.
    if (!hasCode(error, "EBADF")) throw error;
  }
}

const SIGKILL = 9;
const SIGSTOP = 19;
/** glibc keeps 32 and 33 for its threads. */
const LAST_STANDARD_SIGNAL = 31;
const FIRST_REALTIME_SIGNAL = 34;
const LAST_SIGNAL = 64;

function restoreSignals({ ignoredSignals, blockedSignals }: InheritedState, system: System): void {
  // Node ignores these two for itself; handlers that it installs become the default by themselves at exec.
  system.signal(SIGPIPE, SIG_DFL);
  system.signal(SIGXFSZ, SIG_DFL);
  for (let signal = 1; signal <= LAST_SIGNAL; signal++) {
    const reserved =
      signal === SIGKILL || signal === SIGSTOP || (signal > LAST_STANDARD_SIGNAL && signal < FIRST_REALTIME_SIGNAL);
    if (!reserved && (ignoredSignals >> BigInt(signal - 1)) & 1n) system.signal(signal, SIG_IGN);
  }
  system.setSignalMask(blockedSignals);
}
