import { bind } from "../libc.js";

const getrlimit = bind<[resource: number, limit: Uint8Array]>("int getrlimit(int resource, void *limit)");
const setrlimit = bind<[resource: number, limit: Uint8Array]>("int setrlimit(int resource, const void *limit)");
const RLIMIT_NOFILE = 7;

/** Runs a callback while no descriptor with this number or a higher one can be opened (getrlimit(2)). */
export function withDescriptorLimit<T>(limit: number, callback: () => T): T {
  const before = Buffer.alloc(16);
  getrlimit(RLIMIT_NOFILE, before);
  const tight = Buffer.from(before);
  tight.writeBigUInt64LE(BigInt(limit), 0);
  setrlimit(RLIMIT_NOFILE, tight);
  try {
    return callback();
  } finally {
    setrlimit(RLIMIT_NOFILE, before);
  }
}
