import { checkInt, invalidArgValue } from "../arguments.js";
import { P_PID, P_PIDFD } from "../constants/process.js";
import { bind } from "../libc.js";
import { type ChildStatus, decodeWaitStatus, type ExitStatus } from "./wait-status.js";

const waitpid_ = bind<[pid: number, status: Int32Array, options: number]>(
  "int waitpid(int pid, void *status, int options)",
  { restart: true },
);

/**
 * waitpid(2): waits for one child that `posixSpawnp` started, while the thread stands still. Never for any child, nor
 * for one of node:child_process: Node waits for its own, and would wait in vain.
 *
 * @param options WNOHANG: returns undefined when there is nothing yet. WUNTRACED, WCONTINUED: reports stops too.
 * @throws SyscallError ECHILD: not our child, or waited for already; or SIGCHLD is ignored, which leaves nothing to wait
 * for. EINVAL: an unknown option.
 */
export function waitpid(pid: number): ExitStatus;
export function waitpid(pid: number, options: number): ChildStatus | undefined;
export function waitpid(pid: number, options = 0): ChildStatus | undefined {
  checkInt("pid", pid, 1, MAX_INT);
  const word = new Int32Array(1);
  return waitpid_(pid, word, options) === 0 ? undefined : decodeWaitStatus(word[0] as number);
}

/** What waitid(2) tells of a child. */
export interface ChildEvent {
  readonly pid: number;
  readonly status: ChildStatus;
}

const waitid_ = bind<[idType: number, id: number, info: Uint8Array, options: number]>(
  "int waitid(int idType, unsigned int id, void *info, int options)",
  { restart: true },
);

/**
 * waitid(2): waits for one child, given by its pid (P_PID) or by a descriptor from pidfd_open(2) (P_PIDFD, Linux 5.4).
 *
 * @param options What to wait for: WEXITED, WSTOPPED, WCONTINUED. WNOHANG: returns undefined when there is nothing yet.
 * WNOWAIT: leaves the child to be waited for again.
 * @throws SyscallError ECHILD as `waitpid`; EBADF: not a pidfd; EINVAL: no event asked for, an unknown option, or no
 * P_PIDFD in this kernel; EAGAIN: a pidfd that is non-blocking, and nothing yet.
 */
export function waitid(idType: number, id: number, options: number): ChildEvent | undefined {
  if (idType !== P_PID && idType !== P_PIDFD) throw invalidArgValue("idType", "must be P_PID or P_PIDFD");
  checkInt("id", id, idType === P_PID ? 1 : 0, MAX_INT);
  const info = Buffer.alloc(SIGINFO_SIZE);
  waitid_(idType, id, info, options);
  // The kernel leaves zeros when there was nothing.
  const pid = info.readInt32LE(INFO_PID);
  return pid === 0
    ? undefined
    : { pid, status: decodeEvent(info.readInt32LE(INFO_CODE), info.readInt32LE(INFO_STATUS)) };
}

const MAX_INT = 0x7fff_ffff;

/** siginfo_t of SIGCHLD, sigaction(2): signal 0, errno 4, code 8, pid 16, uid 20, status 24; on both machines, in both libcs. */
const SIGINFO_SIZE = 128;
const INFO_CODE = 8;
const INFO_PID = 16;
const INFO_STATUS = 24;

/** si_code of SIGCHLD, from asm-generic/siginfo.h. */
const CLD_EXITED = 1;
const CLD_KILLED = 2;
const CLD_DUMPED = 3;
const CLD_CONTINUED = 6;

function decodeEvent(code: number, status: number): ChildStatus {
  switch (code) {
    case CLD_EXITED:
      return { code: status };
    case CLD_KILLED:
    case CLD_DUMPED:
      return { signal: status, coreDumped: code === CLD_DUMPED };
    case CLD_CONTINUED:
      return { continued: true };
    default:
      // Stopped, or trapped by somebody who traces it.
      return { stopped: status };
  }
}
