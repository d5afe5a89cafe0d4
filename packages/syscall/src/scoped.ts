import { access, constants, writeSync } from "node:fs";
import { types } from "node:util";
import { checkFd, invalidArgType, invalidArgValue } from "./arguments.js";
import { CLONE_NEWNET } from "./constants/namespace.js";
import { quietly } from "./errors.js";
import type { HasFd } from "./fd.js";
import { bind } from "./libc.js";
import { linux, type System } from "./system.js";

/** The calling thread's own; /proc/self would be the main thread's. */
const OWN_NAMESPACE = "/proc/thread-self/ns/net";

/**
 * Runs a synchronous callback with the calling thread inside another network namespace, and returns the thread. What is
 * opened there (sockets) stays there. README.md says what is guaranteed and what is not.
 *
 * The callback must start nothing that outlives it unknowingly: threads and children that it starts inherit the
 * namespace for their whole lives. Node's thread pool exists before, and stays at home.
 *
 * A thread that cannot come home ends the process, with a message on stderr.
 *
 * @throws SyscallError from setns(2): EINVAL when the descriptor is no network namespace, EPERM without CAP_SYS_ADMIN
 * over it, or over this thread's own, to which there would be no way back; from open(2) where /proc is missing. The
 * callback has not run then.
 * @throws TypeError ERR_INVALID_ARG_VALUE for an async or generator function, which is not run;
 * ERR_INVALID_RETURN_VALUE for a callback that has returned a promise, a thenable or a generator.
 */
export function inNamespace<T>(namespace: HasFd, callback: () => T, system: System = linux): T {
  const fd = checkFd(namespace.fd, "namespace.fd");
  return switched(fd, callback, system);
}

/**
 * The same, inside a new network namespace. It ends with the callback unless that keeps it: by a bind mount or an open
 * descriptor.
 *
 * @throws SyscallError from unshare(2): EPERM without CAP_SYS_ADMIN, ENOSPC at the user's limit; from setns(2): EPERM
 * where there would be no way back.
 * @throws TypeError as `inNamespace`
 */
export function inNewNamespace<T>(callback: () => T, system: System = linux): T {
  return switched(undefined, callback, system);
}

/** @param target The namespace's open file; undefined: a new one. */
function switched<T>(target: number | undefined, callback: () => T, system: System): T {
  checkCallback(callback);
  startThreadPool();
  const home = system.open(OWN_NAMESPACE, constants.O_RDONLY);
  let result: T;
  try {
    // What readlink says of this thread when it is there (namespaces(7)).
    const identity = `net:[${system.fstat(home).inode}]`;
    checkWayBack(home, identity, system);
    leave(target, system);
    try {
      result = callback();
    } finally {
      goHome(home, identity, system);
      away--;
    }
  } finally {
    // Its number is free again whatever close(2) says, and the callback's result, or its error, is worth more.
    quietly(() => system.close(home));
  }
  checkResult(result);
  return result;
}

/** Where the way back is known to be open, by what calls are made with. */
const openWays = new WeakMap<System, string>();

/**
 * In a user namespace of its own, but the network of another (unshare -Urm), a thread may leave, and never come back. Once
 * is enough: what decides is whose the home is, and a process of several threads cannot change its user namespace.
 */
function checkWayBack(home: number, identity: string, system: System): void {
  if (openWays.get(system) === identity) return;
  system.setns(home, CLONE_NEWNET);
  openWays.set(system, identity);
}

/** The tag is inherited from the function's kind, so that bound functions and proxies show it too. */
const NOT_SYNCHRONOUS = new Set(["AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction"]);

function checkCallback(callback: (() => unknown) & { readonly [Symbol.toStringTag]?: string }): void {
  if (typeof callback !== "function") throw invalidArgType("callback", "a function", callback);
  if (!NOT_SYNCHRONOUS.has(callback[Symbol.toStringTag] ?? "")) return;
  throw invalidArgValue("callback", `must be synchronous: it would go on ${AFTERWARDS}`);
}

const AFTERWARDS = "after the thread has left the namespace";

/** What runs later runs at home, where its author did not mean it to. */
function checkResult(result: unknown): void {
  // Nearly always: a question to V8 takes as long as a system call.
  if (typeof result !== "object" && typeof result !== "function") return;
  const kind = isThenable(result) ? "promise" : types.isGeneratorObject(result) ? "generator" : undefined;
  if (kind === undefined) return;
  // The error below is what the caller hears of it.
  if (types.isPromise(result)) result.catch(() => {});
  const message = `The callback must be synchronous: the ${kind} that it returned would go on ${AFTERWARDS}`;
  throw Object.assign(new TypeError(message), { code: "ERR_INVALID_RETURN_VALUE" });
}

function isThenable(value: object | null): boolean {
  return value !== null && "then" in value && typeof value.then === "function";
}

let poolExists = false;

/**
 * libuv starts all threads of its pool at the pool's first use, waits until they run, and they inherit the namespaces
 * of the thread that makes it. So the first use is made here, at home. access(2) is among the calls that libuv never
 * gives to io_uring; the path is one that Node's permission model must allow for what follows anyway.
 */
function startThreadPool(): void {
  if (poolExists) return;
  access(OWN_NAMESPACE, () => {});
  poolExists = true;
}

/** How many callbacks are running elsewhere: in a microtask none is, because they are synchronous. */
let away = 0;
let isChecked = false;

/**
 * V8 can end JavaScript without its finally blocks: at the time limit of node:vm, or at Ctrl-C in a REPL. Nobody goes
 * home then, and the first microtask afterwards notices.
 */
function leave(target: number | undefined, system: System): void {
  away++;
  try {
    if (target === undefined) system.unshare(CLONE_NEWNET);
    else system.setns(target, CLONE_NEWNET);
  } catch (error) {
    away--;
    throw error;
  }
  if (isChecked) return;
  isChecked = true;
  void Promise.resolve().then(() => {
    isChecked = false;
    if (away > 0) endProcess("a callback in another network namespace was cut short");
  });
}

/** setns(2) may fail once for want of memory. */
const ATTEMPTS = 3;

/** Back, and proven: what says that it worked may be a descriptor that the callback has closed and opened anew. */
function goHome(home: number, identity: string, system: System): void {
  let reason: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      system.setns(home, CLONE_NEWNET);
      const arrived = system.fs.readlinkSync(OWN_NAMESPACE);
      if (arrived === identity) return;
      reason = `it is in ${arrived} instead of ${identity}`;
    } catch (error) {
      reason = error;
    }
  }
  endProcess(`this thread cannot leave a network namespace (${reason})`);
}

const exit = bind<[status: number]>("int _exit(int status)");
/** EX_OSERR of sysexits.h. */
const EXIT_STATUS = 71;

/**
 * Everything that this program did from here on would happen in a network it does not know it is in: so nothing more
 * runs, no handler of "exit" and no finally.
 */
function endProcess(message: string): never {
  try {
    writeSync(2, `netns: ${message}; ending the process\n`);
  } catch {
    // Nobody listens; the end is what matters.
  }
  process.kill(process.pid, "SIGKILL");
  // Still here: the first process of a pid namespace (a container's) cannot kill itself.
  exit(EXIT_STATUS);
  throw new Error(message);
}
