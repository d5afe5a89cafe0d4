import { checkInt } from "../arguments.js";
import { bind } from "../libc.js";

/** A thread's capabilities. Bit n is the capability with that number, as in /proc/PID/status. */
export interface Capabilities {
  /** What counts when the kernel checks. */
  readonly effective: bigint;
  /** What the thread may make effective. */
  readonly permitted: bigint;
  /** What programs that it executes may inherit. */
  readonly inheritable: bigint;
}

const capget_ = bind<[header: Uint8Array, data: Uint8Array]>("int capget(void *header, void *data)");

/**
 * capget(2): the capabilities of the calling thread (0), or of another thread. They are valid in its user namespace, and
 * over what that owns: root in a container may well have all of them and still not be let into the host's namespaces.
 *
 * @throws SyscallError ESRCH: no such thread
 */
export function capget(tid = 0): Capabilities {
  checkInt("tid", tid, 0, 0x7fff_ffff);
  const header = Buffer.alloc(8);
  header.writeUInt32LE(VERSION_3, 0);
  header.writeInt32LE(tid, 4);
  const data = Buffer.alloc(24);
  capget_(header, data);
  const set = (at: number) => BigInt(data.readUInt32LE(at)) | (BigInt(data.readUInt32LE(at + HIGH)) << 32n);
  return { effective: set(0), permitted: set(4), inheritable: set(8) };
}

/** Whether a capability (CAP_…) is effective in the calling thread. One that the kernel does not know is not. */
export function hasCapability(capability: number, system: { capget(): Capabilities } = { capget }): boolean {
  checkInt("capability", capability, 0, 63);
  return ((system.capget().effective >> BigInt(capability)) & 1n) === 1n;
}

/**
 * From linux/capability.h. Since version 3 the data are two of
 *
 *     struct { u32 effective, permitted, inheritable }
 *
 * the first with capabilities 0 to 31, the second with the rest.
 */
const VERSION_3 = 0x2008_0522;
const HIGH = 12;
