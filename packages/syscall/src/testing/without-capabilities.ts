import { bind } from "../libc.js";

const capget = bind<[header: Uint32Array, data: Uint32Array]>("int capget(void *header, void *data)");
const capset = bind<[header: Uint32Array, data: Uint32Array]>("int capset(void *header, const void *data)");

/** struct __user_cap_header_struct, linux/capability.h: _LINUX_CAPABILITY_VERSION_3, and 0 for the calling thread. */
const OWN = Uint32Array.of(0x20080522, 0);

/**
 * Runs a synchronous callback in which the calling thread has the rights of an ordinary user; it gets back what it had.
 * For tests of EPERM: root is not refused much.
 */
export function withoutCapabilities<T>(callback: () => T): T {
  // Two struct __user_cap_data_struct: 0 effective | 1 permitted | 2 inheritable, for the lower and the upper 32.
  const had = new Uint32Array(6);
  capget(OWN, had);
  const none = had.slice();
  none[0] = 0;
  none[3] = 0;
  capset(OWN, none);
  try {
    return callback();
  } finally {
    capset(OWN, had);
  }
}
