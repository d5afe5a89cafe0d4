import { types as isType } from "node:util";
import { checkBigInt, checkUint32, invalidArgType } from "./arguments.js";
import { SYS_listns } from "./constants/syscall.js";
import { hasCode } from "./errors.js";
import { bind } from "./libc.js";

const listns_ = bind<[request: Uint8Array, ids: BigUint64Array, count: number, flags: number]>(
  "long listns(const void *request, void *ids, size_t count, unsigned int flags)",
  { number: SYS_listns },
);

/** Which namespaces listns(2) is asked for; all that the caller may see when nothing is given. */
export interface NamespaceFilter {
  /** CLONE_NEW*, one or some or-ed. */
  readonly types?: number | undefined;
  /** The id of the user namespace that owns them, or LISTNS_CURRENT_USER. */
  readonly owner?: bigint | undefined;
}

/**
 * struct ns_id_req, linux/nsfs.h:
 * ```
 * 0 size (u32) | 4 spare (u32) | 8 ns_id (u64) | 16 ns_type (u32) | 20 spare (u32) | 24 user_ns_id (u64)
 * ```
 */
const NS_ID_REQ_SIZE = 32;

const U64_MAX = 2n ** 64n - 1n;

/**
 * listns(2), Linux 6.19: writes the ids of namespaces, named or not, those above `after` and in ascending order, and
 * returns how many it wrote. Left out are namespaces over whose owner the caller has no CAP_SYS_ADMIN, except its own.
 *
 * ENOSYS: the kernel is older; ENOENT: none is above `after`; EOPNOTSUPP: an unknown kind; EINVAL: no such owner;
 * EOVERFLOW: room for more than a million.
 */
export function listns(ids: BigUint64Array, after = 0n, { types = 0, owner = 0n }: NamespaceFilter = {}): number {
  // Its length is what the kernel goes by, in units of 8 bytes.
  if (!isType.isBigUint64Array(ids)) throw invalidArgType("ids", "a BigUint64Array", ids);
  const request = Buffer.alloc(NS_ID_REQ_SIZE);
  request.writeUInt32LE(NS_ID_REQ_SIZE, 0);
  request.writeBigUInt64LE(checkBigInt("after", after, 0n, U64_MAX), 8);
  request.writeUInt32LE(checkUint32("types", types), 16);
  request.writeBigUInt64LE(checkBigInt("owner", owner, 0n, U64_MAX), 24);
  return listns_(request, ids, ids.length, 0);
}

/** The part of a system that is used here. */
interface Listing {
  listns: typeof listns;
}

const real: Listing = { listns };
const answers = new WeakMap<Listing, boolean>();

/** Whether the kernel has listns(2) and the process may call it: asked once, by asking for one namespace. */
export function supportsListns(system: Listing = real): boolean {
  let answer = answers.get(system);
  if (answer === undefined) {
    answer = probe(system);
    answers.set(system, answer);
  }
  return answer;
}

function probe(system: Listing): boolean {
  try {
    system.listns(new BigUint64Array(1));
    return true;
  } catch (error) {
    // The call itself never answers EPERM; seccomp filters do, to system calls that they do not know.
    if (hasCode(error, "ENOSYS") || hasCode(error, "EPERM")) return false;
    throw error;
  }
}

/** How many ids are asked for at a time: 4 KiB. */
const CHUNK = 512;

/**
 * The ids of all namespaces that the filter lets through, in ascending order, a chunk from the kernel at a time. What
 * comes and goes meanwhile may be in or not; nothing comes twice.
 *
 * @throws SyscallError ENOSYS before the first, where the kernel has no listns(2)
 */
export function* namespaceIds(filter: NamespaceFilter = {}, system: Listing = real): Generator<bigint, void, void> {
  const ids = new BigUint64Array(CHUNK);
  let last = 0n;
  for (;;) {
    let count: number;
    try {
      count = system.listns(ids, last, filter);
    } catch (error) {
      if (hasCode(error, "ENOENT")) return;
      throw error;
    }
    // A copy, because the buffer is used again, and who iterates may take time.
    for (const id of ids.slice(0, count)) yield id;
    if (count === 0) return;
    last = ids[count - 1] as bigint;
  }
}
