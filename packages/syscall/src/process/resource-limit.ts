import { checkBigInt, checkInt } from "../arguments.js";
import { RLIM_INFINITY } from "../constants/process.js";
import { bind } from "../libc.js";

/** A resource limit; a missing limit is RLIM_INFINITY. */
export interface ResourceLimit {
  readonly soft: bigint;
  readonly hard: bigint;
}

const getrlimit_ = bind<[resource: number, limit: Uint8Array]>("int getrlimit(int resource, void *limit)");
const setrlimit_ = bind<[resource: number, limit: Uint8Array]>("int setrlimit(int resource, const void *limit)");
const prlimit_ = bind<[pid: number, resource: number, limit: Uint8Array | null, old: Uint8Array]>(
  "int prlimit(int pid, int resource, const void *limit, void *old)",
);

/** getrlimit(2): a limit of this process. @throws SyscallError EINVAL: no such resource */
export function getrlimit(resource: number): ResourceLimit {
  const limit = Buffer.alloc(SIZE);
  getrlimit_(resource, limit);
  return decode(limit);
}

/**
 * setrlimit(2): a limit of this process, and of what it starts from now on.
 *
 * @throws SyscallError EPERM: above the hard limit, without CAP_SYS_RESOURCE; EINVAL: soft above hard, no such resource
 */
export function setrlimit(resource: number, limit: ResourceLimit): void {
  setrlimit_(resource, encode(limit));
}

/**
 * prlimit(2): a limit of another process, or of this one (0). Returns what it was, and changes it when given another.
 *
 * @throws SyscallError ESRCH: no such process; EPERM: somebody else's; and as `setrlimit`
 */
export function prlimit(pid: number, resource: number, limit?: ResourceLimit): ResourceLimit {
  checkInt("pid", pid, 0, 0x7fff_ffff);
  const old = Buffer.alloc(SIZE);
  prlimit_(pid, resource, limit === undefined ? null : encode(limit), old);
  return decode(old);
}

/** struct rlimit: soft 0, hard 8; little endian on both machines. */
const SIZE = 16;

function decode(limit: Buffer): ResourceLimit {
  return { soft: limit.readBigUInt64LE(0), hard: limit.readBigUInt64LE(8) };
}

function encode({ soft, hard }: ResourceLimit): Buffer {
  const limit = Buffer.alloc(SIZE);
  limit.writeBigUInt64LE(checkBigInt("limit.soft", soft, 0n, RLIM_INFINITY), 0);
  limit.writeBigUInt64LE(checkBigInt("limit.hard", hard, 0n, RLIM_INFINITY), 8);
  return limit;
}
