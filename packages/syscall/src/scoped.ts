import { access, readlinkSync, writeSync } from "node:fs";
import { CLONE_NEWNET } from "./constants/namespace.js";
import { Fd, type HasFd } from "./fd.js";
import { linux, type System } from "./system.js";

/** The calling thread's own; /proc/self would be the main thread's. */
const OWN_NAMESPACE = "/proc/thread-self/ns/net";

/**
 * Runs a synchronous callback with the calling thread inside another network namespace, and returns the thread.
 * What is opened there (sockets) stays there. The callback must not start threads or children that outlive it unknowingly:
 * they inherit the namespace.
 *
 * @throws SyscallError from setns(2): EINVAL when the descriptor is no network namespace, EPERM without CAP_SYS_ADMIN.
 */
export function inNamespace<T>(namespace: HasFd, callback: () => T, system: System = linux): T {
  return switched(() => system.setns(namespace.fd, CLONE_NEWNET), callback, system);
}

/**
 * Runs a synchronous callback with the calling thread inside a new network namespace, and returns the thread. The
 * namespace ends with the callback unless that keeps it: by a bind mount or an open descriptor.
 *
 * @throws SyscallError from unshare(2): EPERM without CAP_SYS_ADMIN, ENOSPC at the user's limit.
 */
export function inNewNamespace<T>(callback: () => T, system: System = linux): T {
  return switched(() => system.unshare(CLONE_NEWNET), callback, system);
}

function switched<T>(enter: () => void, callback: () => T, system: System): T {
  createThreadPool();
  using home = new Fd(system.fs.openSync(OWN_NAMESPACE, "r"), system.fs);
  const homeIdentity = readlinkSync(OWN_NAMESPACE);
  enter();
  let result: T;
  try {
    result = callback();
  } finally {
    goHome(home, homeIdentity, system);
  }
  if (isThenable(result)) {
    throw new TypeError(
      "the callback must be synchronous: a promise would go on after the thread has left the namespace",
    );
  }
  return result;
}

let poolExists = false;

/**
 * libuv starts all threads of its pool at the pool's first use, and they inherit the namespaces of the thread that
 * makes it. So the first use is made here, at home. access(2) is among the calls that libuv never gives to io_uring.
 */
function createThreadPool(): void {
  if (poolExists) return;
  access("/", () => {});
  poolExists = true;
}

const ATTEMPTS = 3;

/** Back, and proven. setns may fail once for want of memory; a thread that stays away must not go on. */
function goHome(home: Fd, identity: string, system: System): void {
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      system.setns(home.fd, CLONE_NEWNET);
    } catch (error) {
      failure = error;
      continue;
    }
    if (readlinkSync(OWN_NAMESPACE) === identity) return;
  }
  // Everything that this program does from here on would happen in a network it does not know it is in.
  writeSync(2, `netns: this thread cannot leave a network namespace (${failure}); ending the process\n`);
  process.kill(process.pid, "SIGKILL");
  throw failure;
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
